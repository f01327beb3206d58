"""What the pages of shortlists ask for."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import _, later

LONGEST_NAME = 120


class ShortlistForm(Form):
    """What a shortlist is called, and the role that its candidates are compared with."""

    name = StringField(
        later("What you call it"),
        [
            DataRequired(later("Say what you call this shortlist.")),
            Length(
                max=LONGEST_NAME,
                message=later("Use at most %(most)s characters.", most=LONGEST_NAME),
            ),
        ],
        filters=[one_line],
        render_kw={"maxlength": LONGEST_NAME, "autocomplete": "off"},
    )
    role = SelectField(later("Role"), validate_choice=False)

    def offer(self, roles: Sequence[tuple[str, str]]) -> "ShortlistForm":
        """Offer these roles, as (key, title); the form itself, for chaining."""
        self.offered = dict(roles)
        self.role.choices = list(roles)
        return self

    def validate_role(self, field: SelectField) -> None:
        """Refuse what is no role of theirs."""
        if field.data not in self.offered:
            raise ValidationError(_("Choose one of the roles."))


class EntryForm(Form):
    """Which candidate is put on a shortlist or taken off, and where to go then."""

    candidate = HiddenField()
    then = HiddenField()
