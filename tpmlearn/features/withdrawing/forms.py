"""Why an item is withdrawn."""

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from tpmlearn.web.forms import Form, one_line

LONGEST = 150


class WithdrawForm(Form):
    """The reason, which becomes the message of the commit, and the version that the page showed."""

    why = StringField(
        "Why",
        [
            DataRequired("Say why, in a few words: it stays in the history of the content."),
            Length(max=LONGEST, message=f"Use at most {LONGEST} characters."),
        ],
        filters=[one_line],
        render_kw={"maxlength": LONGEST, "autocomplete": "off"},
    )
    version = HiddenField()
