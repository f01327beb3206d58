"""Figures of items, against numbers worked out by hand."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.item_statistics import (
    Decile,
    correlation,
    deciles,
    difference_from_expected,
    facility,
    misfit,
    option_table,
    residual_correlation,
)


def _flags(*values: int) -> np.ndarray:
    return np.array(values, dtype=bool)


def test_facility_has_wilsons_interval() -> None:
    found = facility(_flags(1, 1, 1, 1, 1, 1, 1, 0, 0, 0))

    # middle (.7 + 2.7055/20)/1.27055 = .65742, half 1.64485 · .16663/1.27055 = .21571
    assert found.value == 0.7
    assert [found.low, found.high] == pytest.approx([0.4417, 0.8731], abs=1e-4)


@pytest.mark.parametrize("right", [True, False])
def test_where_all_are_right_or_wrong_the_interval_stays_within_bounds(right: bool) -> None:
    found = facility(np.full(20, right))

    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.high - found.low == pytest.approx(2.70554 / 22.70554, abs=1e-5)


def test_facility_of_nobody_is_an_error() -> None:
    with pytest.raises(ValueError, match="nobody"):
        facility(_flags())


def test_a_correlation_has_fishers_interval() -> None:
    found = correlation(_flags(0, 0, 1, 1), np.array([1.0, 2, 3, 4]))

    # r = 2/sqrt(1 · 5), atanh r = 1.44364, ± 1.64485/sqrt(1)
    assert found is not None
    assert found.value == pytest.approx(0.894427, abs=1e-6)
    assert [found.low, found.high] == pytest.approx([-0.198545, 0.995853], abs=1e-5)


def test_a_perfect_correlation_stays_finite() -> None:
    found = correlation(np.arange(5.0), np.arange(5.0))

    assert found is not None
    assert found.value == pytest.approx(1)
    assert 0 < found.low < 1 == pytest.approx(found.high)


@pytest.mark.parametrize(
    ("x", "y"),
    [((1, 1, 1, 1), (1.0, 2, 3, 4)), ((0, 1, 0, 1), (2.0, 2, 2, 2)), ((0, 1, 1), (1.0, 2, 3))],
)
def test_without_spread_or_people_there_is_no_correlation(
    x: tuple[int, ...], y: tuple[float, ...]
) -> None:
    assert correlation(_flags(*x), np.array(y)) is None


def test_options_tell_how_many_chose_them_and_who() -> None:
    chosen = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0]], dtype=bool)

    key, wrong, unused = option_table(chosen, [True, False, False], np.array([4.0, 3, 2, 1]))

    assert (key.key, key.chosen, key.share) == (True, 2, 0.5)
    assert key.rest
    assert key.rest.value == pytest.approx(0.894427, abs=1e-6)
    assert wrong.rest
    assert wrong.rest.value == pytest.approx(-0.894427, abs=1e-6)
    assert (unused.key, unused.chosen, unused.rest) == (False, 0, None)


def test_observed_less_expected_has_the_error_of_the_prediction() -> None:
    found = difference_from_expected(_flags(1, 1, 1, 0), np.full(4, 0.5))

    # half: 1.64485 · sqrt(4 · .25)/4
    assert found.value == 0.25
    assert [found.low, found.high] == pytest.approx([-0.161213, 0.661213], abs=1e-6)


def test_a_residual_that_falls_with_ability_is_negative() -> None:
    theta = np.array([-1.5, -0.5, 0.5, 1.5])

    found = residual_correlation(_flags(1, 1, 0, 0), np.full(4, 0.5), theta)

    assert found is not None
    assert found.value == pytest.approx(-0.894427, abs=1e-6)


def test_deciles_are_nearly_equal_and_in_order() -> None:
    predicted = np.linspace(0.9, 0.1, 25)
    found = deciles(predicted, predicted > 0.55)

    assert [one.people for one in found] == [3] * 5 + [2] * 5
    assert [one.predicted for one in found] == sorted(one.predicted for one in found)
    # eleven of 25 are over .55: ten fill the upper half, one is in the fifth tenth
    assert [one.observed for one in found] == pytest.approx([0.0] * 4 + [1 / 3] + [1.0] * 5)


def test_few_people_make_fewer_deciles() -> None:
    assert [one.people for one in deciles(np.array([0.2, 0.4, 0.6]), _flags(0, 0, 1))] == [1, 1, 1]
    assert deciles(np.array([]), _flags()) == ()


def test_misfit_is_the_mean_of_squares_in_units_of_chance() -> None:
    # 100 · .1²/.25 = 4 and 100 · 0²/.25 = 0
    assert misfit([Decile(100, 0.5, 0.6), Decile(100, 0.5, 0.5)]) == pytest.approx(2)
    assert misfit([]) == 0


def test_misfit_is_near_one_where_the_prediction_is_right() -> None:
    rng = np.random.default_rng(5)
    found = []
    for _ in range(200):
        predicted = rng.uniform(0.2, 0.9, 300)
        found.append(misfit(deciles(predicted, rng.random(300) < predicted)))

    assert np.mean(found) == pytest.approx(1, abs=0.1)
