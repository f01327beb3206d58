"""Shape and wording of codes."""

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later


class CodeForm(Form):
    """A code of the app, or a recovery code where one may stand in."""

    code = StringField(
        later("Code"),
        [
            DataRequired(later("Write the code.")),
            Length(max=40, message=later("A code is shorter than this.")),
        ],
        filters=[one_line],
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": 40,
        },
    )
