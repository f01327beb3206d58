"""Shape and wording of what the page about one's own data asks for."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from tpmlearn.web.forms import Form
from tpmlearn.words import later


class TakeForm(Form):
    """A button: nothing but the token that every form has."""


class EraseGuestForm(Form):
    """A tick: erasing cannot be undone."""

    sure = BooleanField(
        later("I want everything of mine erased now"),
        [InputRequired(later("Tick this if you want everything erased."))],
    )
