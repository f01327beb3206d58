"""What the page asks for that wants to be sure."""

from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from tpmlearn.domain.accounts.passwords import MAX_LENGTH
from tpmlearn.web.forms import Form
from tpmlearn.words import later


class ProofForm(Form):
    """The password once more."""

    password = PasswordField(
        later("Password"),
        [InputRequired(later("Write the password.")), Length(max=MAX_LENGTH)],
        render_kw={"autocomplete": "current-password", "maxlength": MAX_LENGTH},
    )
