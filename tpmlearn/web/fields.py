"""Fields that several features ask for: a number, a day, and which saving a page showed."""

import math

from wtforms import DateField, FloatField, IntegerField
from wtforms.widgets import HiddenInput

from tpmlearn.web.forms import Form
from tpmlearn.words import N_, _, later

LARGEST = 2**31 - 1
NO_HOURS = later("Give the hours as a number, such as 4 or 4.5.")
NO_DAY = N_("Give a day as year, month and day, such as 2027-03-31.")


class NumberField(FloatField):
    """A number as people type it: 4.5, or 4,5; shown without a trailing nought."""

    no_number = later("Give a number, such as 4 or 4.5.")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; what has no finite value is none."""
        try:
            self.data = float(valuelist[0].strip().replace(",", ".")) if valuelist else None
        except ValueError:
            self.data = None
        if self.data is None or not math.isfinite(self.data):
            self.data = None
            raise ValueError(self.no_number)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"


class HoursField(NumberField):
    """Hours as people type them."""

    no_number = NO_HOURS


class DayField(DateField):
    """A day, with a sentence that says how to give one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; an empty text is none."""
        self.data = None
        if not "".join(valuelist).strip():
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as fault:
            raise ValueError(_(NO_DAY)) from fault


class VersionField(IntegerField):
    """Which saving of something the page showed; what is no number was never shown."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number, -1 where there is none."""
        try:
            self.data = int(valuelist[0][:12]) if valuelist else -1
        except ValueError:
            self.data = -1
        if not 0 <= self.data <= LARGEST:
            self.data = -1


class VersionForm(Form):
    """A change to something that is saved in versions: which one the page showed."""

    version = VersionField(validators=[])

    @property
    def seen(self) -> int:
        """The version that the page showed."""
        return -1 if self.version.data is None else int(self.version.data)
