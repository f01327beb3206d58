"""Many simulated people at once take tests from one bank: how true the results are, how worn it is.

The same rules as in `tpmlearn/domain/assessment/`, over arrays of people instead of one by one;
a test holds both against each other.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.simulated import Bank, Figures
from tpmlearn.domain.assessment.ability import INTERVAL, PRIOR, Z90, criterion_se, density
from tpmlearn.domain.assessment.curves import GRID, Floats
from tpmlearn.domain.assessment.selection import exposure_cap, progress_weight

WAVE = 5
"""So many people take a test before exposures are counted anew, as a site does now and then."""

Indexes = NDArray[np.intp]
Flags = NDArray[np.bool_]
Inexact = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Crowd:
    """Results of many tests; arrays have shape (people,), `shown` (items,)."""

    theta: Floats
    mean: Floats
    se: Floats
    low: Floats
    high: Floats
    shown: NDArray[np.intp]

    def figures(self) -> Figures:
        """Bias, RMSE, mean SE and coverage of the intervals."""
        error = self.mean - self.theta
        return Figures(
            bias=float(error.mean()),
            rmse=float(np.sqrt((error**2).mean())),
            se=float(self.se.mean()),
            coverage=float(((self.low <= self.theta) & (self.theta <= self.high)).mean()),
        )

    def published(self) -> "Crowd":
        """With the error that allows for the bank as a whole, as a page shows it."""
        se = np.array([criterion_se(float(one), 0) for one in self.se])
        low, high = self.mean - Z90 * se, self.mean + Z90 * se
        return Crowd(self.theta, self.mean, se, low, high, self.shown)

    @property
    def highest_exposure(self) -> float:
        """The share of the tests that showed the item that was shown most."""
        return float(self.shown.max() / self.theta.size)

    @property
    def overlap(self) -> float:
        """The share of items that two tests have in common, on average over all pairs."""
        people, length = self.theta.size, self.shown.sum() / self.theta.size
        pairs = float((self.shown * (self.shown - 1.0)).sum())
        return float(pairs / (people * (people - 1) * length))


def take(bank: Bank, theta: Floats, rng: Generator, *, length: int) -> Crowd:
    """People of abilities `theta` (people,) take tests of `length` items, with the exposure cap."""
    information = bank.information.astype(np.float32).T
    shown, posteriors = np.zeros(len(bank.believed), dtype=np.intp), []
    for start in range(0, theta.size, WAVE):
        wave = theta[start : start + WAVE]
        open_ = shown < exposure_cap(shown.size) * max(start, 1)
        log_density = np.tile(PRIOR, (wave.size, 1))
        used = np.zeros((wave.size, shown.size), dtype=bool)
        for k in range(length):
            found = density(log_density).astype(np.float32) @ information
            item = _choose(found, used, open_, w=progress_weight(k, length), rng=rng)
            log_density += _said(bank, bank.curves, item, wave, rng)
            used[np.arange(wave.size), item] = True
        shown += used.sum(axis=0)
        posteriors.append(log_density)
    return _crowd(theta, np.concatenate(posteriors), shown)


def take_naively(bank: Bank, theta: Floats, rng: Generator, *, length: int) -> Crowd:
    """The engine that takes author ratings for the truth, knows no guessing and no exposure."""
    curves = 1 / (1 + np.exp(-(GRID - bank.rating[:, None])))
    log_density = np.tile(PRIOR, (theta.size, 1))
    used = np.zeros((theta.size, bank.rating.size), dtype=bool)
    for _ in range(length):
        now = density(log_density) @ GRID
        distance = np.abs(bank.rating - now[:, None])
        item = np.where(used, np.inf, distance).argmin(axis=1)
        log_density += _said(bank, curves, item, theta, rng)
        used[np.arange(theta.size), item] = True
    return _crowd(theta, log_density, used.sum(axis=0))


def _choose(found: Inexact, used: Flags, open_: Flags, *, w: float, rng: Generator) -> Indexes:
    """As `choose` and `eligible` do; where the cap leaves nothing, it is not applied."""
    free = ~used & open_
    without = ~free.any(axis=1)
    free[without] = ~used[without]
    best = np.where(free, found, 0).max(axis=1, keepdims=True)
    crit = (1 - w) * rng.random(found.shape, dtype=np.float32) * best + w * found
    place: Indexes = np.where(free, crit, -1).argmax(axis=1)
    return place


def _said(bank: Bank, curves: Floats, item: Indexes, theta: Floats, rng: Generator) -> Floats:
    """The log-likelihood of each person's answer to their item, shape (people, 81)."""
    true = bank.true
    above = 1 / (1 + np.exp(-true.a[item] * (theta - true.b[item])))
    right = rng.random(theta.size) < true.c[item] + (1 - true.c[item]) * above
    found: Floats = np.log(np.where(right[:, None], curves[item], 1 - curves[item]))
    return found


def _crowd(theta: Floats, log_density: Floats, shown: Indexes) -> Crowd:
    mass = density(log_density)
    mean = mass @ GRID
    se = np.sqrt(np.maximum(mass @ GRID**2 - mean**2, 0.0))
    low, high = (_quantiles(mass, share) for share in INTERVAL)
    return Crowd(theta, mean, se, low, high, shown)


def _quantiles(mass: Floats, share: float) -> Floats:
    """The abilities below which `share` of each person's mass lies, spread evenly over a cell."""
    below = np.cumsum(mass, axis=1)
    cell = np.minimum((below < share).sum(axis=1), GRID.size - 1)
    at = np.arange(len(mass))
    step = GRID[1] - GRID[0]
    before = below[at, cell] - mass[at, cell]
    found: Floats = GRID[cell] - step / 2 + step * (share - before) / mass[at, cell]
    return found
