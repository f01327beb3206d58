"""What the quiz pages ask for: the layout of an attempt; answers are read by the domain."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from tpmlearn.web.forms import Form

LAYOUTS = (
    ("one", "One question a page"),
    ("all", "All questions on one page"),
)


class StartForm(Form):
    """How the questions are laid out."""

    layout = RadioField(
        "Layout", [InputRequired("Choose a layout.")], choices=list(LAYOUTS), default="one"
    )


class AnswerForm(Form):
    """The token alone: what was answered depends on the item."""
