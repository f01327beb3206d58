"""One's own plan against its baseline: planned and earned hours, earned schedule, SPI(t), forecast.

A period is a working day of the baseline: in free weeks nothing is planned, so time stands still
there, and a plan that is met to the hour has an SPI(t) of 1 before and after a holiday. Source:
Lipke, Earned Schedule (2003); the formulas are in earned_value.py.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from tpmlearn.domain.planning.earned_value import EarnedSchedule, earned_schedule
from tpmlearn.domain.planning.earning import Gains, share_on
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.scope import Scope
from tpmlearn.domain.planning.weeks import DAY, WEEK, monday
from tpmlearn.domain.planning.working_days import WorkingDays, working_days_of
from tpmlearn.domain.planning.working_time import WorkingTime
from tpmlearn.words import N_, _

EARLY = 7
"""Working days under which a pace says nothing."""
PLACES = 6
"""Decimals of an hour that count, so that sums in another order are equal."""
ROUGH = 0.2
"""Share of the work under which an index still swings."""
NO_TIME = N_("No day of the baseline has gone by yet.")
TOO_EARLY = N_(
    "Less than a week of the baseline has gone by: a pace of a few days says nothing yet."
)
NOTHING_LEFT = N_("Nothing of the baseline is left in your plan, so there is nothing to measure.")
NOTHING_EARNED = N_("Nothing of the baseline is earned yet, so there is no pace to forecast from.")
ALL_DONE = N_("Everything in the baseline is done.")
TOO_FAR = N_("At this pace it would take more than twenty years.")


@dataclass(frozen=True)
class Course:
    """The planned value of a baseline: hours planned by the end of each of its working days.

    `end` is the day on which the last thing ends; what takes no hours, as an exam that is waited
    for, may lie after all work.
    """

    days: tuple[date, ...]
    planned: tuple[float, ...]
    end: date | None

    @property
    def hours(self) -> float:
        """All hours: the budget at completion."""
        return self.planned[-1] if self.planned else 0.0

    @property
    def worked(self) -> date | None:
        """The day on which the last of the work is planned."""
        pairs = zip(self.days, self.planned, strict=True)
        return next((day for day, hours in pairs if hours >= self.hours), None)

    def by(self, day: date) -> float:
        """The hours planned by the end of `day`."""
        gone = sum(one <= day for one in self.days)
        return self.planned[gone - 1] if gone else 0.0


@dataclass(frozen=True)
class Track:
    """Where things stood by the end of a day, in hours; `gone` working days had passed.

    `time` is None where `why` says why there is no index; `forecast` is None where `why` says why
    there is no date. `finished` is the day on which the last of the baseline was done.
    """

    on: date
    gone: int
    planned: float
    earned: float
    total: float
    end: date | None
    time: EarnedSchedule | None = None
    forecast: date | None = None
    finished: date | None = None
    why: str = ""

    @property
    def spi(self) -> float | None:
        """SPI(t), earned time by time gone."""
        return self.time.spi if self.time else None

    @property
    def days_ahead(self) -> float | None:
        """Working days ahead of the baseline; negative is behind."""
        return self.time.sv if self.time else None

    @property
    def days_late(self) -> int | None:
        """Days that the forecast end, or the true one, lies after the baseline's; or before."""
        reached = self.finished or self.forecast
        return (reached - self.end).days if reached and self.end else None

    @property
    def rough(self) -> bool:
        """Say whether so little is earned that the index still swings."""
        return self.total > 0 and self.earned / self.total < ROUGH


@dataclass(frozen=True)
class WeekValue:
    """Hours planned by the last day of a week, and earned by then or by today."""

    on: date
    planned: float
    earned: float | None


