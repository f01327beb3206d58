"""What the page of a candidate asks for: a note."""

from wtforms import TextAreaField
from wtforms.validators import Length

from tpmlearn.web.forms import Form, many_lines
from tpmlearn.words import later

LONGEST_NOTE = 10_000


class NoteForm(Form):
    """A private note on a candidate; an empty one is none."""

    note = TextAreaField(
        later("Your note"),
        [Length(max=LONGEST_NOTE, message=later("At most 10,000 characters: shorten the note."))],
        filters=[many_lines],
        render_kw={"rows": 6, "maxlength": LONGEST_NOTE},
    )
