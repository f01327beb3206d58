"""In which order activities are taken up: what closes most weighted gap per hour goes first."""

from collections.abc import Mapping, Sequence

from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.wording import joined

Rank = tuple[bool, float, int, int, str]


class PlanCycle(ValueError):
    """Activities that wait for each other, so that none of them can be first."""


def waits_for(activity: Activity, present: Mapping[str, Activity]) -> tuple[str, ...]:
    """Return the keys that hold `activity` back: present, unfinished, and only until it starts.

    What is missing from `present` has been skipped or is gone, and holds nothing back.
    """
    if activity.state is not State.OPEN:
        return ()
    keys = dict.fromkeys((*activity.requires, *activity.follows))
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
            raise PlanCycle(f"These wait for each other: {joined(titles)}.")
        ordered.extend(present[key] for key in free)
        for key in free:
            del waiting[key]
        for keys in waiting.values():
            keys.difference_update(free)
    return tuple(ordered)


def comes_before(activities: Sequence[Activity]) -> dict[str, frozenset[str]]:
    """Return, for each key, the keys of all unfinished work that has to come before it."""
    present = {one.key: one for one in activities}
    before: dict[str, frozenset[str]] = {}
    for one in in_order(activities):
        direct = waits_for(one, present)
        before[one.key] = frozenset(direct).union(*(before[key] for key in direct))
    return before


def ranks(activities: Sequence[Activity]) -> dict[str, Rank]:
    """Return what to sort by, per key: started first, then worth, stage, learning order, key.

    The worth of an activity is the weighted gap closed per hour, of itself or of the best thing
    that it opens the way to, there counted over all hours on that way: a prerequisite that closes
    nothing by itself is worth what it makes possible.
    """
    present = {one.key: one for one in activities}
    best: dict[str, float] = dict.fromkeys(present, 0.0)
    for one in activities:
        way = {one.key} | _required(one, present)
        value = sum(present[key].value for key in sorted(way))
        effort = sum(present[key].hours for key in sorted(way))
        worth = round(value / max(effort, 0.1), 9)
        for key in way:
            best[key] = max(best[key], worth)
    return {
        one.key: (one.state is not State.STARTED, -best[one.key], one.stage, one.order, one.key)
        for one in activities
    }


def _required(activity: Activity, present: Mapping[str, Activity]) -> set[str]:
    """Return the open prerequisites of `activity`, near and far."""
    found: set[str] = set()
    waiting = [activity]
    while waiting:
        one = waiting.pop()
        if one.state is not State.OPEN:
            continue
        near = [key for key in one.requires if key in present and key not in found]
        near = [key for key in near if present[key].state is not State.DONE]
        found.update(near)
        waiting.extend(present[key] for key in near)
    return found
