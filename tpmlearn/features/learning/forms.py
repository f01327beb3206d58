"""Shape and wording of what lesson pages save."""

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tpmlearn.web.forms import Form, many_lines, one_line
from tpmlearn.words import later

NOTE_LENGTH = 20_000
STATES = (("on", "on"), ("off", "off"))


class SectionForm(Form):
    """A section of the lesson, and whether the mark is to be on or off: sent twice, it stays."""

    section = StringField(
        later("Section"),
        [InputRequired(later("Say which section.")), Length(max=120)],
        filters=[one_line],
    )
    state = SelectField(later("Mark"), choices=STATES)


class NoteForm(Form):
    """A private note; an empty one is none."""

    note = TextAreaField(
        later("Your private note"),
        [Length(max=NOTE_LENGTH, message=later("At most 20,000 characters: shorten the note."))],
        filters=[many_lines],
    )
