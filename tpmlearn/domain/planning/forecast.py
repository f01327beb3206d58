"""The plan's dates as odds: a Monte Carlo simulation of durations and of the hours worked.

Each run draws the effort of every activity from PERT's distribution of its three-point estimate,
the person's pace, and the hours that they find week by week; then it goes through the plan in the
plan's own order. Nothing is planned anew in a run: a person who sees that they are late would.
"""

import math
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from tpmlearn.domain.planning.draws import Floats, HoursSpread, Source
from tpmlearn.domain.planning.drivers import Drivers, Tally
from tpmlearn.domain.planning.estimates import three_point
from tpmlearn.domain.planning.levelled import Levelled
from tpmlearn.domain.planning.milestones import Goal, goals_of
from tpmlearn.domain.planning.runs import Odds, batches
from tpmlearn.domain.planning.weeks import DAY, WEEK, monday
from tpmlearn.domain.planning.working_time import WorkingTime
from tpmlearn.domain.planning.works import Estimate, links_into, works_of

RUNS = 10_000
_FULL, _FEWEST = 600, 1_000
"""Plans of more activities than the first get fewer runs, though never fewer than the second."""
_MOST_BARS = 30
_EVERY = (1, 2, 4, 8, 13, 26, 52, 104, 208)
_MOST_DRIVERS = 8
ODDS = Odds(pace_sd=0.3, hours=HoursSpread())
"""Of somebody whose pace is not known: our judgement, 90 % of people from 0.61 to 1.64."""


@dataclass(frozen=True)
class Milestone:
    """Something whose end counts: when the plan has it, and by when 50, 85, 95 of 100 runs do."""

    key: str
    title: str
    planned: date
    p50: date
    p85: date
    p95: date


@dataclass(frozen=True)
class Bar:
    """How many runs end between two days, both included: Mondays to Sundays."""

    first: date
    last: date
    runs: int


@dataclass(frozen=True)
class Forecast:
    """What the runs say; `end` is that of the whole plan, `milestones` what comes before it.

    `bars` hold 99 of 100 runs, `later` is the number of those that end after them. `as_planned` is
    the share of the runs that end by the day on which the plan ends, `in_time` by the date to be
    ready, None without one.
    """

    runs: int
    end: Milestone
    milestones: tuple[Milestone, ...]
    bars: tuple[Bar, ...]
    later: int
    drivers: Drivers
    as_planned: float
    in_time: float | None


def forecast(
    plan: Levelled,
    *,
    ready_by: date | None,
    odds: Odds,
    rng: Source,
    runs: int = RUNS,
    estimate: Estimate = three_point,
) -> Forecast | None:
    """Return the forecast of a plan, None where nothing is left to do.

    The same plan, odds and seed always give the same figures. Plans of over 600 activities are
    run fewer times, down to 1,000. `estimate` gives the effort of an activity in hours.
    """
    if not plan.tasks:
        return None
    links = links_into(plan)
    works = works_of(plan, links, estimate)
    goals, time = goals_of(plan), plan.working_time
    runs = min(runs, max(_FEWEST, runs * _FULL // len(works)))
    tally = Tally(works)
    ends: list[list[Floats]] = [[] for _ in goals]
    for batch in batches(works, links, _edges(plan), odds=odds, count=runs, rng=rng):
        for found, goal in zip(ends, goals, strict=True):
            found.append(batch.end_of(goal.keys))
        tally.add(batch, ends[-1][-1])
    sorted_ends = [np.sort(np.concatenate(found)) for found in ends]
    *before, last = (
        _milestone(goal, found, time) for goal, found in zip(goals, sorted_ends, strict=True)
    )
    bars = _bars(sorted_ends[-1], time)
    return Forecast(
        runs=runs,
        end=last,
        milestones=tuple(before),
        bars=bars,
        later=runs - sum(bar.runs for bar in bars),
        drivers=tally.drivers(_MOST_DRIVERS),
        as_planned=_share_by(last.planned, sorted_ends[-1], time),
        in_time=None if ready_by is None else _share_by(ready_by, sorted_ends[-1], time),
    )


def _edges(plan: Levelled) -> Floats:
    """The minutes between weeks, twice as far as the plan goes and eight weeks more."""
    time = plan.working_time
    last = time.finish_day(max(task.finish for task in plan.tasks))
    count = 2 * ((monday(last) - monday(time.first_day)) // WEEK + 1) + 8
    first = monday(time.first_day) + WEEK
    minutes = [time.minute_of(first + n * WEEK) for n in range(count)]
    return np.unique(np.array([0, *minutes], dtype=float))


def _milestone(goal: Goal, ends: Floats, time: WorkingTime) -> Milestone:
    days = [_day(float(ends[_rank(len(ends), percent)]), time) for percent in (50, 85, 95)]
    return Milestone(goal.key, goal.title, time.finish_day(goal.planned), *days)


def _rank(count: int, percent: int) -> int:
    """The place of the least value that so many percent do not exceed."""
    return max(1, -(-count * percent // 100)) - 1


def _day(minute: float, time: WorkingTime) -> date:
    # What ends a hair after the last minute of a day, by the error of sums, ends on that day.
    return time.finish_day(math.ceil(minute - 1e-6))


def _share_by(day: date, ends: Floats, time: WorkingTime) -> float:
    """The share of runs that end on a day or before."""
    limit = time.minute_of(day + DAY) + 1e-6
    return float(np.searchsorted(ends, limit, side="right")) / len(ends)


def _bars(ends: Floats, time: WorkingTime) -> tuple[Bar, ...]:
    """The runs by the week in which they end, or by so many weeks that the bars can be read."""
    last = float(ends[_rank(len(ends), 99)])
    first, last_week = (monday(_day(one, time)) for one in (float(ends[0]), last))
    weeks = (last_week - first) // WEEK + 1
    every = next((one for one in _EVERY if weeks <= one * _MOST_BARS), _EVERY[-1])
    starts = [first + n * WEEK for n in range(0, weeks + every, every)]
    limits = [-1.0, *(time.minute_of(day) + 1e-6 for day in starts[1:])]
    counts = np.diff(np.searchsorted(ends, limits, side="right")).tolist()
    return tuple(
        Bar(begin, end - DAY, count)
        for (begin, end), count in zip(pairwise(starts), counts, strict=True)
    )
