"""What an estimate says in bands, with hand-worked numbers."""

from math import sqrt

import pytest

from tests.domain.assessment.pool import item
from tpmlearn.domain.assessment.ability import Estimate, normal_estimate
from tpmlearn.domain.assessment.bands import band_of, provable
from tpmlearn.domain.assessment.bank import Bank, make_bank
from tpmlearn.domain.assessment.curves import ItemParameters


@pytest.mark.parametrize(
    ("theta", "developer", "band"),
    # cut(L) = 0.8 (L - 0.5 - Dev): for Dev 2 the cuts are -1.2, -0.4, 0.4, 1.2, 2.0
    [(0.0, 2, 2), (0.39, 2, 2), (0.41, 2, 3), (-1.3, 2, 0), (5.0, 2, 5), (0.0, 0, 0), (0.0, 4, 4)],
)
def test_the_median_lies_in_its_band(theta: float, developer: int, band: int) -> None:
    assert band_of(normal_estimate(theta, 0.3), developer, learners=0).band == band


def test_the_interval_allows_for_the_bank_and_for_the_cuts() -> None:
    # SE² + .35² + .35² = .09 + .245; 1.645 of its root is .952
    found = band_of(normal_estimate(0.0, 0.3), 2, learners=0)

    half = 1.6448536269514722 * sqrt(0.09 + 0.1225 + 0.1225)
    assert found.at == pytest.approx(2.5)
    assert found.low_at == pytest.approx(2.5 - half / 0.8)
    assert found.high_at == pytest.approx(2.5 + half / 0.8)
    assert (found.low, found.high) == (1, 3)
    assert sum(found.probabilities) == pytest.approx(1)


def test_reached_asks_for_four_in_five() -> None:
    # For Dev 2 cut(2) is -0.4. With an SD of 0.5787 P(theta > -0.4) = .8 at a mean of 0.0871.
    below, above = (band_of(normal_estimate(mean, 0.3), 2, learners=0) for mean in (0.08, 0.09))

    assert (below.reached, above.reached) == (1, 2)


def test_more_learners_make_claims_surer() -> None:
    few, many = (band_of(Estimate(0.5, 0.3, 0, 1), 2, learners=n) for n in (0, 2000))

    assert many.high_at - many.low_at < few.high_at - few.low_at
    assert many.reached >= few.reached


def test_an_end_beyond_the_axis_stands_at_its_end() -> None:
    found = band_of(normal_estimate(-4.0, 0.5), 1, learners=0)

    assert (found.low_at, found.at, found.band) == (0.0, 0.0, 0)


def test_a_longer_test_of_known_items_proves_more() -> None:
    bank = _bank(30)

    short, long = (
        provable(bank, {"CTL1": "CTL1"}, {"CTL1": n}, {"CTL1": 2}, learners=2000)["CTL1"]
        for n in (3, 20)
    )

    assert 0 < short < long


def test_a_bank_without_items_proves_what_is_known_anyway() -> None:
    found = provable(_bank(0), {"CTL1": "CTL1"}, {"CTL1": 6}, {"CTL1": 2}, learners=2000)

    assert found["CTL1"] <= 1


def _bank(size: int) -> Bank:
    return make_bank(
        [item(f"i{n}", "CTL1") for n in range(size)],
        lambda one: ItemParameters(int(one.id[1:]) / 10 - 1, 0.1, 0.0, 0.1, 0.25),
    )
