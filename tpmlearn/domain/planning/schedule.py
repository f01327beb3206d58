"""Lays activities out in weeks: prerequisites, weekly hours, free weeks and pins are kept.

Week by week (parallel list scheduling): what is under way goes on; then what is pinned to the week;
then assignments start beside study, which leave half of the week to modules while there are any;
then study, best worth first; a certificate begins in what both leave over, then it keeps half. A
pin says "not before" always, and "in that week" as far as prerequisites and hours allow; one that
cannot be kept is reported (rows.py), never silently dropped. A lag, and a wait for a start, are
over at the end of a week: what waits for them begins with the next at the earliest.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Mapping, Set
from datetime import date
from itertools import chain

from tpmlearn.domain.planning.activities import Activity, ActivityLink, State
from tpmlearn.domain.planning.desk import Job, Week, job_of, week_of
from tpmlearn.domain.planning.network import Link, LinkKind
from tpmlearn.domain.planning.priority import Rank, comes_before, in_order, ranks, waits_for
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.weeks import DAY, WEEK, monday, weeks_between
from tpmlearn.domain.planning.wording import hours
from tpmlearn.words import _

MOST_WEEKS = 1040


class PlanTooLong(ValueError):
    """A plan that would run for more than twenty years."""


def schedule(request: PlanRequest) -> dict[str, Job]:
    """Return all open and started activities by key, each with its days and weekly minutes.

    Raises PlanCycle where activities wait for each other, PlanTooLong after 1,040 weeks.
    """
    run = _Run(request)
    for index in range(MOST_WEEKS):
        if not run.unfinished:
            return run.jobs
        run.fill(index)
    raise PlanTooLong(
        _(
            "At %(hours)s a week this plan runs for more than twenty years; give it more hours,"
            " leave things out, or move what is pinned far ahead.",
            hours=hours(request.settings.hours_a_week),
        )
    )


def meets_date(request: PlanRequest) -> bool:
    """Say whether all is finished by the date to be ready; False where there is none.

    It lays out weeks up to that date only, and fewer once more is left to do than there are
    minutes left. Raises PlanCycle.
    """
    ready_by = request.settings.ready_by
    if ready_by is None:
        return False
    run, last = _Run(request), request.working_time.minute_of(ready_by + DAY)
    for index in range(min(MOST_WEEKS, weeks_between(request.first_day, ready_by) + 1)):
        if not run.unfinished or run.left > last - week_of(index, run.time).begins:
            break
        run.fill(index)
    finish = max((job.finish for job in run.jobs.values()), default=0)
    return not run.unfinished and finish <= last


def minutes_to_date(request: PlanRequest) -> int:
    """Return the minutes that can be worked up to the date to be ready, which must be set."""
    if request.settings.ready_by is None:
        raise ValueError("there is no date to be ready")
    time, first = request.working_time, monday(request.first_day)
    spent = min(_spent(request), time.minutes_of_week(first))
    return max(0, time.minute_of(request.settings.ready_by + DAY) - spent)


def _open_jobs(request: PlanRequest) -> dict[str, Job]:
    todo = [one for one in request.selection.activities if one.state in (State.OPEN, State.STARTED)]
    present = {one.key: one for one in todo}
    rank = ranks(todo)
    jobs = {
        one.key: job_of(
            one,
            rank=rank[one.key],
            links=_links(one, present, request),
            time=request.working_time,
        )
        for one in in_order(todo)
    }
    for key, job in jobs.items():
        job.begin_by = request.begin_by.get(key, 0)
    _let_go_of_the_past(jobs, request)
    return jobs


def _links(
    activity: Activity, present: Mapping[str, Activity], request: PlanRequest
) -> tuple[Link, ...]:
    """What holds an activity back, lags in minutes: prerequisites, and the links of its own."""
    waits = waits_for(activity, present)
    own = {link.before for link in activity.links}
    finishing = own - {*activity.requires, *activity.follows}
    finishing |= {link.before for link in activity.links if link.kind is LinkKind.FS}
    plain = [Link(key, activity.key) for key in waits if key not in finishing]
    lag = request.working_time.weekly
    return (
        *plain,
        *(
            Link(link.before, activity.key, link.kind, link.lag_weeks * lag)
            for link in activity.links
            if link.before in waits
        ),
    )


def _let_go_of_the_past(jobs: Mapping[str, Job], request: PlanRequest) -> None:
    """Count down the lags that run from what was started or finished before the first day."""
    known = {one.key: one for one in request.selection.activities}
    for job in jobs.values():
        for link in job.activity.links if job.activity.state is State.OPEN else ():
            before = known.get(link.before)
            over = before and before.since and _is_over(link, before)
            if before and before.since and over:
                weeks = max(0, weeks_between(before.since, request.first_day))
                left = max(0, link.lag_weeks - weeks) * request.working_time.weekly
                job.not_from = max(job.not_from, left)
                job.pending -= {
                    one for one in job.pending if (one.before, one.kind) == (link.before, link.kind)
                }


def _is_over(link: ActivityLink, before: Activity) -> bool:
    """Whether what a link waits for has happened already."""
    begun = before.state in (State.STARTED, State.DONE)
    return begun if link.kind is LinkKind.SS else before.state is State.DONE


def _spent(request: PlanRequest) -> int:
    """Return the minutes of this week that went into what was done in it, tested out apart."""
    week = monday(request.first_day)
    done = [
        one.hours
        for one in request.selection.activities
        if one.state is State.DONE and not one.tested_out and one.since
        if monday(one.since) == week
    ]
    return round(sum(done) * 60)


def _turn(job: Job) -> tuple[int, bool, Rank]:
    """Sort by when it has to begin, if a date decides; work beside study first; each by rank."""
    return job.begin_by, not job.beside, job.rank


class _Run:
    """One run of the scheduler, week after week."""

    def __init__(self, request: PlanRequest) -> None:
        self.first_day = request.first_day
        self.time = request.working_time
        self.free = request.settings.free_mondays
        self.spent = _spent(request)
        self.jobs = _open_jobs(request)
        self.pins = self._set_pins(request.settings.pinned_mondays)
        pinned = [job.activity for job in self.jobs.values()] if self.pins else []
        self.before = comes_before(pinned)
        self.ready = sorted((job for job in self.jobs.values() if not job.pending), key=_turn)
        self.waiting = {key: job for key, job in self.jobs.items() if job.pending}
        self.opens: dict[tuple[str, LinkKind], list[tuple[Job, Link]]] = defaultdict(list)
        for job in self.waiting.values():
            for link in job.pending:
                self.opens[link.before, link.kind].append((job, link))

    def _set_pins(self, pinned: Mapping[str, date]) -> list[Job]:
        for key, week in pinned.items():
            job = self.jobs.get(key)
            if job and job.activity.state is State.OPEN:
                job.pin = weeks_between(self.first_day, week)
        return [job for job in self.jobs.values() if job.pin is not None]

    @property
    def unfinished(self) -> bool:
        """Say whether anything is left to lay out."""
        return bool(self.ready or self.waiting)

    @property
    def left(self) -> int:
        """Minutes that are still to be laid out."""
        return sum(job.left for job in chain(self.ready, self.waiting.values()))

    def fill(self, index: int) -> None:
        """Give out the hours of week `index`."""
        week = week_of(index, self.time)
        week.spent = min(week.capacity, self.spent) if index == 0 else 0
        if week.room <= 0:
            return
        pinned = [job for job in self.pins if job.pin == index]
        week.reserve(sorted(pinned, key=_turn))
        self._go_on([job for job in self.ready if job.under_way and not job.gives_way], week)
        self._start(week)
        week.reserved.clear()
        self._go_on([job for job in self.ready if job.under_way and not job.beside], week)
        self._start(week)
        for job in week.begun:
            self._let_go(job, LinkKind.SS, job.start)
        self._end_beside(week)

    def _go_on(self, jobs: list[Job], week: Week) -> None:
        for job in jobs:
            self._give(job, week, most=self._most(week))

    def _start(self, week: Week) -> None:
        first = self._urgent(week) | week.reserved.keys()
        while week.room > 0:
            most = self._most(week)
            job = self._next(week, first, most=most)
            if job is None:
                return
            self._give(job, week, most=most)

    def _next(self, week: Week, first: Set[str], *, most: int) -> Job | None:
        """Return what is to begin next: those of `first`, then beside study, then study."""
        room = week.room
        ahead = [job for job in self.ready if job.activity.key in first] if first else []
        ahead.sort(key=lambda job: job.activity.key not in week.reserved)
        for job in chain(ahead, self.ready):
            if job.least <= room and self._able(job, week, most=most):
                return job
        return None

    def _most(self, week: Week) -> int:
        """Return what may still go to work beside study: half of the week while modules wait."""
        for job in self.ready:
            if job.holds_half and (job.pin is None or job.pin <= week.index):
                return week.capacity // 2 - week.beside
        return week.capacity

    def _able(self, job: Job, week: Week, *, most: int) -> bool:
        if job.under_way or not job.left or (job.pin is not None and job.pin > week.index):
            return False
        if job.not_from > week.begins:
            return False
        return self._offer(job, week, most=most) >= job.least

    def _offer(self, job: Job, week: Week, *, most: int) -> int:
        """Return the minutes of the week that `job` could have."""
        room = week.room_for(job)
        if job.beside and job.activity.key not in week.reserved:
            room = min(room, most)
        return max(0, min(job.due, room))

    def _give(self, job: Job, week: Week, *, most: int) -> None:
        minutes = self._offer(job, week, most=most)
        if not minutes:
            return
        week.give(job, minutes, earliest=self._earliest(job))
        if not job.left and not job.beside:
            self._finish(job, week.study_ends)

    def _earliest(self, job: Job) -> int:
        return max((self.jobs[key].finish for key in job.waits), default=0)

    def _finish(self, job: Job, at: int) -> None:
        """Take a job that is finished at a minute off the desk and let in what waited for it."""
        self.ready.remove(job)
        job.finish = at
        self._let_go(job, LinkKind.FS, at)

    def _let_go(self, job: Job, kind: LinkKind, at: int) -> None:
        for other, link in self.opens[job.activity.key, kind]:
            held = bool(other.pending)
            other.let_go(link, at)
            if held and not other.pending:
                insort(self.ready, self.waiting.pop(other.activity.key), key=_turn)

    def _end_beside(self, week: Week) -> None:
        """Work beside study ends with its last week; what waits for it starts in the next."""
        for job in [job for job in self.ready if job.beside and not job.left]:
            self._finish(job, week.begins + week.capacity)

    def _urgent(self, week: Week) -> frozenset[str]:
        """Return what is pinned up to this week, and what can no longer wait for a later pin.

        That is so once half of the hours up to the pinned week would no longer do for it, weeks of
        their own counted one after the other.
        """
        keys: set[str] = set()
        for pin in self.pins:
            keys |= self._pressing(pin, week)
        return frozenset(keys)

    def _pressing(self, pin: Job, week: Week) -> set[str]:
        before = [self.jobs[key] for key in self.before[pin.activity.key]]
        before = [job for job in before if job.left]
        if pin.pin is None or pin.slices:
            return set()
        if pin.pin <= week.index:
            return {job.activity.key for job in (pin, *before)}
        wanted = -(-2 * sum(job.left for job in before) // self.time.weekly)
        wanted += sum(job.weeks for job in before)
        last = monday(week.first) + (pin.pin - week.index) * WEEK
        free = sum(monday(week.first) <= one < last for one in self.free)
        pressing = pin.pin - week.index - free <= wanted
        return {job.activity.key for job in before} if pressing else set()
