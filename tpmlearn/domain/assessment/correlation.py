"""Learns from people how far their skills go together: rho of the joint scoring."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.curves import Floats
from tpmlearn.domain.assessment.joint import LEAST_PRECISION, RHO

LEAST_PEOPLE, LEAST_SKILLS = 200, 3
PRIOR_SD = 0.10
"""The prior of rho is N(.5, .1²): it weighs about as much as 50 to 130 people with five skills of
six answers each, by how well the items fit them."""

_GRID: Floats = np.linspace(0.0, 0.95, 48)
_STEPS: Floats = np.linspace(-3.0, 3.0, 13)
_MEAN_SD = 0.3
_SPREADS = (0.25, 4.0)


@dataclass(frozen=True)
class Sites:
    """What answers say of people, skill by skill; all arrays have shape (sites,).

    `person` and `skill` are whole numbers, each pair at most once; `mean` and `precision` are those
    of the likelihood alone: with the estimate m and SE under the prior N(0, 1), the precision is
    1/SE² - 1 and the mean m/(SE² precision).
    """

    person: NDArray[np.intp]
    skill: NDArray[np.intp]
    mean: Floats
    precision: Floats


@dataclass(frozen=True)
class Correlation:
    """The common correlation of skills with its SD, and the people that it was learnt from.

    With `people` under 200 nothing is learnt, and it is what was assumed.
    """

    rho: float
    sd: float
    people: int


Whole = NDArray[np.intp]


def sites_of(estimates: Floats, errors: Floats, *, person: Whole, skill: Whole) -> Sites:
    """Sites from estimates and their SEs under the prior N(0, 1); all of shape (sites,).

    What says nothing (a precision under .01) is left out.
    """
    precision = 1 / errors**2 - 1
    kept = precision >= LEAST_PRECISION
    precision = precision[kept]
    mean = estimates[kept] / errors[kept] ** 2 / precision
    return Sites(person[kept], skill[kept], mean, precision)


def common_correlation(sites: Sites) -> Correlation:
    """rho from the people with at least three skills, shrunken towards .5.

    The means m of a person are normal around those of the skills with the covariance
    tau² ((1 - rho) I + rho 11') + diag(1/precision). Its likelihood, times the prior N(.5, .1²), is
    averaged over rho from 0 to .95 and over tau² around what all sites together show. So learners
    who are better or more alike than the population make no correlation. Below 200 people it is the
    prior.
    """
    _, person, counts = np.unique(sites.person, return_inverse=True, return_counts=True)
    kept = counts[person] >= LEAST_SKILLS
    people = int((counts >= LEAST_SKILLS).sum())
    if people < LEAST_PEOPLE:
        return Correlation(RHO, PRIOR_SD, people)
    _, person = np.unique(person[kept], return_inverse=True)
    noise = 1 / sites.precision[kept]
    rest = _around_skills(sites.mean[kept], noise, sites.skill[kept])
    spreads = _spread(rest, noise) * np.exp(_STEPS * np.sqrt(2 / people))
    log_weight = np.array(
        [[_log_likelihood(one, tau, rest, noise, person) for tau in spreads] for one in _GRID]
    )
    log_weight -= ((_GRID[:, None] - RHO) / PRIOR_SD) ** 2 / 2
    weight = np.exp(log_weight - log_weight.max()).sum(axis=1)
    weight /= weight.sum()
    rho = float(weight @ _GRID)
    return Correlation(rho, float(np.sqrt(weight @ (_GRID - rho) ** 2)), people)


def _around_skills(mean: Floats, noise: Floats, skill: NDArray[np.intp]) -> Floats:
    """The means less that of their skill; a skill's mean has the prior N(0, .3²)."""
    _, skill = np.unique(skill, return_inverse=True)
    weight = 1 / (1 + noise)
    total = np.bincount(skill, weights=weight * mean)
    of_skill = total / (np.bincount(skill, weights=weight) + 1 / _MEAN_SD**2)
    found: Floats = mean - of_skill[skill]
    return found


def _spread(rest: Floats, noise: Floats) -> float:
    """tau²: the variance of abilities, by moments that weigh what is known well."""
    weight = 1 / (1 + noise) ** 2
    found = float(weight @ (rest**2 - noise) / weight.sum())
    return min(max(found, _SPREADS[0]), _SPREADS[1])


def _log_likelihood(
    rho: float, spread: float, rest: Floats, noise: Floats, person: NDArray[np.intp]
) -> float:
    """log N(rest; 0, D + c 11') over all people but for a constant, c = tau² rho.

    With D = diag(d) the determinant is Π d (1 + c Σ 1/d) and the form Σ r²/d - c (Σ r/d)²/(1 + c
    Σ 1/d) (Sherman and Morrison 1950).
    """
    own, common = spread * (1 - rho) + noise, spread * rho
    inverse = np.bincount(person, weights=1 / own)
    linear = np.bincount(person, weights=rest / own)
    form = float((rest**2 / own).sum()) - float((common * linear**2 / (1 + common * inverse)).sum())
    determinant = float(np.log(own).sum()) + float(np.log1p(common * inverse).sum())
    return -(form + determinant) / 2
