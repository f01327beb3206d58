"""What making a share link asks for."""

from collections.abc import Sequence
from datetime import timedelta

from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tpmlearn.domain.content.catalogue import Role
from tpmlearn.domain.profiles.visibility import LIFETIMES, USUAL_LIFETIME, Section
from tpmlearn.web.forms import Form, one_line

SECTIONS = (
    (Section.FIT.value, "Role fit: the level that counts for each skill, against a role"),
    (Section.RATINGS.value, "Ratings and evidence: what you rated, what you made, who can confirm"),
    (Section.QUIZZES.value, "Quiz results: right answers, dates, how many attempts"),
    (Section.EXAMS.value, "Practice exams: shares with their ranges, conditions, corrections"),
    (Section.PLAN.value, "Plan progress: what is in your plan, what is done, when it ends"),
)
DAYS = tuple((str(days), f"{days} days") for days in LIFETIMES)


class LinkForm(Form):
    """A name for yourself, what is shown, against which role, and for how long."""

    label = StringField(
        "What you call it",
        [
            DataRequired("Say what you call this link, as in “Acme, May”."),
            Length(max=120, message="Use at most 120 characters."),
        ],
        filters=[one_line],
        render_kw={"maxlength": 120, "autocomplete": "off"},
    )
    sections = SelectMultipleField(
        "What it shows",
        [InputRequired("Choose at least one thing to show: nothing is chosen for you.")],
        choices=list(SECTIONS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    role = SelectField("Role to compare with", validate_choice=False)
    show_name = BooleanField("Show my name")
    days = SelectField(
        "It works for",
        choices=list(DAYS),
        default=str(USUAL_LIFETIME),
        validate_choice=False,
    )

    def offer(self, roles: Sequence[Role]) -> "LinkForm":
        """Offer these roles; the form itself, for chaining."""
        self.offered = {role.slug: role.title for role in roles}
        self.role.choices = list(self.offered.items())
        return self

    def validate_sections(self, field: SelectMultipleField) -> None:
        """Refuse what is no section."""
        if set(field.data or ()) - {section.value for section in Section}:
            raise ValidationError("Choose from the four things offered.")

    def validate_role(self, field: SelectField) -> None:
        """Refuse what is no role."""
        if field.data not in self.offered:
            raise ValidationError("Choose one of the roles.")

    def validate_days(self, field: SelectField) -> None:
        """Refuse what is no offered time."""
        if field.data not in dict(DAYS):
            raise ValidationError("Choose one of the four times.")

    @property
    def lifetime(self) -> timedelta:
        """How long the link is to work."""
        return timedelta(days=int(str(self.days.data)))


class PressForm(Form):
    """A button: the token alone."""
