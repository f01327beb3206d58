"""A plan as the network that its dates follow from, with one person's hours as links too.

The plan lays work out by hours a week (schedule.py). Here each piece of unfinished work is an
activity of the critical path method, from the minute at which the plan starts it to the minute at
which it is finished. Prerequisites are links; and since one person studies one thing at a time,
each study waits for the one before it (order links). Where neither explains a start, as with a
pin, the start itself is a bound. So the forward pass gives the plan's own dates, and float counts
other work that a slip would run into (resource levelling; Kelley 1961, Wiest 1964).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tpmlearn.domain.planning import network
from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.network import Link, LinkKind, Network, Times
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.working_time import WorkingTime


@dataclass(frozen=True)
class LevelledTask:
    """Unfinished work from `start` to `finish`, in minutes of working time.

    `not_before` is its start where no link explains it, else 0.
    """

    key: str
    row: Row
    start: int
    finish: int
    not_before: int

    @property
    def duration(self) -> int:
        """Working minutes from start to finish, pauses included."""
        return self.finish - self.start


@dataclass(frozen=True)
class Levelled:
    """The unfinished work of a plan; `network` is solved over `links` and `order_links`."""

    working_time: WorkingTime
    tasks: tuple[LevelledTask, ...]
    links: tuple[Link, ...]
    order_links: tuple[Link, ...]
    network: Network

    def times(self, key: str) -> Times | None:
        """Both passes of an activity, None where it is not in the network."""
        return self.network.times.get(key)

    def float_days(self, key: str) -> int | None:
        """How many days the end of an activity may move before the plan's end moves."""
        times = self.times(key)
        if times is None:
            return None
        time = self.working_time
        early, late = (time.finish_day(int(at)) for at in (times.early_finish, times.late_finish))
        return (late - early).days


def levelled(plan: Plan) -> Levelled:
    """Return the network of a plan; its early starts and finishes are those of the plan."""
    time = plan.working_time
    rows = {row.key: row for row in plan.rows if row.span is not None}
    links = tuple(link for row in rows.values() for link in _links(row, rows, time))
    order_links = _order_links(rows)
    bounds = _bounds(rows, (*links, *order_links))
    tasks = tuple(_task(row, bounds[key]) for key, row in rows.items())
    activities = [network.Activity(one.key, one.duration, one.not_before) for one in tasks]
    return Levelled(
        time, tasks, links, order_links, network.solve(activities, (*links, *order_links))
    )


def _span(row: Row) -> tuple[int, int]:
    if row.span is None:
        raise ValueError(f"{row.key} is not scheduled")
    return row.span


def _links(row: Row, rows: Mapping[str, Row], time: WorkingTime) -> list[Link]:
    """What holds a row back that has not been started; lags in minutes."""
    activity = row.activity
    if activity.state is not State.OPEN:
        return []
    own = {link.before for link in activity.links if link.kind is LinkKind.FS}
    plain = dict.fromkeys(
        key for key in (*activity.requires, *activity.follows) if key in rows and key not in own
    )
    return [Link(key, row.key) for key in plain] + [
        Link(one.before, row.key, one.kind, one.lag_weeks * time.weekly)
        for one in activity.links
        if one.before in rows and not _is_past(one.kind, rows[one.before])
    ]


def _is_past(kind: LinkKind, before: Row) -> bool:
    """Whether a wait for a start is over: what was started is not waited for."""
    return kind is LinkKind.SS and before.activity.state is not State.OPEN


def _order_links(rows: Mapping[str, Row]) -> tuple[Link, ...]:
    """Each study waits for the last one that was finished before it began."""
    study = sorted((row for row in rows.values() if not row.activity.weeks), key=_span)
    found = []
    for before, after in pairwise(study):
        if _span(before)[1] <= _span(after)[0]:
            found.append(Link(before.key, after.key))
    return tuple(found)


def _bounds(rows: Mapping[str, Row], links: Sequence[Link]) -> dict[str, int]:
    """The earliest start of each row that its links allow, in minutes."""
    found = dict.fromkeys(rows, 0)
    for link in links:
        start, finish = _span(rows[link.before])
        at = (start if link.kind is LinkKind.SS else finish) + round(link.lag)
        found[link.after] = max(found[link.after], at)
    return found


def _task(row: Row, bound: int) -> LevelledTask:
    start, finish = _span(row)
    return LevelledTask(row.key, row, start, finish, start if start > bound else 0)
