"""What the quiz pages ask for: the layout of an attempt; answers are read by the domain."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from tpmlearn.web.forms import Form
from tpmlearn.words import later

LAYOUTS = (
    ("one", later("One question a page")),
    ("all", later("All questions on one page")),
)


class StartForm(Form):
    """How the questions are laid out."""

    layout = RadioField(
        later("Layout"),
        [InputRequired(later("Choose a layout."))],
        choices=list(LAYOUTS),
        default="one",
    )


class AnswerForm(Form):
    """The token alone: what was answered depends on the item."""
