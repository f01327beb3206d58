"""Estimates of ability from answers, on a grid, with an interval that is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, sqrt

import numpy as np

from tpmlearn.domain.assessment.curves import GRID, Floats

INTERVAL = (0.05, 0.95)
PRIOR: Floats = -(GRID**2) / 2
"""The log of the population's density on the grid, but for a constant; shape (81,)."""


@dataclass(frozen=True)
class Estimate:
    """An ability: mean and standard error, and the 5 % and 95 % points of its 90 % interval."""

    mean: float
    se: float
    low: float
    high: float


def log_prior(mean: float = 0.0, sd: float = 1.0) -> Floats:
    """The log of a normal density on the grid, but for a constant; shape (81,)."""
    found: Floats = -(((GRID - mean) / sd) ** 2) / 2
    return found


def log_posterior(curves: Floats, right: Sequence[bool], prior: Floats = PRIOR) -> Floats:
    """log prior + Σ log P or log(1 - P); `curves` (answers, 81), `right` one value an answer."""
    found = prior.copy()
    for curve, answer in zip(curves, right, strict=True):
        found = updated(found, curve, right=answer)
    return found


def updated(log_density: Floats, curve: Floats, *, right: bool) -> Floats:
    """The log-density after one more answer."""
    return updated_by(log_density, curve if right else 1 - curve)


def updated_by(log_density: Floats, likelihood: Floats) -> Floats:
    """The log-density after a response of which the likelihood at each ability is given, (81,)."""
    found: Floats = log_density + np.log(likelihood)
    return found


def density(log_density: Floats) -> Floats:
    """The probabilities on the grid that a log-density stands for; they sum to 1."""
    found = np.exp(log_density - log_density.max(axis=-1, keepdims=True))
    normed: Floats = found / found.sum(axis=-1, keepdims=True)
    return normed


def estimate(log_density: Floats) -> Estimate:
    """Mean, SD and the 90 % interval of a log-density on the grid."""
    mass = density(log_density)
    mean, se = moments(log_density)
    low, high = (_quantile(mass, share) for share in INTERVAL)
    return Estimate(mean, se, low, high)


def moments(log_density: Floats) -> tuple[float, float]:
    """Mean and SD of a log-density on the grid: an estimate without its interval."""
    mass = density(log_density)
    mean = float(mass @ GRID)
    return mean, sqrt(max(float(mass @ (GRID - mean) ** 2), 0.0))


def _quantile(mass: Floats, share: float) -> float:
    """The ability below which `share` of the mass lies; mass is spread evenly over each cell."""
    step = GRID[1] - GRID[0]
    edges = np.concatenate(([GRID[0] - step / 2], GRID + step / 2))
    return float(np.interp(share, np.concatenate(([0.0], np.cumsum(mass))), edges))


def normal_estimate(mean: float, se: float) -> Estimate:
    """A normal estimate: its interval is mean ± 1.645 SE."""
    return Estimate(mean, se, mean - Z90 * se, mean + Z90 * se)


Z90 = 1.6448536269514722


def cuts(developer: int, levels: int = 5) -> Floats:
    """Where the bands begin: cut(L) = 0.8 (L - 0.5 - Dev) for L = 1 to 5, shape (5,).

    `developer` is what a mid-level developer typically brings, 0 to 5. A judgement until standard
    setting replaces it.
    """
    levels_from_1 = np.arange(1, levels + 1, dtype=np.float64)
    return 0.8 * (levels_from_1 - 0.5 - developer)


def band_probabilities(mean: float, se: float, cut: Floats) -> Floats:
    """P(band 0 … 5) of a normal estimate between the cuts, shape (len(cut) + 1,); they sum to 1."""
    below = np.array([0.0, *(_normal_cdf((c - mean) / se) for c in cut), 1.0])
    found: Floats = np.diff(below)
    return found


def median_band(mean: float, cut: Floats) -> int:
    """The band that holds the median of a normal estimate."""
    return int(np.searchsorted(cut, mean, side="right"))


def reached_band(mean: float, se: float, cut: Floats, *, sure: float = 0.80) -> int:
    """The highest band with P(theta > its cut) of at least `sure`: what may be called reached."""
    above = [1 - _normal_cdf((c - mean) / se) for c in cut]
    return sum(p >= sure for p in above)


def criterion_se(se: float, learners: int) -> float:
    """The error of a claim on the scale: the bank as a whole may be off while data are few.

    sqrt(SE² + s0²) with s0 = .35 below 200 learners, .15 up to 1,000 and .05 beyond.
    """
    s0 = 0.35 if learners < FEW else 0.15 if learners <= MANY else 0.05
    return sqrt(se**2 + s0**2)


FEW, MANY = 200, 1000


def is_provisional(learners: int) -> bool:
    """Whether too few people stand behind the bank for it to be trusted as a whole."""
    return learners < FEW


def faded(mean: float, se: float, days: float) -> tuple[float, float]:
    """Old evidence drifts towards the population: φ = .995 per 30 days.

    mean ← φ mean, SE² ← φ² SE² + 1 - φ².
    """
    phi = 0.995 ** (days / 30)
    return phi * mean, sqrt(phi**2 * se**2 + 1 - phi**2)


def _normal_cdf(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))
