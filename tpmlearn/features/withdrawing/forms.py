"""Why an item is withdrawn."""

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

LONGEST = 150


class WithdrawForm(Form):
    """The reason, which becomes the message of the commit, and the version that the page showed."""

    why = StringField(
        later("Why"),
        [
            DataRequired(later("Say why, in a few words: it stays in the history of the content.")),
            Length(max=LONGEST, message=later("Use at most %(most)s characters.", most=LONGEST)),
        ],
        filters=[one_line],
        render_kw={"maxlength": LONGEST, "autocomplete": "off"},
    )
    version = HiddenField()
