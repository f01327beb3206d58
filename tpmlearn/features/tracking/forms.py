"""What the baseline and the status report ask for."""

from typing import ClassVar

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tpmlearn.domain.planning.limits import Limits, limits_problems
from tpmlearn.web.fields import DayField, NumberField, VersionField, VersionForm
from tpmlearn.web.forms import one_line, refuse
from tpmlearn.words import later

LONGEST = 300
NO_DAYS = later("Give whole days, such as 7.")
TOO_LONG = later("At most 300 characters: the report is one page.")


class BaselineForm(VersionForm):
    """Save the plan as the baseline; `number` is the baseline that the page showed."""

    number = VersionField(validators=[])
    reason = StringField(
        later("Why a new baseline"),
        [Length(max=LONGEST, message=TOO_LONG)],
        filters=[one_line],
        render_kw={"maxlength": LONGEST},
    )

    @property
    def shown(self) -> int:
        """The number of the baseline that the page showed, 0 for none."""
        return -1 if self.number.data is None else int(self.number.data)


class IndexField(NumberField):
    """An index such as 0.95."""

    no_number = later("Give the index as a number, such as 0.95.")


class DaysField(IntegerField):
    """A number of days."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; what is none is refused."""
        try:
            self.data = int(valuelist[0].strip()[:9]) if valuelist else None
        except ValueError as fault:
            self.data = None
            raise ValueError(NO_DAYS) from fault


class LimitsForm(VersionForm):
    """By which limits the report is amber or red."""

    spi_amber = IndexField(later("SPI(t): amber under"), [InputRequired(IndexField.no_number)])
    spi_red = IndexField(later("SPI(t): red under"), [InputRequired(IndexField.no_number)])
    late_amber = DaysField(later("Days late: amber over"), [InputRequired(NO_DAYS)])
    late_red = DaysField(later("Days late: red over"), [InputRequired(NO_DAYS)])

    _NUMBERS: ClassVar = {"inputmode": "decimal"}

    def accepted(self) -> bool:
        """Whether the limits can be read and make sense together."""
        if not super().accepted():
            return False
        for problem in limits_problems(self.limits()):
            refuse(getattr(self, problem.field), str(problem))
        return not self.errors

    def limits(self) -> Limits:
        """The limits that were chosen."""
        return Limits(
            spi_amber=self.spi_amber.data or 0.0,
            spi_red=self.spi_red.data or 0.0,
            late_amber=self.late_amber.data or 0,
            late_red=self.late_red.data or 0,
        )


def _sentence(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        [Length(max=LONGEST, message=TOO_LONG)],
        filters=[one_line],
        render_kw={"maxlength": LONGEST, "rows": 2},
    )


class WordsForm(VersionForm):
    """What only the person can say in the report."""

    reason = _sentence(later("Reason for the trend"))
    way_back = _sentence(later("Way back to green"))
    way_back_by = DayField(later("Way back by"))
    ask = _sentence(later("Ask: who decides what by when"))
