"""What the rating pages ask for."""

from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import _, later

LEVELS = [*((str(level), str(level)) for level in range(6)), ("none", later("Not rated"))]


class RatingForm(Form):
    """One of the six statements, or an empty value to take the rating back."""

    level = RadioField(
        later("Level"),
        [InputRequired(later("Choose one of the six statements."))],
        choices=LEVELS,
        validate_choice=False,
    )

    def validate_level(self, field: RadioField) -> None:
        """Refuse what is none of the six."""
        if field.data not in dict(LEVELS):
            raise ValidationError(_("Choose one of the six statements."))


class EvidenceForm(Form):
    """An artefact and who can confirm it."""

    artefact = StringField(
        later("What shows it"),
        [
            DataRequired(later("Say what shows it: a document, a release, a plan.")),
            Length(max=500, message=later("Use at most 500 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 500},
    )
    confirmer = StringField(
        later("Who can confirm it"),
        [
            DataRequired(later("Say who can confirm it, as in “Priya, my tech lead in 2025”.")),
            Length(max=200, message=later("Use at most 200 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 200},
    )
