"""The forward pass of a plan in many runs at once, each with durations and weeks of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tpmlearn.domain.planning.draws import (
    Floats,
    HoursSpread,
    Source,
    Spread,
    drawn,
    pert,
    weeks_of,
)
from tpmlearn.domain.planning.network import Link, LinkKind
from tpmlearn.domain.planning.worked import Worked

_CELLS = 250_000
"""Activities times runs that are held in memory at once, so that they stay near the processor."""
_MOST, _LEAST = 2_500, 250


@dataclass(frozen=True)
class Work:
    """A piece of work in the network of a plan, in minutes of the plan's axis.

    `effort` is the work itself, `pauses` what the plan gives to other work from its start to its
    finish, `gap` what it leaves between what the work waits for and its start. `elapsed` work takes
    its own weeks, however much is worked in them; `fixed_start` is a minute before which it does
    not start, 0 for none. `spread` is of the factor by which the effort comes out.
    """

    key: str
    effort: float
    pauses: float
    gap: float
    fixed_start: float
    elapsed: bool
    spread: Spread

    @property
    def is_fixed(self) -> bool:
        """Whether it takes as long as it is planned for anybody, like the day of an exam."""
        return self.spread.low >= self.spread.high


@dataclass(frozen=True)
class Odds:
    """What is drawn: the person's pace as the SD of its logarithm, around 1, and their hours."""

    pace_sd: float
    hours: HoursSpread


@dataclass(frozen=True)
class Batch:
    """Some of the runs: what was drawn, and how it went.

    `factors` (work, runs) are those of the efforts; `pace`, `person` and `luck` have one value a
    run: what an hour of work takes of planned hours, the share of the hours that the person finds,
    and the mean of the weeks' own luck.
    """

    factors: Floats
    pace: Floats
    person: Floats
    luck: Floats
    run: "_Run"

    def end_of(self, keys: Iterable[str]) -> Floats:
        """The minutes of the axis at which the last of some work ends; 0 for none."""
        return self.run.end_of(keys)


def batches(
    works: Sequence[Work],
    links: Mapping[str, Sequence[Link]],
    edges: Floats,
    *,
    odds: Odds,
    count: int,
    rng: Source,
) -> Iterator[Batch]:
    """Yield `count` runs in batches.

    `works` stand in an order in which each comes after all it waits for; `links` are by what waits;
    `edges` are the minutes of the axis between the weeks that have a draw of their own.
    """
    size = max(_LEAST, min(_MOST, _CELLS // max(len(works), len(edges))))
    for begun in range(0, count, size):
        yield _batch(works, links, edges, odds=odds, size=min(size, count - begun), rng=rng)


def _batch(
    works: Sequence[Work],
    links: Mapping[str, Sequence[Link]],
    edges: Floats,
    *,
    odds: Odds,
    size: int,
    rng: Source,
) -> Batch:
    pace = np.exp(odds.pace_sd * rng.standard_normal(size))
    person = drawn(pert(odds.hours.person), size, rng)
    luck = drawn(weeks_of(odds.hours), (size, len(edges) - 1), rng)
    factors = np.stack([drawn(pert(work.spread), size, rng) for work in works])
    time = Worked(edges, luck * person[:, None])
    run = _Run(time, pace)
    for work, factor in zip(works, factors, strict=True):
        run.add(work, factor, links.get(work.key, ()))
    return Batch(factors, pace, person, luck.mean(axis=1), run)


class _Run:
    """Starts and finishes in worked minutes, of some runs at once."""

    def __init__(self, time: Worked, pace: Floats) -> None:
        self.time, self.pace = time, pace
        self.starts: dict[str, Floats] = {}
        self.ends: dict[str, Floats] = {}
        self.elapsed: dict[str, Floats] = {}

    def add(self, work: Work, factor: Floats, links: Sequence[Link]) -> None:
        """Place a piece of work after all that it waits for."""
        pace = 1.0 if work.is_fixed else self.pace
        start = self._bound(work, factor, links) + work.gap * self.pace
        if work.fixed_start:
            start = np.maximum(start, self.time.at(work.fixed_start))
        self.starts[work.key] = start
        if work.elapsed:
            self.elapsed[work.key] = self.time.when(start) + work.effort + work.pauses
            self.ends[work.key] = self.time.at(self.elapsed[work.key])
        else:
            self.ends[work.key] = start + work.effort * pace * factor + work.pauses * self.pace

    def end_of(self, keys: Iterable[str]) -> Floats:
        """The minutes of the axis at which the last of some work ends; 0 for none."""
        study, last = np.zeros(len(self.pace)), np.zeros(len(self.pace))
        for key in keys:
            if key in self.elapsed:
                np.maximum(last, self.elapsed[key], out=last)
            else:
                np.maximum(study, self.ends[key], out=study)
        found: Floats = np.maximum(last, self.time.when(study))
        return found

    def _bound(self, work: Work, factor: Floats, links: Sequence[Link]) -> Floats:
        found = np.zeros(len(factor))
        for link in links:
            np.maximum(found, self._after(link), out=found)
        return found

    def _after(self, link: Link) -> Floats:
        """Where a link lets its work start; a lag is time that passes, worked or not."""
        at = self.starts if link.kind is LinkKind.SS else self.ends
        if not link.lag:
            return at[link.before]
        if link.kind is LinkKind.FS and link.before in self.elapsed:
            return self.time.at(self.elapsed[link.before] + link.lag)
        return self.time.at(self.time.when(at[link.before]) + link.lag)
