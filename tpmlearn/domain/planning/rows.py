"""From scheduled jobs to the rows of a plan: dates, and pins that could not be kept."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.desk import Job
from tpmlearn.domain.planning.plan import BrokenPin, Row
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.weeks import WEEK, monday
from tpmlearn.domain.planning.wording import two_days
from tpmlearn.words import _


def rows_of(request: PlanRequest, jobs: Mapping[str, Job]) -> tuple[Row, ...]:
    """Return a row for each activity: what is done on its day, the rest where `jobs` put it."""
    done = [_done_row(one, request) for one in request.selection.activities if _is_done(one)]
    broken = {pin.key for pin in broken_pins(request, jobs)}
    rows = done + [_row(job, broken, request) for job in jobs.values()]
    return tuple(sorted(rows, key=lambda row: (row.start, row.end, row.activity.order, row.key)))


def _is_done(activity: Activity) -> bool:
    return activity.state is State.DONE


def _done_row(activity: Activity, request: PlanRequest) -> Row:
    day = activity.since or request.settings.start
    return Row(activity=activity, start=day, end=day)


def _row(job: Job, broken: set[str], request: PlanRequest) -> Row:
    start, end = _days(job, request)
    key = job.activity.key
    first = monday(request.first_day)
    return Row(
        activity=job.activity,
        start=start,
        end=end,
        minutes=tuple((first + week * WEEK, minutes) for week, minutes in job.slices),
        pinned=job.pin is not None and key not in broken,
        span=(job.start, job.finish),
    )


def _days(job: Job, request: PlanRequest) -> tuple[date, date]:
    """Return the job's first and last day; what is started keeps the day it was started on."""
    time = request.working_time
    start = job.activity.since or time.start_day(job.start)
    return start, max(start, time.finish_day(job.finish))


def broken_pins(request: PlanRequest, jobs: Mapping[str, Job]) -> tuple[BrokenPin, ...]:
    """Return the pins that could not be kept, with a sentence each on what stood against them."""
    pinned = request.settings.pinned_mondays
    late = [job for job in jobs.values() if job.pin is not None and job.slices[0][0] != job.pin]
    return tuple(
        BrokenPin(
            key=job.activity.key,
            week=pinned[job.activity.key],
            sentence=_why_broken(job, pinned[job.activity.key], jobs=jobs, request=request),
        )
        for job in late
    )


def _why_broken(job: Job, week: date, *, jobs: Mapping[str, Job], request: PlanRequest) -> str:
    start = _days(job, request)[0]
    asked, now = two_days(week, start)
    reason = _against(week, (jobs[key] for key in sorted(job.waits)), request=request)
    return _(
        "%(title)s was pinned to the week of %(week)s; %(reason)s. It starts on %(day)s.",
        title=job.activity.title,
        week=asked,
        reason=reason,
        day=now,
    )


def _against(week: date, before: Iterable[Job], *, request: PlanRequest) -> str:
    if week < monday(request.first_day):
        return _("that week has passed")
    if week in request.settings.free_mondays:
        return _("that week is free")
    last = max(before, key=lambda job: job.finish, default=None)
    ends = _days(last, request)[1] if last else week
    if last and ends >= week + timedelta(days=6):
        return _(
            "%(title)s comes first and ends on %(day)s",
            title=last.activity.title,
            day=two_days(week, ends)[1],
        )
    return _("its hours are taken")
