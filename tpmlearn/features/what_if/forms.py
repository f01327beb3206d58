"""What may be other than it is: hours, the date to be ready, the role."""

from datetime import date
from typing import Any

from wtforms import SelectField
from wtforms.validators import InputRequired

from tpmlearn.domain.planning.settings import (
    LEAST_HOURS,
    LONGEST_AHEAD,
    MOST_HOURS,
    PlanSettings,
    settings_problems,
)
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.web.fields import NO_HOURS, DayField, HoursField
from tpmlearn.web.forms import Form, refuse
from tpmlearn.words import _, later


class WhatIfForm(Form):
    """Sent by GET, as nothing is saved; `known` are the settings of today's plan."""

    class Meta:
        """Nothing is saved, so nothing needs a token."""

        csrf = False

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
    ready_by = DayField(later("Ready by"))
    role = SelectField(later("The role"))

    def __init__(
        self, *args: Any, roles: list[tuple[str, str]], today: date, known: PlanSettings, **kw: Any
    ) -> None:
        self.today, self.known = today, known
        super().__init__(*args, **kw)
        self.role.choices = roles

    def can_be_planned(self) -> bool:
        """Whether all fields can be read and a plan could be asked for with them."""
        if not self.validate():
            return False
        asked, latest = self.settings(), self.today + LONGEST_AHEAD
        if asked.ready_by and asked.ready_by > latest:
            refuse(
                self.ready_by,
                _("Choose a day up to %(latest)s, or leave it out.", latest=full_day(latest)),
            )
            return False
        for problem in settings_problems(asked, today=self.today):
            refuse(self.hours if problem.field == "hours_a_week" else self.ready_by, str(problem))
        return not self.errors

    def settings(self) -> PlanSettings:
        """Today's settings with what was asked for."""
        return PlanSettings(
            hours_a_week=self.hours.data or 0.0,
            start=self.known.start,
            ready_by=self.ready_by.data,
            free_weeks=self.known.free_weeks,
            days_off=self.known.days_off,
            when_short=self.known.when_short,
        )
