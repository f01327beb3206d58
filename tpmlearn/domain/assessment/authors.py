"""Learns from calibrated items how far authors' difficulties can be trusted: empirical Bayes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from tpmlearn.domain.assessment.curves import AUTHORS, Authors, Floats, ItemParameters, standardised

LEAST_ITEMS, LEAST_ANSWERS, LEAST_SHARE = 20, 20, 0.25
_LEAST_SD, _MOST_VARIANCE = 0.10, 9.0
_LEAST_SPREAD = 1e-9
_STEPS = 60


@dataclass(frozen=True)
class Learnt:
    """An item after recalibration: what its author said, and what was believed before and after."""

    difficulty: float
    answers: int
    before: ItemParameters
    after: ItemParameters


def learnt_authors(items: Sequence[Learnt], fallback: Authors = AUTHORS) -> Authors:
    """How difficulties as written relate to those that were learnt; `fallback` while it is early.

    From 20 items with 20 answers each on, where these are a quarter of all that have answers: the
    first items with many answers are those that selection favours, alike in b, and no sample of the
    bank. Of each item the part that its answers alone say is
    taken, an estimate y with variance v: 1/v = 1/sd² - 1/s0², y = v (b/sd² - m0/s0²). Then
    y ~ N(mean + slope z, sd² + v) is fitted by weighted least squares, with the sd² at which the
    weighted squares of the residuals come to their expected number (Paule and Mandel 1982). Where
    authors gave all items one difficulty, the slope stays that of `fallback`.
    """
    known = [one for one in items if one.answers >= LEAST_ANSWERS and _says_something(one)]
    if len(known) < max(LEAST_ITEMS, LEAST_SHARE * sum(one.answers > 0 for one in items)):
        return fallback
    z = np.array([standardised(one.difficulty) for one in known])
    y, v = np.array([_likelihood_part(one) for one in known]).T
    design = np.stack([np.ones_like(z), z], axis=1)
    if np.ptp(z) < _LEAST_SPREAD:
        y, design = y - fallback.slope * z, design[:, :1]
    variance = _spread(y, v, design)
    found = _fit(y, v + variance, design)
    slope = float(found[1]) if found.size > 1 else fallback.slope
    return Authors(float(found[0]), slope, max(sqrt(variance), _LEAST_SD))


def _says_something(item: Learnt) -> bool:
    return item.after.b_sd < item.before.b_sd


def _likelihood_part(item: Learnt) -> tuple[float, float]:
    before, after = 1 / item.before.b_sd**2, 1 / item.after.b_sd**2
    v = 1 / (after - before)
    return v * (item.after.b * after - item.before.b * before), v


def _fit(y: Floats, variance: Floats, design: Floats) -> Floats:
    """Weighted least squares; the coefficients, shape (1 or 2,)."""
    weight = 1 / np.sqrt(variance)
    found, *_ = np.linalg.lstsq(design * weight[:, None], y * weight, rcond=None)
    return np.asarray(found, dtype=np.float64)


def _spread(y: Floats, v: Floats, design: Floats) -> float:
    """The variance of b around the line: ∑ r²/(sd² + v) = n - p, by halving; 0 if all is noise."""
    wanted = y.size - design.shape[1]
    low, high = 0.0, _MOST_VARIANCE
    for _ in range(_STEPS):
        middle = (low + high) / 2
        residual = y - design @ _fit(y, v + middle, design)
        if float((residual**2 / (v + middle)).sum()) > wanted:
            low = middle
        else:
            high = middle
    return low
