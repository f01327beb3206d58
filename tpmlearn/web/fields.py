"""Fields that several forms ask for: hours as people type them, days."""

import math

from wtforms import DateField, FloatField

NO_NUMBER = "Give the hours as a number, such as 4 or 4.5."
NO_DAY = "Give a day as year, month and day, such as 2027-03-31."


class HoursField(FloatField):
    """Hours as people type them: 4.5, or 4,5; shown without a trailing nought."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; what has no finite value is none."""
        try:
            self.data = float(valuelist[0].strip().replace(",", ".")) if valuelist else None
        except ValueError:
            self.data = None
        if self.data is None or not math.isfinite(self.data):
            self.data = None
            raise ValueError(NO_NUMBER)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"


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
            raise ValueError(NO_DAY) from fault
