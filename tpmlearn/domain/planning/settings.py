"""What a person chooses for their plan, and what can be wrong with it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tpmlearn.domain.planning.weeks import WEEK, monday
from tpmlearn.domain.planning.wording import full_day, hours
from tpmlearn.words import _, numbers

LEAST_HOURS = 0.5
MOST_HOURS = 60.0
MOST_FREE_WEEKS = 26
MOST_DAYS_OFF = 100
LONGEST_PAST = timedelta(days=366)
LONGEST_AHEAD = timedelta(days=3660)


class WhenShort(StrEnum):
    """What gives when the date to be ready cannot be met: the date, or what closes least."""

    LATE = "late"
    LEAVE_OUT = "leave_out"


class PlanProblem(ValueError):
    """Something asked of a plan that cannot be; `field` names the setting it is about."""

    field = ""


class HoursOutOfRange(PlanProblem):
    """Too few or too many hours a week."""

    field = "hours_a_week"


class StartTooLongAgo(PlanProblem):
    """A start more than a year in the past."""

    field = "start"


class StartTooFarAhead(PlanProblem):
    """A start more than ten years ahead."""

    field = "start"


class ReadyBeforeStart(PlanProblem):
    """A date to be ready that comes before the start."""

    field = "ready_by"


class TooManyFreeWeeks(PlanProblem):
    """More free weeks than a plan can carry."""

    field = "free_weeks"


class TooManyDaysOff(PlanProblem):
    """More days off than a plan can carry."""

    field = "days_off"


class NoWorkingWeek(PlanProblem):
    """Every week up to the date to be ready is free."""

    field = "free_weeks"


@dataclass(frozen=True)
class PlanSettings:
    """What the person chose.

    `free_weeks` and the values of `pins` (activity key to week) may name any day of the week;
    nothing is worked on `days_off`. `when_short` matters only with a date to be ready.
    """

    hours_a_week: float
    start: date
    ready_by: date | None = None
    free_weeks: frozenset[date] = frozenset()
    pins: Mapping[str, date] = field(default_factory=dict)
    days_off: frozenset[date] = frozenset()
    when_short: WhenShort = WhenShort.LATE

    @property
    def free_mondays(self) -> frozenset[date]:
        """The free weeks, each by its Monday."""
        return frozenset(monday(day) for day in self.free_weeks)

    @property
    def pinned_mondays(self) -> dict[str, date]:
        """The week that each pinned activity is to start in, by its Monday."""
        return {key: monday(day) for key, day in sorted(self.pins.items())}


def settings_problems(settings: PlanSettings, *, today: date) -> tuple[PlanProblem, ...]:
    """Return all that is wrong with `settings`, in the order of the form."""
    found = (
        _hours(settings),
        _start(settings, today),
        _ready_by(settings),
        _free_weeks(settings),
        days_off_problem(settings.days_off),
    )
    return tuple(problem for problem in found if problem)


def check_settings(settings: PlanSettings, *, today: date) -> None:
    """Raise the first PlanProblem of `settings`."""
    for problem in settings_problems(settings, today=today):
        raise problem


def _hours(settings: PlanSettings) -> PlanProblem | None:
    if LEAST_HOURS <= settings.hours_a_week <= MOST_HOURS:
        return None
    return HoursOutOfRange(
        _(
            "Give between half an hour and %(most)s a week; %(hours)s cannot be planned.",
            most=hours(MOST_HOURS),
            hours=numbers.shortest(settings.hours_a_week),
        )
    )


def _start(settings: PlanSettings, today: date) -> PlanProblem | None:
    earliest, latest = today - LONGEST_PAST, today + LONGEST_AHEAD
    if settings.start < earliest:
        return StartTooLongAgo(
            _(
                "The start is more than a year ago; choose %(day)s or a later day.",
                day=full_day(earliest),
            )
        )
    if settings.start > latest:
        return StartTooFarAhead(
            _(
                "The start is more than ten years away; choose %(day)s or an earlier day.",
                day=full_day(latest),
            )
        )
    return None


def _ready_by(settings: PlanSettings) -> PlanProblem | None:
    if settings.ready_by is None or settings.ready_by >= settings.start:
        return None
    return ReadyBeforeStart(
        _(
            "The date to be ready comes before the start; choose a day after %(day)s, or leave it"
            " out.",
            day=full_day(settings.start),
        )
    )


def _free_weeks(settings: PlanSettings) -> PlanProblem | None:
    free = settings.free_mondays
    if len(free) > MOST_FREE_WEEKS:
        return TooManyFreeWeeks(
            _(
                "%(num)s free weeks are too many to plan around; choose at most %(most)s, or start"
                " later.",
                num=len(free),
                most=MOST_FREE_WEEKS,
            )
        )
    return _no_working_week(settings)


def days_off_problem(days: Collection[date]) -> PlanProblem | None:
    """Return what is wrong with so many days off, None if nothing is."""
    if len(days) <= MOST_DAYS_OFF:
        return None
    return TooManyDaysOff(
        _(
            "%(num)s days off are too many to plan around; choose at most %(most)s, or give fewer"
            " hours a week.",
            num=len(days),
            most=MOST_DAYS_OFF,
        )
    )


def _no_working_week(settings: PlanSettings) -> PlanProblem | None:
    if settings.ready_by is None or settings.ready_by < settings.start:
        return None
    free = settings.free_mondays
    week, last = monday(settings.start), monday(settings.ready_by)
    while week in free and week <= last:
        week += WEEK
    if week <= last:
        return None
    return NoWorkingWeek(
        _(
            "Every week up to the date to be ready is free; give one of them back, or choose a"
            " later date."
        )
    )
