"""The critical path method: both passes, float and the critical activities of a network."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

NEAR = 1e-9
"""Two moments closer than this are the same moment: durations are sums of decimal numbers."""


class LinkKind(StrEnum):
    """Which end of an activity waits for which end of the one before: finish-start and so on."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


@dataclass(frozen=True)
class Activity:
    """What takes time. All times are in one unit, counted from the start of the network.

    `not_before` is the earliest moment at which it may start, whatever its links say.
    """

    id: str
    duration: float
    not_before: float = 0


@dataclass(frozen=True)
class Link:
    """`after` waits for `before`; a negative `lag` is a lead."""

    before: str
    after: str
    kind: LinkKind = LinkKind.FS
    lag: float = 0


@dataclass(frozen=True)
class Times:
    """Both passes of one activity; float as total and free slack in the same unit."""

    early_start: float
    early_finish: float
    late_start: float
    late_finish: float
    free_float: float

    @property
    def total_float(self) -> float:
        """How far the activity may slip before the end slips (late start - early start)."""
        return self.late_start - self.early_start

    @property
    def is_critical(self) -> bool:
        """Whether a slip of this activity moves the end."""
        return self.total_float <= NEAR


@dataclass(frozen=True)
class Network:
    """What the passes found, by activity in the order in which they were given.

    `driving` are the links without slack between critical activities: they form the critical
    path, or several paths where more than one is as long.
    """

    times: Mapping[str, Times]
    end: float
    driving: tuple[Link, ...]

    @property
    def critical(self) -> tuple[str, ...]:
        """The critical activities by their start."""
        found = [name for name, times in self.times.items() if times.is_critical]
        return tuple(sorted(found, key=lambda name: self.times[name].early_start))


class Circle(ValueError):
    """Activities that wait for each other; `names` ends with the name with which it begins."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(" → ".join(names))
        self.names = tuple(names)


def find_circle(names: Iterable[str], links: Iterable[Link]) -> tuple[str, ...]:
    """A circle of links, its first name repeated at the end; empty where there is none."""
    links = tuple(links)
    stuck = set(names) - set(ordered(names, links))
    # What never became free waits for something that never did: going back must come round.
    waits = {link.after: link.before for link in links if {link.before, link.after} <= stuck}
    walked: list[str] = []
    name = min(stuck, default="")
    while name and name not in walked:
        walked.append(name)
        name = waits[name]
    return (name, *reversed(walked[walked.index(name) :])) if walked else ()


def solve(activities: Sequence[Activity], links: Sequence[Link]) -> Network:
    """The earliest schedule, and how far each activity may slip without moving its end.

    The forward pass takes the latest of what each activity waits for, the backward pass the
    earliest of what waits for it. Raises `Circle`; KeyError for a link to an unknown activity.
    """
    by_name = {one.id: one for one in activities}
    order = ordered(by_name, links)
    if len(order) < len(by_name):
        raise Circle(find_circle(by_name, links))
    starts = _forward(order, by_name, links)
    end = max((starts[name] + by_name[name].duration for name in order), default=0.0)
    late = _backward(order, by_name, links, end)
    free = {name: end - starts[name] - by_name[name].duration for name in order}
    slack = [_slack(link, starts, by_name) for link in links]
    for link, room in zip(links, slack, strict=True):
        free[link.before] = max(0.0, min(free[link.before], room))
    times = {
        name: _times(one, starts[name], late[name], free[name]) for name, one in by_name.items()
    }
    driving = [
        link
        for link, room in zip(links, slack, strict=True)
        if room <= NEAR and times[link.before].is_critical and times[link.after].is_critical
    ]
    return Network(times, end, tuple(driving))


def offset(link: Link, before: Activity, after: Activity) -> float:
    """How long after the start of `before` a link lets `after` start."""
    from_start = before.duration if link.kind in {LinkKind.FS, LinkKind.FF} else 0.0
    to_start = after.duration if link.kind in {LinkKind.FF, LinkKind.SF} else 0.0
    return from_start + link.lag - to_start


def ordered(names: Iterable[str], links: Iterable[Link]) -> list[str]:
    """The activities such that each comes after all it waits for; those in circles left out.

    Kahn 1962.
    """
    waiting = dict.fromkeys(names, 0)
    after: dict[str, list[str]] = {name: [] for name in waiting}
    for link in links:
        waiting[link.after] += 1
        after[link.before].append(link.after)
    order = [name for name, count in waiting.items() if count == 0]
    for name in order:
        for other in after[name]:
            waiting[other] -= 1
            if waiting[other] == 0:
                order.append(other)
    return order


def _forward(
    order: Sequence[str], by_name: Mapping[str, Activity], links: Iterable[Link]
) -> dict[str, float]:
    into: dict[str, list[Link]] = {name: [] for name in order}
    for link in links:
        into[link.after].append(link)
    starts: dict[str, float] = {}
    for name in order:
        one = by_name[name]
        waits = [
            starts[link.before] + offset(link, by_name[link.before], one) for link in into[name]
        ]
        starts[name] = max([0.0, one.not_before, *waits])
    return starts


def _backward(
    order: Sequence[str], by_name: Mapping[str, Activity], links: Iterable[Link], end: float
) -> dict[str, float]:
    out: dict[str, list[Link]] = {name: [] for name in order}
    for link in links:
        out[link.before].append(link)
    late: dict[str, float] = {}
    for name in reversed(order):
        one = by_name[name]
        bounds = [late[link.after] - offset(link, one, by_name[link.after]) for link in out[name]]
        late[name] = min([end - one.duration, *bounds])
    return late


def _slack(link: Link, starts: Mapping[str, float], by_name: Mapping[str, Activity]) -> float:
    wait = offset(link, by_name[link.before], by_name[link.after])
    return starts[link.after] - starts[link.before] - wait


def _times(one: Activity, early: float, late: float, free: float) -> Times:
    finish = early + one.duration
    return Times(early, finish, late, late + one.duration, free)
