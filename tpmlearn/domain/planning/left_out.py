"""What a plan leaves out to meet its date: how much that closes, why, what would bring it back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from tpmlearn.domain.planning.activities import Activity
from tpmlearn.domain.planning.choice import DatedChoice, choose_by_date
from tpmlearn.domain.planning.deadline import Deadline
from tpmlearn.domain.planning.plan import LeftOut, MoreHours, Shortened
from tpmlearn.domain.planning.priority import in_order
from tpmlearn.domain.planning.remedies import hours_that_do
from tpmlearn.domain.planning.request import PlanRequest, with_hours
from tpmlearn.domain.planning.schedule import PlanTooLong, schedule
from tpmlearn.domain.planning.settings import MOST_HOURS
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.domain.planning.wording import full_day, hours, named, title
from tpmlearn.domain.planning.wording import minutes as minutes_said
from tpmlearn.words import _, ngettext
from tpmlearn.words.numbers import spelled

STEPS = 3
"""Half hours more a week that are tried after the first whole one, until everything is back."""


def shortened(request: PlanRequest, choice: DatedChoice) -> Shortened | None:
    """Return what `choice` leaves out of `request` and why; None where that is nothing."""
    if not choice.left_out:
        return None
    return Shortened(
        left_out=tuple(_Reasons(request, choice).all()),
        value=choice.value,
        whole=choice.whole,
        most=choice.most,
        more_hours=tuple(_steps(request, choice)),
        all_back=hours_that_do(request),
    )


def one_hour_more(request: PlanRequest, choice: DatedChoice) -> MoreHours | None:
    """Return what one hour a week more would bring back; None where 60 hours a week are passed."""
    return _more(request, choice, 1.0)


def _steps(request: PlanRequest, choice: DatedChoice) -> Iterator[MoreHours]:
    """What one hour more brings back, and the next half hours up to what brings back everything."""
    for step in range(STEPS + 1):
        found = _more(request, choice, 1 + step / 2)
        if found is None:
            return
        yield found
        if not found.left:
            return


def _more(request: PlanRequest, choice: DatedChoice, extra: float) -> MoreHours | None:
    weekly = request.settings.hours_a_week + extra
    if weekly > MOST_HOURS:
        return None
    other = choose_by_date(with_hours(request, weekly))
    if other is None:
        return None
    before = {one.key for one in choice.left_out}
    after = {one.key for one in other.left_out}
    return MoreHours(
        hours_a_week=weekly,
        back=tuple(one.title for one in choice.left_out if one.key not in after),
        gone=tuple(one.title for one in other.left_out if one.key not in before),
        left=len(other.left_out),
        value=other.value,
    )


class _Reasons:
    """Why each thing was left out of a request, and when it could have begun at the latest."""

    def __init__(self, request: PlanRequest, choice: DatedChoice) -> None:
        self.request = request
        self.deadline = Deadline(request)
        jobs, activities = self.deadline.jobs, request.selection.activities
        self.unfinished = {one.key: one for one in activities if one.key in jobs}
        self.left_out = {one.key: one for one in choice.left_out}
        self.minutes_kept = sum(jobs[key].total for key in self.unfinished.keys() - self.left_out)

    def all(self) -> Iterator[LeftOut]:
        """What was left out, most valuable first."""
        found = self.left_out.values()
        for one in sorted(found, key=lambda one: (-one.value, one.order, one.key)):
            latest = self._begin_by(one)
            yield LeftOut(
                activity=one,
                minutes=self.deadline.jobs[one.key].total,
                why=self._never(one) if latest is None else self._why(one),
                week=self._week(one, latest or {}),
                fits_alone=latest is not None,
            )

    def _begin_by(self, one: Activity) -> dict[str, int] | None:
        """By when it and all that it requires would have to begin; None where that cannot be."""
        needed: dict[str, Activity] = {}
        waiting = [one.key]
        while waiting:
            key = waiting.pop()
            if key in self.unfinished and key not in needed:
                needed[key] = self.unfinished[key]
                waiting.extend(needed[key].requires)
        return self.deadline.begin_by(in_order(list(needed.values())))

    def _week(self, one: Activity, latest: Mapping[str, int]) -> date:
        weeks = self.deadline.weeks
        return weeks[latest[one.key]] if one.key in latest else monday(self.request.first_day)

    def _never(self, one: Activity) -> str:
        weeks = self.deadline.jobs[one.key].weeks
        if weeks:
            return ngettext(
                "Takes %(count)s week of its own, too long for the date with what comes before it.",
                "Takes %(count)s weeks of its own, too long for the date with what comes before"
                " it.",
                weeks,
                count=spelled(weeks),
            )
        return _("Cannot be finished by the date, with all that comes before it.")

    def _why(self, one: Activity) -> str:
        before = [self.left_out[key] for key in one.requires if key in self.left_out]
        if before:
            names = named([title(other.title) for other in before])
            return ngettext(
                "Waits for %(names)s, which is left out.",
                "Waits for %(names)s, which are left out.",
                len(before),
                names=names,
            )
        over = self.minutes_kept + self.deadline.jobs[one.key].total - self.deadline.minutes
        if over > 0:
            return _("Would take %(time)s more than there is up to the date.", time=_time(over))
        return self._with_it(one)

    def _with_it(self, one: Activity) -> str:
        """When the plan would end with this in it: it has the hours, but not the weeks."""
        gone = self.left_out.keys() - {one.key}
        activities = tuple(
            other for other in self.request.selection.activities if other.key not in gone
        )
        selection = replace(self.request.selection, activities=activities)
        try:
            jobs = schedule(replace(self.request, selection=selection))
        except PlanTooLong:
            return _("With it the plan would run for more than twenty years.")
        end = max(job.finish for job in jobs.values())
        day = full_day(self.request.working_time.finish_day(end))
        return _("With it the plan would end on %(day)s.", day=day)


def _time(minutes: int) -> str:
    return minutes_said(minutes) if minutes < 60 else hours(minutes / 60)
