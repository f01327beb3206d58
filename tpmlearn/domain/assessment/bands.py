"""What an estimate says in knowledge bands K0 to K5: median, interval, what is reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from tpmlearn.domain.assessment.ability import (
    Z90,
    Estimate,
    band_probabilities,
    criterion_se,
    cuts,
    density,
    median_band,
    reached_band,
)
from tpmlearn.domain.assessment.adaptive import selection_log_density
from tpmlearn.domain.assessment.bank import Bank
from tpmlearn.domain.assessment.joint import RHO
from tpmlearn.domain.assessment.standing import Given, standing

CUT_SD = 0.35
CUT_STEP = 0.8
HIGHEST = 5


@dataclass(frozen=True)
class Band:
    """A knowledge band of one skill with how sure it is.

    `band` holds the median, `low` and `high` hold the ends of the 90 % interval, `reached` is the
    highest band whose cut the person is above with a probability of .80. `at`, `low_at`, `high_at`
    are places on the axis of bands, where band L lies between L and L + 1 (clipped to 0 and 6).
    """

    band: int
    low: int
    high: int
    reached: int
    at: float
    low_at: float
    high_at: float
    probabilities: tuple[float, ...]


def band_of(found: Estimate, developer: int, *, learners: int) -> Band:
    """The band of an estimate; `learners` have calibrated the bank.

    P(band) is that of a normal with the estimate's mean and SE² + s0² + .35²: the cuts are a
    judgement and may be off by .35 themselves.
    """
    borders = cuts(developer)
    se = sqrt(criterion_se(found.se, learners) ** 2 + CUT_SD**2)
    low, high = found.mean - Z90 * se, found.mean + Z90 * se
    return Band(
        band=median_band(found.mean, borders),
        low=median_band(low, borders),
        high=median_band(high, borders),
        reached=reached_band(found.mean, se, borders),
        at=_place(found.mean, developer),
        low_at=_place(low, developer),
        high_at=_place(high, developer),
        probabilities=tuple(map(float, band_probabilities(found.mean, se, borders))),
    )


def _place(theta: float, developer: int) -> float:
    """theta on the axis of bands: cut(L) = 0.8 (L - 0.5 - Dev) stands at L."""
    return float(np.clip(theta / CUT_STEP + developer + 0.5, 0, HIGHEST + 1))


def provable(
    bank: Bank,
    dimension_of: Mapping[str, str],
    quotas: Mapping[str, int],
    developers: Mapping[str, int],
    *,
    learners: int,
    rho: float = RHO,
) -> dict[str, int]:
    """Up to which band a test can prove each dimension: what somebody reaches who gets all right.

    The items are those that tell most at each step, without chance.
    """
    given: list[Given] = []
    for dimension, quota in quotas.items():
        places = [n for n, one in enumerate(bank.items) if dimension_of.get(one.skill) == dimension]
        for _ in range(min(quota, len(places))):
            mass = density(selection_log_density(dimension, tuple(quotas), given, {}, rho))
            best = max(places, key=lambda n: float(bank.information[n] @ mass))
            places.remove(best)
            item = bank.items[best]
            all_right = bank.outcomes(best)[-1]
            given.append(Given(item.id, "", dimension, all_right, scored=True))
    found = standing(given, tuple(quotas), rho).estimates
    return {one: band_of(found[one], developers[one], learners=learners).reached for one in quotas}
