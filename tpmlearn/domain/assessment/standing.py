"""What the answers of a sitting say so far: of each dimension, and of all together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tpmlearn.domain.assessment.ability import (
    PRIOR,
    Estimate,
    density,
    moments,
    normal_estimate,
    updated_by,
)
from tpmlearn.domain.assessment.curves import Floats
from tpmlearn.domain.assessment.joint import RHO, Site, composite, correlations, joint_estimates


@dataclass(frozen=True)
class Given:
    """An item that a sitting gave: of which dimension, and what its answer says.

    A dimension is a skill, in the quick test an area. `likelihood` is that of the answer at each
    ability, (81,); None where nothing counts: a seed that is not scored, a rapid guess, an item
    that was withdrawn.
    """

    item: str
    case: str
    dimension: str
    likelihood: Floats | None
    scored: bool


@dataclass(frozen=True)
class Standing:
    """What is known after some answers: of each dimension, and of the whole as their mean."""

    estimates: Mapping[str, Estimate]
    whole: Estimate


def sites(given: Sequence[Given], dimensions: Sequence[str]) -> list[Site | None]:
    """What the answers of each dimension say by themselves; None where none counts."""
    found = _log_posteriors(given)
    return [Site(*moments(found[one])) if one in found else None for one in dimensions]


def _log_posteriors(given: Sequence[Given]) -> dict[str, Floats]:
    """The log-posterior of each dimension from its own answers, where any counts."""
    found: dict[str, Floats] = {}
    for one in given:
        if one.likelihood is not None:
            now = found.get(one.dimension, PRIOR)
            found[one.dimension] = updated_by(now, one.likelihood)
    return found


def counting(given: Sequence[Given], dimension: str) -> list[Floats]:
    """The likelihoods of the answers of a dimension that count."""
    return [
        one.likelihood for one in given if one.dimension == dimension and one.likelihood is not None
    ]


def after(log_density: Floats, likelihoods: Sequence[Floats]) -> Floats:
    """The log-density after some answers, shape (81,)."""
    for one in likelihoods:
        log_density = updated_by(log_density, one)
    return log_density


def standing(given: Sequence[Given], dimensions: Sequence[str], rho: float = RHO) -> Standing:
    """The estimate of each dimension from all answers together, and of their mean.

    `rho` is the correlation of any two dimensions. Without dimensions nothing is known.
    """
    if not dimensions:
        return Standing({}, normal_estimate(0.0, 1.0))
    found, sigma = sites(given, dimensions), correlations(len(dimensions), rho)
    weights = np.full(len(dimensions), 1 / len(dimensions))
    together = joint_estimates(found, sigma)
    return Standing(dict(zip(dimensions, together, strict=True)), composite(found, sigma, weights))


def expected_drop(
    given: Sequence[Given],
    dimensions: Sequence[str],
    outcomes: Sequence[Floats],
    at: int,
    rho: float = RHO,
) -> float:
    """By how much the whole's SE falls, on average over all scores, with one more item.

    `outcomes` are the likelihoods of the item's scores from none to all marks, each (81,), `at` the
    index of its dimension; `rho` as in `standing`.
    """
    sigma = correlations(len(dimensions), rho)
    weights = np.full(len(dimensions), 1 / len(dimensions))
    found = sites(given, dimensions)
    now = composite(found, sigma, weights).se
    log_density = _log_posteriors(given).get(dimensions[at], PRIOR)
    mass = density(log_density)
    rest, later = 1.0, 0.0
    for score in reversed(range(len(outcomes))):
        share = float(mass @ outcomes[score]) if score else rest
        rest -= share
        found[at] = Site(*moments(updated_by(log_density, outcomes[score])))
        later += share * composite(found, sigma, weights).se
    return now - later
