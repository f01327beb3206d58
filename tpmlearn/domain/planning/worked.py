"""How planned minutes become worked minutes in many runs at once, and back."""

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.planning.draws import Floats

_SLOWEST = 0.05
"""The share of the hours that a run works at least after its last drawn week."""


class Worked:
    """What each run has worked by each minute of the plan's axis.

    `edges` are the minutes between weeks, from 0, rising; `shares` (runs, weeks) is the part of
    each week's minutes that is worked. After the last week a run goes on with its mean share.
    """

    def __init__(self, edges: Floats, shares: Floats) -> None:
        self.edges = edges
        self.done = np.zeros((len(shares), len(edges)))
        np.cumsum(shares * np.diff(edges), axis=1, out=self.done[:, 1:])
        self.rate = np.maximum(self.done[:, -1] / edges[-1], _SLOWEST)
        self._runs = np.arange(len(shares))
        # One rising row after the other, so that one search serves all runs.
        self._apart = self.done[:, -1].max() + 1.0
        self._flat = (self.done + self._apart * self._runs[:, None]).ravel()

    def at(self, minute: Floats | float) -> Floats:
        """Minutes that are worked by a planned minute, of each run its own or of all the same."""
        where = np.clip(np.searchsorted(self.edges, minute, side="right") - 1, 0, None)
        last = len(self.edges) - 1
        week = np.minimum(where, last - 1)
        begun, ended = self.done[self._runs, week], self.done[self._runs, week + 1]
        part = (minute - self.edges[week]) / (self.edges[week + 1] - self.edges[week])
        within = begun + np.minimum(part, 1.0) * (ended - begun)
        found: Floats = within + np.maximum(minute - self.edges[last], 0.0) * self.rate
        return found

    def when(self, minutes: Floats) -> Floats:
        """The planned minute at which a run has worked so many; the first where weeks fall out."""
        week = np.clip(self._passed(minutes) - 1, 0, len(self.edges) - 2)
        begun, ended = self.done[self._runs, week], self.done[self._runs, week + 1]
        width = np.where(ended > begun, ended - begun, 1.0)
        part = np.clip((minutes - begun) / width, 0.0, 1.0)
        within = self.edges[week] + part * (self.edges[week + 1] - self.edges[week])
        more = minutes - self.done[:, -1]
        found: Floats = np.where(more > 0, self.edges[-1] + more / self.rate, within)
        return found

    def _passed(self, minutes: Floats) -> NDArray[np.intp]:
        """How many edges of its own each run has passed before so many minutes."""
        within = np.minimum(minutes, self.done[:, -1])
        place = np.searchsorted(self._flat, within + self._apart * self._runs)
        found: NDArray[np.intp] = place - len(self.edges) * self._runs
        return found
