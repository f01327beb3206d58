"""What the desk's forms ask for: a token and a button; answers are read by the domain."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from tpmlearn.web.forms import Form, many_lines
from tpmlearn.words import later


class StepForm(Form):
    """The token alone: which step is taken follows from the address and the button."""


class NotesForm(Form):
    """The notes of a sitting."""

    notes = TextAreaField(
        later("Notes"),
        [Length(max=20_000, message=later("Notes have up to 20,000 characters."))],
        filters=[many_lines],
    )


class CloseForm(Form):
    """Which section is closed, and whether its break is taken."""

    section = HiddenField("Section")
    rest = HiddenField("Break")
