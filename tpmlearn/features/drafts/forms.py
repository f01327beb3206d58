"""What the pages of drafts ask for."""

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tpmlearn.web.forms import Form, many_lines, one_line
from tpmlearn.words import later, numbers

LONGEST_TITLE, LONGEST_NOTE = 120, 2_000


class TitleForm(Form):
    """What a draft is about; it becomes the first line of the commit."""

    title = StringField(
        later("What do you change?"),
        [
            DataRequired(later("Say what you change: it becomes the commit’s first line.")),
            Length(
                max=LONGEST_TITLE,
                message=later("Use at most %(most)s characters.", most=LONGEST_TITLE),
            ),
        ],
        filters=[one_line],
        render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"},
    )
    next = HiddenField(filters=[one_line])


class ActForm(Form):
    """Something that is done with a draft: with a note, and with what the page showed."""

    note = TextAreaField(
        later("Note"),
        [
            Length(
                max=LONGEST_NOTE,
                message=later(
                    "Use at most %(most)s characters.",
                    most=numbers.Grouped(LONGEST_NOTE),
                ),
            )
        ],
        filters=[many_lines],
        render_kw={"rows": 3, "maxlength": LONGEST_NOTE},
    )
    digest = HiddenField()
