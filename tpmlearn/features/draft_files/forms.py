"""What is asked on the way into the editor."""

from flask_wtf.file import FileField
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

LONGEST_ALTERNATIVE = 300


class NewFileForm(Form):
    """The name of a new file."""

    name = StringField(
        later("Name of the file"),
        [DataRequired(later("Give the file a name, as in bank/ctl2.md."))],
        filters=[one_line],
        render_kw={"maxlength": 150, "autocomplete": "off", "spellcheck": "false"},
    )


class FigureForm(Form):
    """A figure: a file, or the source that was looked at before; its name and what it shows."""

    file = FileField(later("SVG file"))
    svg = HiddenField()
    name = StringField(
        later("Name in the folder"),
        [DataRequired(later("Give the figure a name, as in risk-grid.svg."))],
        filters=[one_line],
        render_kw={"maxlength": 80, "autocomplete": "off", "spellcheck": "false"},
    )
    alternative = StringField(
        later("What it shows, for those who cannot see it"),
        [
            DataRequired(later("Say what the figure shows: it is read out in its place.")),
            Length(max=LONGEST_ALTERNATIVE, message=later("Use at most 300 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": LONGEST_ALTERNATIVE, "autocomplete": "off"},
    )
