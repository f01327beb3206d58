"""Tables of equally likely values: PERT's mean and SD, weeks that fall out, even odds."""

import numpy as np
import pytest

from tpmlearn.domain.planning.draws import EXACT, POINTS, HoursSpread, Spread, drawn, pert, weeks_of


@pytest.mark.parametrize(
    ("spread", "mean", "sd"),
    [
        # Mean (O + 4M + P) / 6; variance (mean - O)(P - mean) / 7.
        (Spread(0.0, 1.0, 2.0), 1.0, (1 / 7) ** 0.5),
        (Spread(4.0, 6.0, 14.0), 7.0, (3 * 7 / 7) ** 0.5),
        (Spread(0.7, 1.0, 1.8), 6.5 / 6, ((6.5 / 6 - 0.7) * (1.8 - 6.5 / 6) / 7) ** 0.5),
        (Spread(1.0, 1.0, 2.0), 7 / 6, ((1 / 6) * (5 / 6) / 7) ** 0.5),
    ],
)
def test_the_table_has_the_mean_and_sd_of_pert(spread: Spread, mean: float, sd: float) -> None:
    table = pert(spread)

    assert spread.mean == pytest.approx(mean)
    assert table.mean() == pytest.approx(mean, rel=1e-4)
    assert table.std() == pytest.approx(sd, rel=2e-3)


def test_it_rises_and_stays_between_its_ends() -> None:
    table = pert(Spread(0.7, 1.0, 1.8))

    assert len(table) == POINTS
    assert (np.diff(table) > 0).all()
    assert 0.7 < table[0] < table[-1] < 1.8


def test_what_has_no_range_is_always_the_same() -> None:
    assert set(pert(Spread(1.0, 1.0, 1.0))) == {1.0}


def test_weeks_fall_out_as_often_as_said() -> None:
    table = weeks_of(HoursSpread(missed=0.25))

    assert (table == 0).mean() == 0.25
    assert table.mean() == pytest.approx(0.75, rel=1e-3)


def test_hours_as_planned_are_all_worked() -> None:
    assert set(weeks_of(EXACT)) == {1.0}
    assert EXACT.mean == 1.0


def test_around_a_known_share_the_mean_is_one() -> None:
    own = HoursSpread().around_own

    assert own.mean == pytest.approx(1.0)
    assert weeks_of(own).mean() == pytest.approx(1.0, rel=1e-3)
    assert weeks_of(own).std() > 0.2


def test_every_value_is_drawn_with_the_same_odds() -> None:
    table = np.arange(POINTS, dtype=float)

    found = drawn(table, (200, 1000), np.random.default_rng(1))

    assert found.mean() == pytest.approx((POINTS - 1) / 2, rel=5e-3)
    assert set(found.ravel()) == set(table)
