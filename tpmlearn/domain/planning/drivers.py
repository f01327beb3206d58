"""What the end of a plan goes with: how much of its spread each thing that was drawn explains."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpmlearn.domain.planning.draws import Floats
from tpmlearn.domain.planning.runs import Batch, Work

PACE, PERSON, LUCK = "pace", "hours", "weeks"
"""Drivers that are no activity: pace, the share of hours that is found, weeks that fall out."""
LEAST = 0.005
"""Shares below half a percent are not told from chance in 10,000 runs."""


@dataclass(frozen=True)
class Driver:
    """What drives the spread of the end: an activity's key, or one of the names above.

    `share` is the part of the variance that it explains by a straight line, `error` the standard
    error that comes from the number of runs.
    """

    key: str
    share: float
    error: float


class Tally:
    """Sums over batches of runs, from which correlations with the end follow."""

    def __init__(self, works: Sequence[Work]) -> None:
        self.keys = (PACE, PERSON, LUCK, *(work.key for work in works))
        self.runs = 0
        self.sums = np.zeros((4, len(self.keys)))
        self.ends = np.zeros(2)
        self.near = 0.0

    def add(self, batch: Batch, end: Floats) -> None:
        """Add what was drawn in a batch and the minutes at which its runs ended."""
        drawn = np.vstack([batch.pace, batch.person, batch.luck, batch.factors]) - 1.0
        # Both are taken from near their means, so that squares do not swallow the differences.
        self.near = self.near or float(end.mean())
        off = end - self.near
        self.runs += len(end)
        self.sums[0] += drawn.sum(axis=1)
        self.sums[1] += np.einsum("ij,ij->i", drawn, drawn)
        self.sums[2] += drawn @ off
        self.ends += off.sum(), off @ off

    def drivers(self, most: int) -> tuple[Driver, ...]:
        """The drivers that explain most, the first `most` of them, the largest share first.

        What is drawn is independent, so that shares add up to at most 1. A share is the square of
        Pearson's r, and its error 2 r (1 - r²) / √n (Fisher 1921, by the delta method).
        """
        shares = self._shares()
        order = sorted(range(len(shares)), key=lambda n: (-shares[n], n))[:most]
        return tuple(
            Driver(self.keys[n], share, self._error(share))
            for n in order
            if (share := float(shares[n])) >= LEAST
        )

    def _shares(self) -> Floats:
        total, squares, products = self.sums[0], self.sums[1], self.sums[2]
        runs = max(1, self.runs)
        spread = squares - total**2 / runs
        of_end = float(self.ends[1] - self.ends[0] ** 2 / runs)
        together = products - total * self.ends[0] / runs
        bottom = spread * of_end
        known = (spread > 1e-9 * runs) & (of_end > 1e-6 * runs)
        found: Floats = np.where(known, together**2 / np.where(known, bottom, 1.0), 0.0)
        return np.minimum(found, 1.0)

    def _error(self, share: float) -> float:
        return 2 * math.sqrt(share) * (1 - share) / math.sqrt(self.runs)
