"""Random durations and weeks, drawn by the thousand from tables of equally likely values."""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Source(Protocol):
    """The random source that callers hand in; numpy's `Generator` is one."""

    def integers(
        self, low: int, high: int, size: int | tuple[int, ...], dtype: type[np.uint16]
    ) -> NDArray[np.uint16]:
        """Whole numbers from `low` to under `high`."""

    def standard_normal(self, size: int) -> Floats:
        """Normal numbers of mean 0 and SD 1."""


POINTS = 4096
"""Values in a table; the SD of what is drawn is that of the distribution to 1 in 1,000."""
_FINE = 16 * POINTS


@dataclass(frozen=True)
class Spread:
    """Least, most likely and greatest value of a factor by which something comes out."""

    low: float
    likely: float
    high: float

    @property
    def mean(self) -> float:
        """(low + 4 likely + high) / 6."""
        return (self.low + 4 * self.likely + self.high) / 6


@dataclass(frozen=True)
class HoursSpread:
    """How much of the planned hours is worked: a share of the person's own, and each week's luck.

    `person` is drawn once for all weeks of a run, which ties them together; `week` is drawn for
    each week, of which the share `missed` falls out whole. All are our judgement.
    """

    person: Spread = Spread(0.6, 0.95, 1.2)
    week: Spread = Spread(0.5, 1.0, 1.5)
    missed: float = 0.06

    @property
    def mean(self) -> float:
        """The share of the planned hours that is worked on average."""
        return self.person.mean * self.week.mean * (1 - self.missed)

    @property
    def around_own(self) -> "HoursSpread":
        """The same weeks for somebody whose mean share is known and planned with: it is 1."""
        scale = 1 / (self.week.mean * (1 - self.missed))
        week = Spread(self.week.low * scale, self.week.likely * scale, self.week.high * scale)
        return HoursSpread(Spread(1.0, 1.0, 1.0), week, self.missed)


EXACT = HoursSpread(Spread(1.0, 1.0, 1.0), Spread(1.0, 1.0, 1.0), 0.0)
"""Every planned hour is worked."""


@cache
def pert(spread: Spread) -> Floats:
    """`POINTS` equally likely values of PERT's beta distribution, rising.

    Alpha 1 + 4 (likely - low) / (high - low), beta 1 + 4 (high - likely) / (high - low), so that
    the mean is PERT's (Malcolm, Roseboom, Clark and Fazar 1959; the beta as in Vose 2000).
    """
    width = spread.high - spread.low
    if width <= 0:
        return np.full(POINTS, spread.likely)
    rise = 4 * (spread.likely - spread.low) / width
    x = (np.arange(_FINE) + 0.5) / _FINE
    cumulative = np.cumsum(x**rise * (1 - x) ** (4 - rise))
    at = (np.arange(POINTS) + 0.5) / POINTS
    edges = (np.arange(_FINE) + 1) / _FINE
    return spread.low + width * np.interp(at, cumulative / cumulative[-1], edges)


@cache
def weeks_of(hours: HoursSpread) -> Floats:
    """`POINTS` equally likely shares of a week's hours, those of missed weeks 0."""
    table = pert(hours.week)
    missed = round(hours.missed * POINTS)
    kept = table[np.linspace(0, POINTS - 1, POINTS - missed).round().astype(int)]
    return np.concatenate([np.zeros(missed), kept])


def drawn(table: Floats, shape: int | tuple[int, int], rng: Source) -> Floats:
    """Values of a table of `POINTS`, drawn with equal odds."""
    found: Floats = table.take(rng.integers(0, POINTS, shape, dtype=np.uint16))
    return found
