"""What is asked to be away, and to do something in two parts."""

from datetime import date

from wtforms import StringField
from wtforms.validators import InputRequired

from tpmlearn.domain.planning.days_off import DaysUnreadable, Stretch, read_days, stretch
from tpmlearn.domain.planning.splitting import Parts
from tpmlearn.web.fields import NO_HOURS, DayField, HoursField, VersionForm
from tpmlearn.web.forms import refuse, typed
from tpmlearn.words import later

MOST_HOURS = 10_000.0


class AwayForm(VersionForm):
    """The first and the last day of a time away; one day where there is no last."""

    first = DayField(later("Away from"), [InputRequired(later("Choose the first day."))])
    last = DayField(later("Up to and with"))

    def accepted(self) -> bool:
        """Whether these are days that can be off."""
        if not super().accepted():
            return False
        try:
            self.days()
        except DaysUnreadable as fault:
            refuse(self.last, str(fault))
        return not self.errors

    def days(self) -> Stretch:
        """The days of an accepted form. Raises DaysUnreadable of any other."""
        first = self.first.data or date.min
        return stretch(first, self.last.data or first)


class BackForm(VersionForm):
    """The days that are to be worked on after all, as `write_days` writes them."""

    days_off = StringField(later("Days"))

    def days(self) -> frozenset[date]:
        """The days. Raises DaysUnreadable."""
        return read_days(typed(self.days_off))


class SplitForm(VersionForm):
    """How much comes first, and the week of each part, by any day in it."""

    hours = HoursField(later("Hours of the first part"), [InputRequired(NO_HOURS)])
    first_week = DayField(
        later("First part in the week of"), [InputRequired(later("Choose a week."))]
    )
    rest_week = DayField(
        later("The rest not before the week of"), [InputRequired(later("Choose a week."))]
    )

    def parts(self) -> Parts:
        """The parts that an accepted form asks for; far too many hours stay far too many."""
        day = self.first_week.data or date.min
        minutes = round(max(0.0, min(self.hours.data or 0.0, MOST_HOURS)) * 60)
        return Parts(minutes, day, self.rest_week.data or day)
