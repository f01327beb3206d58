"""What the pages of exams ask for: how the clock runs, what is drilled, time that is granted."""

from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from tpmlearn.domain.exams.clock import EXTRA_PERCENT
from tpmlearn.web.codes import CodeForm
from tpmlearn.web.forms import Form
from tpmlearn.words import later

NO_CLOCK = "none"
TIMES = (*(str(percent) for percent in EXTRA_PERCENT), NO_CLOCK)


class StartForm(CodeForm):
    """How much time there is: a percentage more than the exam gives, or no clock; and a code."""

    time = RadioField(
        later("Time"),
        [InputRequired(later("Choose how much time you want."))],
        choices=[(value, value) for value in TIMES],
        default="0",
    )


class DrillForm(Form):
    """What is drilled, and whether a clock runs."""

    drill = HiddenField("Drill")
    time = HiddenField("Time")


class GrantForm(Form):
    """How much more time than the exam gives somebody has in all."""

    percent = SelectField(
        later("Extra time in all"),
        choices=[(str(percent), f"{percent} %") for percent in EXTRA_PERCENT],
    )
