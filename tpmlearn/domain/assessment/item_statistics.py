"""How items did: facility, discrimination, options, fit; each figure with its 90 % interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atanh, isfinite, sqrt, tanh

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.curves import Floats

LEAST_PEOPLE, FEW_PEOPLE = 20, 100
DECILES = 10
MOST_GROUPS, LEAST_IN_GROUP = 5, 10
_LEAST_SPREAD = 1e-12
_MOST_CORRELATION = 0.999999
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Ranged:
    """A figure with the ends of its 90 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class OptionLine:
    """An option: whether it is of the key, how many chose it, and who did.

    `rest` correlates choosing it with the score on the other items: of a wrong option it should be
    negative. None where nobody or everybody chose it.
    """

    option: int
    key: bool
    chosen: int
    share: float
    rest: Ranged | None


@dataclass(frozen=True)
class Decile:
    """A tenth of the people by predicted chance: the chance on average, and what they did."""

    people: int
    predicted: float
    observed: float


@dataclass(frozen=True)
class AbilityGroup:
    """Some of the people, neighbours in ability as their other answers tell it.

    `theta` is their mean. `low` and `high` are where the group ends: midway to its neighbour, and
    1.645 SD from the mean at the outer ends, so that no end is one person's ability. `chosen`
    counts them by option, and is empty where an item has none to choose from.
    """

    people: int
    theta: float
    low: float
    high: float
    right: int
    chosen: tuple[int, ...] = ()

    @property
    def share(self) -> Ranged:
        """The share of right answers with its interval."""
        return wilson(self.right, self.people)


def facility(right: Flags) -> Ranged:
    """The share of right answers with Wilson's interval. Raises ValueError for nobody."""
    return wilson(int(right.sum()), right.size)


def wilson(right: int, n: int) -> Ranged:
    """A share with Wilson's interval (1927). Raises ValueError for nobody."""
    if n == 0:
        raise ValueError("nobody answered")
    p, z2 = right / n, Z90**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z90 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Ranged(p, max(0.0, middle - half), min(1.0, middle + half))


def correlation(x: NDArray[np.generic], y: Floats) -> Ranged | None:
    """Pearson's r with Fisher's interval, tanh(atanh r ± z / sqrt(n - 3)).

    None for under four people, or where one side is the same for all. Of a right or wrong answer
    and the score on the other items it is the item-rest correlation.
    """
    n = x.size
    if n < 4:
        return None
    from_x, from_y = x - x.mean(dtype=np.float64), y - y.mean()
    spread = float((from_x**2).sum() * (from_y**2).sum())
    if not isfinite(spread) or spread < _LEAST_SPREAD:
        return None
    r = float(np.clip((from_x * from_y).sum() / sqrt(spread), -1, 1))
    z = atanh(float(np.clip(r, -_MOST_CORRELATION, _MOST_CORRELATION)))
    half = Z90 / sqrt(n - 3)
    return Ranged(r, min(tanh(z - half), r), max(tanh(z + half), r))


def option_table(chosen: Flags, key: Sequence[bool], rest: Floats) -> tuple[OptionLine, ...]:
    """A line for each option. `chosen` (people, options), `key` (options,), `rest` (people,)."""
    people = max(len(chosen), 1)
    return tuple(
        OptionLine(n, right, int(column.sum()), float(column.sum() / people), _rest(column, rest))
        for n, (right, column) in enumerate(zip(key, chosen.T, strict=True))
    )


def _rest(column: Flags, rest: Floats) -> Ranged | None:
    return correlation(column.astype(np.float64), rest)


def difference_from_expected(right: Flags, predicted: Floats) -> Ranged:
    """Observed minus expected share of right answers, with its interval.

    Where items are chosen by ability, the share alone says little: all come to be near .6. The
    error is sqrt(∑ p (1 - p)) / n, p being predicted from each person's other answers.
    """
    n = right.size
    difference = float(right.mean() - predicted.mean())
    half = Z90 * sqrt(float((predicted * (1 - predicted)).sum())) / n
    return Ranged(difference, difference - half, difference + half)


def residual_correlation(right: Flags, predicted: Floats, theta: Floats) -> Ranged | None:
    """The correlation of x - P(theta without the item) with theta without the item.

    0 for an item that discriminates as its curve says; below, it tells people apart less.
    """
    return correlation(right - predicted, theta)


def deciles(predicted: Floats, right: Flags) -> tuple[Decile, ...]:
    """People by predicted chance in ten groups, nearly equal; fewer where there are fewer people.

    Ties keep the order in which they come.
    """
    order = np.argsort(predicted, kind="stable")
    groups = [one for one in np.array_split(order, DECILES) if one.size]
    return tuple(
        Decile(one.size, float(predicted[one].mean()), float(right[one].mean())) for one in groups
    )


def ability_groups(theta: Floats, right: Flags, chosen: Flags) -> tuple[AbilityGroup, ...]:
    """Up to five groups of at least ten people, nearly equal, from the lowest ability up.

    `theta` and `right` have shape (people,), `chosen` (people, options). Ties keep the order in
    which they come. None where there are too few people or nothing tells them apart.
    """
    count = min(MOST_GROUPS, theta.size // LEAST_IN_GROUP)
    if not count or np.ptp(theta) == 0:
        return ()
    parts = np.array_split(np.argsort(theta, kind="stable"), count)
    ends = _ends([theta[one] for one in parts])
    return tuple(
        AbilityGroup(
            people=one.size,
            theta=float(theta[one].mean()),
            low=low,
            high=high,
            right=int(right[one].sum()),
            chosen=tuple(int(n) for n in chosen[one].sum(axis=0)),
        )
        for one, (low, high) in zip(parts, pairwise(ends), strict=True)
    )


def _ends(groups: Sequence[Floats]) -> list[float]:
    """The ends of neighbouring groups, from the lowest to the highest."""
    first, last = groups[0], groups[-1]
    between = [float(a.max() + b.min()) / 2 for a, b in pairwise(groups)]
    lowest, highest = first.mean() - Z90 * first.std(), last.mean() + Z90 * last.std()
    return [float(lowest), *between, float(highest)]


def misfit(found: Sequence[Decile]) -> float:
    """The mean of (observed - predicted)² n / (p (1 - p)) over the deciles; 1 when all fits.

    Yen's Q1 (1981) over the number of groups, with predictions that leave the item itself out.
    0 without deciles.
    """
    squares = [
        one.people
        * (one.observed - one.predicted) ** 2
        / max(one.predicted * (1 - one.predicted), _LEAST_SPREAD)
        for one in found
    ]
    return float(np.mean(squares)) if squares else 0.0
