"""What would have to give when the date to be ready cannot be met."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.desk import Job
from tpmlearn.domain.planning.plan import Remedy
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.schedule import schedule
from tpmlearn.domain.planning.settings import MOST_HOURS
from tpmlearn.domain.planning.wording import full_day, hours, named, title

MOST_GIVEN_BACK = 8


def remedy_for(request: PlanRequest, jobs: Mapping[str, Job]) -> Remedy | None:
    """Return what would meet the date, found by scheduling again; None where it is met or not set.

    `jobs` are those of `request` as scheduled.
    """
    ready_by = request.settings.ready_by
    if ready_by is None or _end(request, jobs) <= ready_by:
        return None
    later = full_day(_end(request, jobs))
    if ready_by < request.first_day:
        return Remedy(None, (), (f"Move the date to {later}.",))
    more, out = _hours_that_do(request), _least_worth(request)
    sentences = (
        _say_hours(request, more),
        _say_leave_out(request, out),
        f"Or move the date to {later}.",
    )
    return Remedy(more, out, sentences)


def _end(request: PlanRequest, jobs: Mapping[str, Job]) -> date:
    last = max((job.finish for job in jobs.values()), default=None)
    return date.min if last is None else request.working_time.finish_day(last)


def _meets(request: PlanRequest) -> bool:
    ready_by = request.settings.ready_by
    return ready_by is not None and _end(request, schedule(request)) <= ready_by


def _hours_that_do(request: PlanRequest) -> float | None:
    """Return the least hours a week, in half hours, that meet the date; None if 60 do not.

    By bisection: taken as if more hours never made a plan longer, which holds but for rare cases
    of a list schedule, so the answer always does meet the date and may be half an hour high.
    """

    def does(half_hours: int) -> bool:
        return _meets(
            replace(request, settings=replace(request.settings, hours_a_week=half_hours / 2))
        )

    low, high = int(request.settings.hours_a_week * 2), int(MOST_HOURS * 2)
    if low >= high or not does(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle, high)
    return high / 2


def _least_worth(request: PlanRequest) -> tuple[str, ...]:
    """Return the keys to leave out, least worth first; () where that cannot meet the date.

    What is pinned or under way stays, and so does all that it needs. The shortest beginning of the
    order that meets the date is found by bisection; then what did not matter is given back.
    """
    order = _droppable(request)
    most = len(order) if len(order) < _unfinished(request) else len(order) - 1
    if most < 1 or not _meets(without(request, order[:most])):
        return ()
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _meets(without(request, order[:middle])) else (middle, high)
    return _given_back(request, order[:high])


def _given_back(request: PlanRequest, out: Sequence[str]) -> tuple[str, ...]:
    """Put back, most worth first, what need not be left out; its prerequisites must be in."""
    left_out = list(out)
    requires = {one.key: set(one.requires) for one in request.selection.activities}
    for key in list(reversed(out))[:MOST_GIVEN_BACK]:
        trial = [one for one in left_out if one != key]
        if not requires[key].intersection(trial) and _meets(without(request, trial)):
            left_out = trial
    return tuple(left_out)


def without(request: PlanRequest, keys: Sequence[str]) -> PlanRequest:
    """Return the request with the activities of `keys` left out."""
    activities = tuple(one for one in request.selection.activities if one.key not in set(keys))
    return replace(request, selection=replace(request.selection, activities=activities))


def _unfinished(request: PlanRequest) -> int:
    return sum(one.state is not State.DONE for one in request.selection.activities)


def _droppable(request: PlanRequest) -> list[str]:
    """Return what may be left out, least worth first, nothing before what requires it."""
    unfinished = [one for one in request.selection.activities if one.state is not State.DONE]
    left = {one.key: one for one in unfinished}
    order: list[str] = []
    while True:
        needed = {key for one in left.values() for key in one.requires}
        free = [one for one in left.values() if one.key not in needed]
        free = [one for one in free if _may_go(one, request)]
        if not free:
            return order
        least = min(free, key=lambda one: (one.worth, -one.order, one.key))
        order.append(left.pop(least.key).key)


def _may_go(activity: Activity, request: PlanRequest) -> bool:
    return activity.state is State.OPEN and activity.key not in request.settings.pins


def _say_hours(request: PlanRequest, more: float | None) -> str:
    if more is None:
        return "More hours a week alone would not meet the date: some work takes its own weeks."
    return f"{hours(more)} a week instead of {request.settings.hours_a_week:g} would meet the date."


def _say_leave_out(request: PlanRequest, out: Sequence[str]) -> str:
    if not out:
        return "Leaving things out alone would not meet the date."
    left_out = [one for one in request.selection.activities if one.key in out]
    left_out.sort(key=lambda one: out.index(one.key))
    names = named([title(one.title) for one in left_out])
    spared = hours(sum(one.hours for one in left_out))
    closes = "it closes" if len(out) == 1 else "they close"
    return f"Leaving out {names} would meet it too: {closes} least for {spared} of work."
