"""Scores several skills of a person together: what is known of one says a little of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from tpmlearn.domain.assessment.ability import Estimate, normal_estimate
from tpmlearn.domain.assessment.curves import Floats

RHO = 0.5
LEAST_PRECISION = 0.01
LEAST_ANSWERS = 5


@dataclass(frozen=True)
class Site:
    """What the answers of one skill alone say: the grid's mean and SE under the N(0, 1) prior."""

    mean: float
    se: float


def correlations(skills: int, rho: float = RHO) -> Floats:
    """Sigma = (1 - rho) I + rho 11', shape (skills, skills)."""
    found: Floats = (1 - rho) * np.eye(skills) + rho * np.ones((skills, skills))
    return found


def joint_estimates(sites: Sequence[Site | None], sigma: Floats) -> tuple[Estimate, ...]:
    """The estimate of each skill from all of them; None stands for a skill without answers.

    Each skill is a Gaussian site of precision p = 1/SE² - 1 and mean m = mean/(SE² p); then
    C = (Sigma⁻¹ + diag p)⁻¹ and the means are C (p m). A site with p under .01 says nothing.
    """
    mean, covariance = joint_moments(sites, sigma)
    return tuple(
        normal_estimate(float(one), sqrt(float(variance)))
        for one, variance in zip(mean, np.diag(covariance), strict=True)
    )


def joint_moments(sites: Sequence[Site | None], sigma: Floats) -> tuple[Floats, Floats]:
    """Means, shape (skills,), and covariance, shape (skills, skills), given all sites."""
    precision, product = np.zeros(len(sites)), np.zeros(len(sites))
    for n, site in enumerate(sites):
        if site is None:
            continue
        p = 1 / site.se**2 - 1
        if p >= LEAST_PRECISION:
            precision[n], product[n] = p, site.mean / site.se**2
    # (Sigma⁻¹ + P)⁻¹ = (I + Sigma P)⁻¹ Sigma: one system to solve instead of two inversions.
    system = np.eye(len(sites)) + sigma * precision
    covariance = np.asarray(np.linalg.solve(system, sigma), dtype=np.float64)
    return covariance @ product, covariance


def composite(sites: Sequence[Site | None], sigma: Floats, weights: Floats) -> Estimate:
    """The weighted mean of the skills as an estimate; `weights` (skills,) sum to 1."""
    mean, covariance = joint_moments(sites, sigma)
    return normal_estimate(float(weights @ mean), sqrt(float(weights @ covariance @ weights)))
