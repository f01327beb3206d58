"""What is asked on the way into the editor."""

from flask_wtf.file import FileField
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from tpmlearn.web.forms import Form, one_line

LONGEST_ALTERNATIVE = 300


class NewFileForm(Form):
    """The name of a new file."""

    name = StringField(
        "Name of the file",
        [DataRequired("Give the file a name, as in bank/ctl2.md.")],
        filters=[one_line],
        render_kw={"maxlength": 150, "autocomplete": "off", "spellcheck": "false"},
    )


class FigureForm(Form):
    """A figure: a file, or the source that was looked at before; its name and what it shows."""

    file = FileField("SVG file")
    svg = HiddenField()
    name = StringField(
        "Name in the folder",
        [DataRequired("Give the figure a name, as in risk-grid.svg.")],
        filters=[one_line],
        render_kw={"maxlength": 80, "autocomplete": "off", "spellcheck": "false"},
    )
    alternative = StringField(
        "What it shows, for those who cannot see it",
        [
            DataRequired("Say what the figure shows: it is read out in its place."),
            Length(max=LONGEST_ALTERNATIVE, message="Use at most 300 characters."),
        ],
        filters=[one_line],
        render_kw={"maxlength": LONGEST_ALTERNATIVE, "autocomplete": "off"},
    )
