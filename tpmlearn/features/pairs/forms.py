"""What a judgement sends: the two versions, and which is harder."""

from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, Length

from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

ASKED = later("Choose which one is harder, or say that you cannot tell.")
ANSWERS = ("left", "right", "neither")


class JudgementForm(Form):
    """The versions as they stood left and right, and what was said of them."""

    left = HiddenField(validators=[Length(max=64)], filters=[one_line])
    right = HiddenField(validators=[Length(max=64)], filters=[one_line])
    harder = StringField(later("Which is harder"), [AnyOf(ANSWERS, ASKED)])


class UndoForm(Form):
    """Nothing but the proof that one of our pages sent it."""
