"""What the gap and plan pages ask for."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

from wtforms import (
    BooleanField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import AnyOf, InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextArea

from tpmlearn.domain.planning.days_off import read_days, to_come, write_days
from tpmlearn.domain.planning.settings import (
    LEAST_HOURS,
    LONGEST_AHEAD,
    MOST_HOURS,
    PlanSettings,
    WhenShort,
    settings_problems,
)
from tpmlearn.domain.planning.weeks import WEEK, monday
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.web.fields import NO_HOURS, DayField, HoursField, VersionForm
from tpmlearn.web.forms import Form, refuse, typed
from tpmlearn.words import _, dates, later

WEEKS_OFFERED = 26
DEFAULT_HOURS = 4.0
ACTIONS = ("pin", "start", "done", "skip", "back")


class WeeksField(SelectMultipleField):
    """Weeks, each by a day in it; shown as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_data(self, value: Collection[date] | None) -> None:
        """Keep the days as they are."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the days; one that is none refuses all."""
        try:
            self.data = [date.fromisoformat(value) for value in valuelist]
        except ValueError as fault:
            self.data = []
            raise ValueError(_("One of the free weeks is not a day; choose them again.")) from fault


class DaysField(StringField):
    """Days off, one or a stretch a line; what was typed comes back as it was typed."""

    data: Any
    widget = TextArea()

    def process_data(self, value: Collection[date] | None) -> None:
        """Keep the days."""
        self.data = frozenset(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the days; the first line that cannot be read refuses all."""
        self.data = frozenset()
        if valuelist:
            self.data = read_days(valuelist[0])

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else write_days(self.data or ())


class RoleForm(Form):
    """The role or advert to move to, and whether the plan is to be seen next."""

    role = StringField(later("The role"), [InputRequired(later("Choose one of the roles."))])
    then = StringField(later("What to see next"))


class PlanForm(VersionForm):
    """Hours, dates, free weeks and days off; `today` is the learner's day."""

    hours = HoursField(
        later("Hours a week"),
        [InputRequired(NO_HOURS)],
        render_kw={
            "type": "number",
            "min": f"{LEAST_HOURS:g}",
            "max": f"{MOST_HOURS:g}",
            "step": "0.5",
            "inputmode": "decimal",
        },
    )
    start = DayField(later("Start"), [InputRequired(later("Choose the day on which you start."))])
    ready_by = DayField(later("Ready by"))
    free_weeks = WeeksField(
        later("Weeks in which you do nothing for this plan"),
        choices=[],
        coerce=date.fromisoformat,
        validate_choice=False,
    )
    days_off = DaysField(later("Days off"), render_kw={"rows": 4, "spellcheck": "false"})
    when_short = RadioField(
        later("If that day cannot be met"),
        [
            AnyOf(
                tuple(WhenShort), message=later("Choose what gives: the day, or what closes least.")
            )
        ],
        choices=[
            (WhenShort.LATE.value, later("Keep everything, and be ready later")),
            (
                WhenShort.LEAVE_OUT.value,
                later("Leave out what closes least of the gap for its hours"),
            ),
        ],
        default=WhenShort.LATE.value,
        validate_choice=False,
    )
    assume = BooleanField(later("Assume a typical developer for what I have not rated"))

    _FIELDS: ClassVar = {
        "hours_a_week": "hours",
        "start": "start",
        "ready_by": "ready_by",
        "free_weeks": "free_weeks",
        "days_off": "days_off",
    }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        self.when_short.data = self.when_short.data or WhenShort.LATE.value
        self.free_weeks.choices = [
            (week.isoformat(), _week_in_words(week))
            for week in weeks_offered(today, self.free_weeks.data or ())
        ]

    def accepted(self) -> bool:
        """Whether the fields can be read and a plan can be made of them."""
        if not super().accepted():
            return False
        settings, latest = self.settings(), self.today + LONGEST_AHEAD
        if settings.ready_by and settings.ready_by > latest:
            refuse(
                self.ready_by,
                _("Choose a day up to %(latest)s, or leave it out.", latest=full_day(latest)),
            )
            settings = replace(settings, ready_by=None)
        for problem in settings_problems(settings, today=self.today):
            refuse(getattr(self, self._FIELDS[problem.field]), str(problem))
        return not self.errors

    def settings(self) -> PlanSettings:
        """What was chosen, as the planner takes it; pins are no matter of this form."""
        return PlanSettings(
            hours_a_week=self.hours.data or 0.0,
            start=self.start.data or self.today,
            ready_by=self.ready_by.data,
            free_weeks=frozenset(monday(week) for week in self.free_weeks.data or ()),
            days_off=to_come(self.days_off.data or (), self.today),
            when_short=WhenShort(self.when_short.data),
        )


class ChangeForm(VersionForm):
    """What is to become of one activity; `week` is any day of the week to pin it to.

    `back` takes back what was decided; `move` pins to the week that its button names.
    """

    action = StringField(later("What to do"))
    move = DayField(later("Move to the week of"))
    week = DayField(later("Start it in the week of"))

    @property
    def asked(self) -> tuple[str, date | None]:
        """The action, and the week that it is about."""
        return ("pin", self.move.data) if self.move.data else (typed(self.action), self.week.data)

    def validate_action(self, field: StringField) -> None:
        """Something has to be chosen, be it by moving."""
        if field.data not in ACTIONS and not self.move.data:
            raise ValidationError(_("Choose what to do."))

    def validate_week(self, field: DayField) -> None:
        """A pin needs its week; nothing else has one."""
        if self.action.data == "pin" and field.data is None and not field.errors:
            raise ValidationError(_("Choose a day of the week to pin it to."))


def day_of(text: str) -> date | None:
    """The day in an address, such as 2026-12-07 or 2026-W50; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def proposed(
    asked: Mapping[str, str], hours: float, ready_by: date | None
) -> tuple[float, date | None]:
    """Hours and date as an address proposes them, each as it is where that cannot be read."""
    with suppress(ValueError):
        given = float(asked.get("hours", hours))
        hours = given if LEAST_HOURS <= given <= MOST_HOURS else hours
    with suppress(ValueError):
        day = asked.get("ready_by")
        ready_by = ready_by if day is None else date.fromisoformat(day) if day else None
    return hours, ready_by


def weeks_offered(today: date, chosen: Collection[date]) -> list[date]:
    """The Mondays to choose free weeks from: the coming ones, and what is chosen already."""
    first = monday(today)
    coming = {first + number * WEEK for number in range(WEEKS_OFFERED)}
    kept = {monday(day) for day in chosen if date.min + WEEK < day < date.max - WEEK}
    return sorted(coming | {week for week in kept if week >= first})[: 3 * WEEKS_OFFERED]


def _week_in_words(week: date) -> str:
    last = week + timedelta(days=6)
    return _(
        "%(first)s to %(last)s %(year)s",
        first=dates.weekday_short(week),
        last=dates.weekday_short(last),
        year=last.year,
    )
