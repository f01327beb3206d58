"""What is asked to be away."""

from datetime import date

from wtforms import StringField
from wtforms.validators import InputRequired

from tpmlearn.domain.planning.days_off import DaysUnreadable, Stretch, read_days, stretch
from tpmlearn.web.fields import DayField, VersionForm
from tpmlearn.web.forms import refuse, typed


class AwayForm(VersionForm):
    """The first and the last day of a time away; one day where there is no last."""

    first = DayField("Away from", [InputRequired("Choose the first day.")])
    last = DayField("Up to and with")

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

    days_off = StringField("Days")

    def days(self) -> frozenset[date]:
        """The days. Raises DaysUnreadable."""
        return read_days(typed(self.days_off))
