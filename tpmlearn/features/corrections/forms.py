"""What a correction asks for: why."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from tpmlearn.domain.exams.rescoring import MOST_WHY, SHORTEST_WHY
from tpmlearn.web.forms import Form, one_line

ASKED = "Say why, in a sentence: whoever’s result changes reads it."


class CorrectionForm(Form):
    """Why an item is corrected, and the version whose key the page showed."""

    why = TextAreaField(
        "Why",
        [
            InputRequired(ASKED),
            Length(SHORTEST_WHY, MOST_WHY, f"Use {SHORTEST_WHY} to {MOST_WHY} characters."),
        ],
        filters=[one_line],
        render_kw={"rows": 3, "maxlength": MOST_WHY},
    )
    version = HiddenField()
