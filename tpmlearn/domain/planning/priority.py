"""In which order activities are taken up: what closes most weighted gap per hour goes first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf

from tpmlearn.domain.planning.activities import SHORTEST, Activity, Kind, State
from tpmlearn.domain.planning.wording import joined
from tpmlearn.words import _

Rank = tuple[bool, float, int, int, str]


class PlanCycle(ValueError):
    """Activities that wait for each other, so that none of them can be first."""


def waits_for(activity: Activity, present: Mapping[str, Activity]) -> tuple[str, ...]:
    """Return the keys that hold `activity` back: present, unfinished, and only until it starts.

    What is missing from `present` has been skipped or is gone, and holds nothing back.
    """
    if activity.state is not State.OPEN:
        return ()
    linked = (link.before for link in activity.links)
    keys = dict.fromkeys((*activity.requires, *activity.follows, *linked))
    return tuple(key for key in keys if key in present and present[key].state is not State.DONE)


def in_order(activities: Sequence[Activity]) -> tuple[Activity, ...]:
    """Return the activities with each one after all that it waits for.

    Raises PlanCycle, naming them, where some wait for each other.
    """
    present = {one.key: one for one in activities}
    waiting = {one.key: set(waits_for(one, present)) for one in activities}
    ordered: list[Activity] = []
    while waiting:
        free = [key for key, keys in waiting.items() if not keys]
        if not free:
            titles = sorted(present[key].title for key in waiting)
            raise PlanCycle(_("These wait for each other: %(titles)s.", titles=joined(titles)))
        ordered.extend(present[key] for key in free)
        for key in free:
            del waiting[key]
        for keys in waiting.values():
            keys.difference_update(free)
    return tuple(ordered)


def comes_before(activities: Sequence[Activity]) -> dict[str, frozenset[str]]:
    """Return, for each key, the keys of all unfinished work that has to come before it."""
    return _before(in_order(activities), waits_for)


def _before(
    ordered: Sequence[Activity],
    near: Callable[[Activity, Mapping[str, Activity]], Iterable[str]],
) -> dict[str, frozenset[str]]:
    """Return all that lies behind each activity, near and far; `near` says what is next."""
    present = {one.key: one for one in ordered}
    before: dict[str, frozenset[str]] = {}
    for one in ordered:
        direct = frozenset(near(one, present))
        before[one.key] = direct.union(*(before[key] for key in direct))
    return before


def _required(activity: Activity, present: Mapping[str, Activity]) -> Iterable[str]:
    return set(activity.requires).intersection(waits_for(activity, present))


def ranks(activities: Sequence[Activity]) -> dict[str, Rank]:
    """Return what to sort by, per key: started first, then worth, stage, learning order, key.

    The worth of an activity is the weighted gap that it closes per hour. A prerequisite has at
    least the worth of the best thing that it opens the way to, there taken over all that has to be
    done on that way: what closes nothing by itself is worth what it makes possible.
    """
    ordered = in_order(activities)
    present = {one.key: one for one in ordered}
    before = _before(ordered, _required)
    # Half an hour of booking opens a date, and closes no gap: it comes as soon as it may.
    best = {one.key: inf if one.kind is Kind.BOOKING else one.worth for one in ordered}
    for one in ordered:
        way = [present[key] for key in sorted(before[one.key])]
        value = one.value + sum(step.value for step in way)
        effort = one.hours + sum(step.hours for step in way)
        for step in way:
            best[step.key] = max(best[step.key], value / max(effort, SHORTEST))
    return {
        one.key: (
            one.state is not State.STARTED,
            -round(best[one.key], 9),
            one.stage,
            one.order,
            one.key,
        )
        for one in ordered
    }
