"""What the end of a plan goes with: how much of its spread each thing that was drawn explains.

Pace and hours multiply, so the logarithm of the end is regressed on theirs (least squares). What
they leave is set against each activity by itself: with sixty of them, each explains so little of
the whole that chance would hide it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpmlearn.domain.planning.draws import Floats
from tpmlearn.domain.planning.runs import Batch, Work

PACE, PERSON, LUCK, WORK = "pace", "hours", "weeks", "work"
"""Drivers that are no single activity: pace, the share of hours that is found, weeks that fall out,
and all activities together."""
LEAST = 0.005
"""A share below half a percent is not told from chance in 10,000 runs."""


@dataclass(frozen=True)
class Driver:
    """What drives the spread of the end: an activity's key, or one of the names above.

    `share` is the part of a variance that it explains, `error` the standard error that comes from
    the number of runs.
    """

    key: str
    share: float
    error: float


@dataclass(frozen=True)
class Drivers:
    """`overall` shares of the whole spread; `activities` of the part that is the work's own."""

    overall: tuple[Driver, ...] = ()
    activities: tuple[Driver, ...] = ()


class Tally:
    """Sums over batches of runs, from which shares of the spread follow.

    Variables are in rows: what the person brings, each work's factor, last the end.
    """

    def __init__(self, works: Sequence[Work]) -> None:
        self.keys = tuple(work.key for work in works)
        self.runs = 0
        self.near = 0.0
        self.total = np.zeros(len(self.keys) + 4)
        self.squares = np.zeros(len(self.keys) + 4)
        self.products = np.zeros((4, len(self.keys) + 4))

    def add(self, batch: Batch, end: Floats) -> None:
        """Add what was drawn in a batch and the minutes at which its runs ended."""
        log_end = np.log(end + 1.0)
        # From near the mean, so that squares do not swallow the differences.
        self.near = self.near or float(log_end.mean())
        own = [np.log(batch.pace), np.log(batch.person), batch.luck - 1.0]
        rows = np.vstack([*own, batch.factors - 1.0, log_end - self.near])
        self.runs += len(end)
        self.total += rows.sum(axis=1)
        self.squares += np.einsum("ij,ij->i", rows, rows)
        # Not by "@": threads of the linear algebra library would cost more than they save.
        self.products += np.einsum("ij,kj->ik", rows[[0, 1, 2, -1]], rows)

    def drivers(self, most: int) -> Drivers:
        """The shares of the whole, and those of the `most` activities that explain most."""
        if self.runs < 2:
            return Drivers()
        mean = self.total / self.runs
        squares = self.squares / self.runs - mean**2
        products = self.products / self.runs - np.outer(mean[[0, 1, 2, -1]], mean)
        varies = squares[:3] > 1e-12
        spread = float(squares[-1])
        if spread < 1e-12:
            return Drivers()
        own = products[:3][varies]
        slopes = np.linalg.solve(own[:, :3][:, varies], own[:, -1])
        left = spread - float(slopes @ own[:, -1])
        with_end = products[3, 3:-1] - slopes @ own[:, 3:-1]
        names = [key for key, one in zip((PACE, PERSON, LUCK), varies, strict=True) if one]
        shares = slopes**2 * squares[:3][varies] / spread
        overall = [
            *zip(names, shares.tolist(), strict=True),
            (WORK, max(0.0, left / spread)),
        ]
        return Drivers(
            overall=self._largest(overall, len(overall)),
            activities=self._largest(self._partial(with_end, squares[3:-1], left), most),
        )

    def _partial(self, with_end: Floats, squares: Floats, left: float) -> list[tuple[str, float]]:
        """Squares of the correlations of each activity with what the person's part leaves."""
        known = (squares > 1e-12) & (left > 1e-12)
        shares = np.where(known, with_end**2 / np.where(known, squares * left, 1.0), 0.0)
        return list(zip(self.keys, np.minimum(shares, 1.0).tolist(), strict=True))

    def _largest(self, shares: Sequence[tuple[str, float]], most: int) -> tuple[Driver, ...]:
        """The largest shares, those that are not told from chance left out.

        A share is the square of a correlation r; its error is 2 r (1 - r²) / √n (Fisher 1921, by
        the delta method).
        """
        largest = sorted(shares, key=lambda one: (-one[1], one[0]))[:most]
        return tuple(
            Driver(key, share, 2 * math.sqrt(share) * (1 - share) / math.sqrt(self.runs))
            for key, share in largest
            if share >= LEAST
        )
