"""What the pages of passkeys ask for, and what the browser sends."""

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later


class NameForm(Form):
    """What the new passkey is called."""

    name = StringField(
        later("Name of the passkey"),
        [
            DataRequired(later("Give it a name, so that you know it again.")),
            Length(max=60, message=later("At most 60 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 60, "autocomplete": "off"},
    )


class CredentialForm(Form):
    """What the browser says, as JSON, and what for."""

    credential = HiddenField("Passkey", [DataRequired(), Length(max=20_000)])
    purpose = HiddenField("Purpose")
    next = HiddenField("Next")
