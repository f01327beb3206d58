"""Whether an item is harder for one group of people than for another of the same ability."""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.item_statistics import Flags, Ranged

LEAST_GROUP = 250
_DELTA = -2.35
_SMALL, _LARGE = 1.0, 1.5
_CHI_SQUARE_05 = 3.841458820694124


class Size(StrEnum):
    """The classes of the Educational Testing Service: A negligible, B moderate, C large."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True)
class Differential:
    """The Mantel-Haenszel odds ratio, on ETS's delta scale too, with 90 % intervals.

    A delta below 0: the item is harder for the focal group. `chi_square` has one degree of freedom.
    """

    odds: Ranged
    delta: Ranged
    chi_square: float
    size: Size


def mantel_haenszel(right: Flags, focal: Flags, level: NDArray[np.intp]) -> Differential | None:
    """Compare people of the same level, the score on the other items; all arrays (people,).

    alpha = ∑ A D / N over ∑ B C / N, delta = -2.35 log alpha (Holland and Thayer 1988), the error
    of log alpha by Robins, Breslow and Greenland (1986). None unless both groups have at least 250
    people, which must have volunteered what they are compared by, and where it has no value.
    """
    if min(int(focal.sum()), int((~focal).sum())) < LEAST_GROUP:
        return None
    tables = _tables(right, focal, level)
    a, b, c, d = tables
    n = tables.sum(axis=0)
    with_, against = a * d / n, b * c / n
    if with_.sum() <= 0 or against.sum() <= 0:
        return None
    log_odds = log(with_.sum() / against.sum())
    p, q = (a + d) / n, (b + c) / n
    variance = (
        (p * with_).sum() / (2 * with_.sum() ** 2)
        + (p * against + q * with_).sum() / (2 * with_.sum() * against.sum())
        + (q * against).sum() / (2 * against.sum() ** 2)
    )
    half = Z90 * sqrt(float(variance))
    delta = Ranged(_DELTA * log_odds, _DELTA * (log_odds + half), _DELTA * (log_odds - half))
    odds = Ranged(exp(log_odds), exp(log_odds - half), exp(log_odds + half))
    chi_square = _chi_square(a, b, c, d)
    return Differential(odds, delta, chi_square, _size(delta, half, chi_square))


def _tables(right: Flags, focal: Flags, level: NDArray[np.intp]) -> NDArray[np.float64]:
    """(A, B, C, D) of each level with both groups, shape (4, levels): reference right and wrong,
    then focal right and wrong."""
    _, places = np.unique(level, return_inverse=True)
    cells = [~focal & right, ~focal & ~right, focal & right, focal & ~right]
    found = np.array([np.bincount(places, one, places.max() + 1) for one in cells])
    both = (found[0] + found[1] > 0) & (found[2] + found[3] > 0)
    kept: NDArray[np.float64] = found[:, both]
    return kept


def _chi_square(
    a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64], d: NDArray[np.float64]
) -> float:
    """(|∑ A - ∑ E(A)| - 1/2)² / ∑ Var(A), Mantel and Haenszel (1959)."""
    n = a + b + c + d
    rights, references = a + c, a + b
    expected = references * rights / n
    more = np.maximum(n - 1, 1)
    variance = references * (c + d) * rights * (b + d) / (n**2 * more)
    if variance.sum() <= 0:
        return 0.0
    return float(max(abs((a - expected).sum()) - 0.5, 0.0) ** 2 / variance.sum())


def _size(delta: Ranged, half: float, chi_square: float) -> Size:
    """C: at least 1.5 and significantly over 1; A: under 1 or not significant; else B."""
    error = -_DELTA * half / Z90
    if abs(delta.value) < _SMALL or chi_square < _CHI_SQUARE_05:
        return Size.A
    surely = abs(delta.value) - 1.645 * error > _SMALL
    return Size.C if abs(delta.value) >= _LARGE and surely else Size.B
