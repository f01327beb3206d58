"""Shape and wording of what the page about one's own data asks for."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from tpmlearn.web.forms import Form


class TakeForm(Form):
    """A button: nothing but the token that every form has."""


class EraseGuestForm(Form):
    """A tick: erasing cannot be undone."""

    sure = BooleanField(
        "I want everything of mine erased now",
        [InputRequired("Tick this if you want everything erased.")],
    )
