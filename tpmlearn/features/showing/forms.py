"""What a link with a passcode asks for."""

from wtforms import PasswordField
from wtforms.validators import DataRequired, Length

from tpmlearn.web.forms import Form
from tpmlearn.words import later


class PasscodeForm(Form):
    """What opens a link that has a passcode."""

    passcode = PasswordField(
        later("Passcode"),
        [
            DataRequired(later("Type the passcode that came with the link.")),
            Length(max=200, message=later("A passcode has at most 200 characters.")),
        ],
        render_kw={"autocomplete": "off", "maxlength": 200},
    )
