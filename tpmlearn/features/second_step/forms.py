"""Shape and wording of codes."""

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from tpmlearn.web.forms import Form, one_line


class CodeForm(Form):
    """A code of the app, or a recovery code where one may stand in."""

    code = StringField(
        "Code",
        [DataRequired("Write the code."), Length(max=40, message="A code is shorter than this.")],
        filters=[one_line],
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": 40,
        },
    )
