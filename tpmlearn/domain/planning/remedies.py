"""What would have to give when the date to be ready cannot be met."""

from collections.abc import Mapping, Sequence
from datetime import date

from tpmlearn.domain.planning.choice import DatedChoice, in_time
from tpmlearn.domain.planning.desk import Job
from tpmlearn.domain.planning.plan import Remedy
from tpmlearn.domain.planning.request import PlanRequest, with_hours
from tpmlearn.domain.planning.settings import MOST_HOURS
from tpmlearn.domain.planning.wording import full_day, hours, named, title
from tpmlearn.words import _, ngettext, numbers


def remedy_for(
    request: PlanRequest, jobs: Mapping[str, Job], choice: DatedChoice | None
) -> Remedy | None:
    """Return what would meet the date, found by scheduling again; None where it is met or not set.

    `jobs` are those of `request` as scheduled, `choice` is what could be kept to meet its date.
    """
    ready_by = request.settings.ready_by
    if ready_by is None or _end(request, jobs) <= ready_by:
        return None
    later = full_day(_end(request, jobs))
    if ready_by < request.first_day:
        return Remedy(None, (), (_("Move the date to %(day)s.", day=later),))
    more, out = hours_that_do(request), _leave_out(choice)
    sentences = (
        _say_hours(request, more),
        _say_leave_out(request, out),
        _("Or move the date to %(day)s.", day=later),
    )
    return Remedy(more, out, sentences)


def _end(request: PlanRequest, jobs: Mapping[str, Job]) -> date:
    last = max((job.finish for job in jobs.values()), default=None)
    return date.min if last is None else request.working_time.finish_day(last)


def hours_that_do(request: PlanRequest) -> float | None:
    """Return the least hours a week, in half hours, that meet the date; None if 60 do not.

    By bisection: taken as if more hours never made a plan longer, which holds but for rare cases
    of a list schedule, so the answer always does meet the date and may be half an hour high.
    """

    def does(half_hours: int) -> bool:
        return in_time(with_hours(request, half_hours / 2)) is not None

    low, high = int(request.settings.hours_a_week * 2), int(MOST_HOURS * 2)
    if low >= high or not does(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle, high)
    return high / 2


def _leave_out(choice: DatedChoice | None) -> tuple[str, ...]:
    """Return the keys to leave out, least worth first; () where that cannot meet the date."""
    left_out = choice.left_out if choice else ()
    return tuple(
        one.key for one in sorted(left_out, key=lambda one: (one.worth, -one.order, one.key))
    )


def _say_hours(request: PlanRequest, more: float | None) -> str:
    if more is None:
        return _("More hours a week alone would not meet the date: some work takes its own weeks.")
    return _(
        "%(hours)s a week instead of %(before)s would meet the date.",
        hours=hours(more),
        before=numbers.shortest(request.settings.hours_a_week),
    )


def _say_leave_out(request: PlanRequest, out: Sequence[str]) -> str:
    if not out:
        return _("Leaving things out alone would not meet the date.")
    left_out = [one for one in request.selection.activities if one.key in out]
    left_out.sort(key=lambda one: out.index(one.key))
    names = named([title(one.title) for one in left_out])
    spared = hours(sum(one.hours for one in left_out))
    return ngettext(
        "Leaving out %(names)s would meet it too: it closes least for %(hours)s of work.",
        "Leaving out %(names)s would meet it too: they close least for %(hours)s of work.",
        len(out),
        names=names,
        hours=spared,
    )
