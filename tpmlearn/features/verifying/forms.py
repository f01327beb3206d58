"""What the check of a badge asks for."""

from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import Length

from tpmlearn.web.forms import Form
from tpmlearn.words import later

MOST_CHARACTERS = 200_000
MOST_BYTES = 1_000_000


class VerifyForm(Form):
    """A badge as text or as a file; one of them."""

    text = TextAreaField(
        later("Paste the badge"),
        [Length(max=MOST_CHARACTERS, message=later("This is longer than any badge."))],
        render_kw={"rows": 6, "spellcheck": "false", "autocomplete": "off"},
    )
    file = FileField(later("Or choose its file"))

    def badge(self) -> bytes:
        """What was sent: the file if there is one, else the text."""
        file = self.file.data
        sent = file.read(MOST_BYTES + 1) if file else b""
        text = str(self.text.data or "")
        # A form may hold what no encoding knows, and that is no badge.
        return sent or text.encode("utf-8", "replace").strip()
