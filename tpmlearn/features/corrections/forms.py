"""What a correction asks for: why."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from tpmlearn.domain.exams.rescoring import MOST_WHY, SHORTEST_WHY
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

ASKED = later("Say why, in a sentence: whoever’s result changes reads it.")


class CorrectionForm(Form):
    """Why an item is corrected, and the version whose key the page showed."""

    why = TextAreaField(
        later("Why"),
        [
            InputRequired(ASKED),
            Length(
                SHORTEST_WHY,
                MOST_WHY,
                later(
                    "Use %(shortest_why)s to %(most_why)s characters.",
                    shortest_why=SHORTEST_WHY,
                    most_why=MOST_WHY,
                ),
            ),
        ],
        filters=[one_line],
        render_kw={"rows": 3, "maxlength": MOST_WHY},
    )
    version = HiddenField()