@dataclass(frozen=True)
class Tracking:
    """A baseline, what of it is still in scope, and what was earned of that.

    Days that have gone by are counted as the baseline `agreed`, so that weeks taken off since are
    behind; days to come as the plan has them now.
    """

    baseline: Plan
    scope: Scope
    gains: Gains
    course: Course
    agreed: WorkingDays
    coming: WorkingDays

    def earned_by(self, day: date) -> float:
        """The hours of the baseline that were earned by the end of `day`."""
        hours = sum(row_hours(row) * share_on(self.gains[row.key], day) for row in self.scope.kept)
        return round(hours, PLACES)

    def on(self, today: date) -> Track:
        """Where things stand today: with all that is done, and the days that are over."""
        return self._track(through=today - DAY, seen=today)

    def trend(self, today: date, *, weeks: int) -> tuple[Track, ...]:
        """Where things stood at the end of the last weeks, oldest first, none before the start."""
        sundays = [monday(today) - DAY - number * WEEK for number in range(weeks)]
        first = self.baseline.first_day
        return tuple(self._track(through=day, seen=day) for day in reversed(sundays) if day > first)

    def by_week(self, today: date) -> tuple[WeekValue, ...]:
        """Planned and earned hours by the end of each calendar week, from the baseline's first.

        Weeks go on to the end of the baseline, or to today if that is later; what is to come has
        earned nothing yet: None.
        """
        first, end = monday(self.baseline.first_day), max(self.course.end or today, today)
        found, week = [], first
        while week <= end:
            last = week + WEEK - DAY
            earned = self.earned_by(min(last, today)) if week <= today else None
            found.append(WeekValue(last, self.course.by(last), earned))
            week += WEEK
        return tuple(found)

    def _track(self, *, through: date, seen: date) -> Track:
        days = self.agreed.between(self.baseline.first_day, through)
        total, earned = self.course.hours, self.earned_by(seen)
        known = Track(seen, len(days), self.course.by(through), earned, total, self.course.end)
        if not total:
            return _with(known, why=_(NOTHING_LEFT))
        if earned >= total and self._all_done(seen):
            return _with(known, why=_(ALL_DONE), finished=self._last_gain(seen))
        if not days:
            return _with(known, why=_(NO_TIME))
        if len(days) < EARLY:
            return _with(known, why=_(TOO_EARLY))
        time = earned_schedule(self.course.planned, earned, len(days))
        if time.forecast is None:
            return _with(known, time=time, why=_(NOTHING_EARNED))
        left = max(1, math.ceil(time.forecast - len(days) - 10**-PLACES))
        forecast = self._with_what_follows(self.coming.after(through, left))
        return _with(known, time=time, forecast=forecast, why="" if forecast else _(TOO_FAR))

    def _with_what_follows(self, worked: date | None) -> date | None:
        """The end for work that ends on a day: what takes no hours follows as it was planned."""
        if worked is None or self.course.worked is None or self.course.end is None:
            return None
        return worked + max(timedelta(), self.course.end - self.course.worked)

    def _all_done(self, seen: date) -> bool:
        return all(share_on(self.gains[row.key], seen) >= 1 for row in self.scope.kept)

    def _last_gain(self, seen: date) -> date | None:
        days = [gain.on for row in self.scope.kept for gain in self.gains[row.key]]
        return max((day for day in days if day <= seen), default=None)


def _with(
    track: Track,
    *,
    why: str,
    time: EarnedSchedule | None = None,
    forecast: date | None = None,
    finished: date | None = None,
) -> Track:
    return Track(
        track.on,
        track.gone,
        track.planned,
        track.earned,
        track.total,
        track.end,
        time=time,
        forecast=forecast,
        finished=finished,
        why=why,
    )


def tracking_of(baseline: Plan, now: Plan, *, scope: Scope, gains: Gains) -> Tracking:
    """Return the tracking of a baseline by the plan as it is `now`."""
    course = course_of(baseline, scope.kept)
    agreed, coming = working_days_of(baseline), working_days_of(now)
    return Tracking(baseline, scope, gains, course, agreed, coming)


def row_hours(row: Row) -> float:
    """The planned hours of a row."""
    return sum(minutes for _, minutes in row.minutes) / 60


def course_of(baseline: Plan, rows: Sequence[Row]) -> Course:
    """Return the planned value of these rows: each week's hours over the days it works on them."""
    last = max((row.end for row in rows), default=None)
    if last is None:
        return Course((), (), None)
    days = working_days_of(baseline).between(baseline.first_day, last)
    place = {day: number for number, day in enumerate(days)}
    time = baseline.working_time
    added = [0.0] * len(days)
    for row in rows:
        for week, minutes in row.minutes:
            shares = _shares(row, week, time)
            known = {day: share for day, share in shares.items() if day in place}
            whole = sum(known.values())
            for day, share in known.items():
                added[place[day]] += minutes / 60 * share / whole
    return Course(tuple(days), tuple(round(hours, PLACES) for hours in accumulate(added)), last)


def _shares(row: Row, week: date, time: WorkingTime) -> dict[date, int]:
    """How many minutes of the row's span lie on each day of a week."""
    first, last = row.span or (0, 0)
    days = (week + number * DAY for number in range(7))
    shares = {
        day: min(last, time.minute_of(day + DAY)) - max(first, time.minute_of(day)) for day in days
    }
    return {day: minutes for day, minutes in shares.items() if minutes > 0}
