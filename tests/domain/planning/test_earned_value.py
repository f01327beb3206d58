"""Earned value and earned schedule against numbers worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.planning.earned_value import Status, earned_schedule

STATUS = Status(bac=200_000, pv=100_000, ev=90_000, ac=112_500)
# Planned values by month; 80k after month 4 and 100k after month 5, as in the worked example.
PLANNED = [10_000, 30_000, 55_000, 80_000, 100_000, 120_000, 140_000, 160_000, 180_000, 200_000]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("cv", -22_500),
        ("sv", -10_000),
        ("cpi", 0.80),
        ("spi", 0.90),
        ("complete", 0.45),
        ("spent", 0.5625),
        ("eac_trend", 250_000),
        ("eac_one_off", 222_500),
        ("eac_pressed", 265_277.78),
        ("etc", 137_500),
        ("vac", -50_000),
        ("tcpi", 110 / 87.5),
    ],
)
def test_it_computes_the_measures_of_the_worked_example(measure: str, expected: float) -> None:
    assert getattr(STATUS, measure) == pytest.approx(expected, rel=1e-4)


def test_to_reach_the_estimate_the_rest_must_perform_as_so_far() -> None:
    assert STATUS.tcpi_to(250_000) == pytest.approx(0.80)
    assert STATUS.tcpi_to(112_500) is None


def test_it_has_no_index_where_nothing_was_spent_or_planned() -> None:
    fresh = Status(bac=100, pv=0, ev=0, ac=0)

    assert (fresh.cpi, fresh.spi, fresh.eac_trend, fresh.eac_pressed) == (None, None, None, None)
    assert (fresh.etc, fresh.vac) == (None, None)
    assert Status(bac=100, pv=90, ev=80, ac=100).tcpi is None


def test_it_computes_the_earned_schedule_of_the_worked_example() -> None:
    found = earned_schedule(PLANNED, 90_000, 5)

    assert found.earned == pytest.approx(4.5)
    assert found.sv == pytest.approx(-0.5)
    assert found.spi == pytest.approx(0.90)
    assert found.forecast == pytest.approx(11.11, abs=0.01)


@pytest.mark.parametrize(
    ("planned", "earned", "expected"),
    [
        ([10, 20, 30], 0, 0),
        ([10, 20, 30], 5, 0.5),
        ([10, 20, 30], 10, 1),
        ([10, 20, 30], 30, 3),
        # A period in which nothing is planned is earned with the one before it.
        ([10, 10, 20], 10, 2),
        ([0, 10, 20], 0, 1),
        # All is earned when all is planned, not in the empty periods after it.
        ([10, 20, 20], 20, 2),
        ([10, 20, 30], 99, 3),
    ],
)
def test_earned_schedule_at_the_edges(planned: list[float], earned: float, expected: float) -> None:
    assert earned_schedule(planned, earned, 2).earned == pytest.approx(expected)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12), st.integers(0, 600))
def test_earned_schedule_rises_with_what_is_earned_up_to_the_planned_duration(
    amounts: list[int], earned: int
) -> None:
    planned = [float(sum(amounts[: n + 1])) for n in range(len(amounts))]

    found = earned_schedule(planned, earned, 1)

    assert 0 <= found.earned <= found.planned <= len(planned)
    assert found.earned <= earned_schedule(planned, earned + 1, 1).earned
