"""What views and grants ask for."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.visibility import (
    LIFETIMES,
    USUAL_LIFETIME,
    Consent,
    Naming,
    Section,
    read_consent,
)
from tpmlearn.features.sharing.queries import Choices
from tpmlearn.records.grants import View
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import _, later

SECTIONS = (
    (Section.FIT.value, later("Role fit: the level that counts for each skill, against a role")),
    (
        Section.TESTS.value,
        later("Tests of knowledge: measured bands with their ranges and conditions"),
    ),
    (
        Section.RATINGS.value,
        later("Ratings and evidence: what you rated, what you made, who can confirm"),
    ),
    (Section.QUIZZES.value, later("Quiz results: right answers, dates, how many attempts")),
    (
        Section.EXAMS.value,
        later("Practice exams: shares with their ranges, conditions, corrections"),
    ),
    (Section.PLAN.value, later("Plan progress: what is in your plan, what is done, when it ends")),
    (Section.BADGES.value, later("Badges: those that you were issued and did not revoke")),
)
NAMINGS = (
    (Naming.NONE.value, later("No name")),
    (Naming.INITIALS.value, later("Initials, as in “A. K.”")),
    (Naming.NAME.value, later("My name")),
)
DAYS = tuple((str(days), later("%(days)s days", days=days)) for days in LIFETIMES)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LEAST_PASSCODE = 6


def some_of(label: str) -> SelectMultipleField:
    """Boxes to tick, of which none has to be."""
    return SelectMultipleField(
        label,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )


class ViewForm(Form):
    """A name, what is shown, what of it, under which name, against which role."""

    name = StringField(
        later("What you call this view"),
        [
            DataRequired(later("Give the view a name, as in “For platform jobs”.")),
            Length(max=120, message=later("Use at most 120 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 120, "autocomplete": "off"},
    )
    sections = SelectMultipleField(
        later("What it shows"),
        [InputRequired(later("Choose at least one thing to show: nothing is chosen for you."))],
        choices=list(SECTIONS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    naming = RadioField(
        later("What it calls you"),
        choices=list(NAMINGS),
        default=Naming.NONE.value,
        validate_choice=False,
    )
    role = SelectField(later("Role to compare with"), validate_choice=False)
    only_skills = BooleanField(later("Only some skills"))
    skills = some_of(later("Skills that it shows"))
    only_evidence = BooleanField(later("Only some entries of the evidence log"))
    evidence = some_of(later("Entries that it shows"))
    only_results = BooleanField(later("Only some results"))
    results = some_of(later("Results that it shows"))
    traps = BooleanField(later("Let interview questions be made from my misconceptions in exams"))

    def offer(self, catalogue: Catalogue, choices: Choices) -> "ViewForm":
        """Offer these roles, skills, entries and results; the form itself, for chaining."""
        self.role.choices = [(one.slug, one.title) for one in catalogue.roles.values()]
        self.skills.choices = [(code, one.name) for code, one in catalogue.skills.items()]
        self.evidence.choices = list(choices.evidence)
        self.results.choices = list(choices.results)
        return self

    def show(self, view: View) -> "ViewForm":
        """Fill the form with what a view shows; the form itself, for chaining."""
        consent = view.consent
        self.name.data, self.role.data, self.naming.data = view.name, view.role, consent.naming
        self.sections.data = [section.value for section in consent.shown]
        for field, only, chosen in (
            (self.skills, self.only_skills, consent.skills),
            (self.evidence, self.only_evidence, consent.evidence),
            (self.results, self.only_results, consent.results),
        ):
            only.data = chosen is not None
            field.data = [str(one) for one in sorted(chosen, key=str)] if chosen else []
        self.traps.data = consent.traps
        return self

    def validate_sections(self, field: SelectMultipleField) -> None:
        """Refuse what is no section."""
        if set(field.data or ()) - {section.value for section in Section}:
            raise ValidationError(_("Choose from the things offered."))

    def validate_naming(self, field: RadioField) -> None:
        """Refuse what is no naming."""
        if field.data not in dict(NAMINGS):
            raise ValidationError(_("Choose one of the three."))

    def validate_role(self, field: SelectField) -> None:
        """Refuse what is no role."""
        if field.data not in _values(field.choices or ()):
            raise ValidationError(_("Choose one of the roles."))

    def validate_only_skills(self, field: BooleanField) -> None:
        """Refuse what is no skill, and a choice of none."""
        _check(field, self.skills, _("Choose at least one skill, or show them all."))

    def validate_only_evidence(self, field: BooleanField) -> None:
        """Refuse what is no entry of one's own, and a choice of none."""
        _check(field, self.evidence, _("Choose at least one entry, or show them all."))

    def validate_only_results(self, field: BooleanField) -> None:
        """Refuse what is no result of one's own, and a choice of none."""
        _check(field, self.results, _("Choose at least one result, or show them all."))

    @property
    def consent(self) -> Consent:
        """What the form lets out."""

        def chosen(only: BooleanField, field: SelectMultipleField) -> Iterable[object] | None:
            return (field.data or ()) if only.data else None

        return read_consent(
            self.sections.data or (),
            naming=str(self.naming.data),
            skills=chosen(self.only_skills, self.skills),
            evidence=chosen(self.only_evidence, self.evidence),
            results=chosen(self.only_results, self.results),
            traps=bool(self.traps.data),
        )


class _Timed(Form):
    days = SelectField(
        later("It works for"),
        choices=list(DAYS),
        default=str(USUAL_LIFETIME),
        validate_choice=False,
    )

    def validate_days(self, field: SelectField) -> None:
        """Refuse what is no offered time."""
        if field.data not in dict(DAYS):
            raise ValidationError(_("Choose one of the four times."))

    @property
    def lifetime(self) -> timedelta:
        """How long the grant is to work."""
        return timedelta(days=int(str(self.days.data)))


class LinkForm(_Timed):
    """A link: what you call it, for how long, and perhaps a passcode."""

    label = StringField(
        later("What you call it"),
        [
            DataRequired(later("Say what you call this link, as in “Acme, May”.")),
            Length(max=120, message=later("Use at most 120 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 120, "autocomplete": "off"},
    )
    passcode = PasswordField(
        later("Passcode"),
        [Length(max=200, message=later("Use at most 200 characters."))],
        render_kw={"autocomplete": "new-password", "maxlength": 200},
    )

    def validate_passcode(self, field: PasswordField) -> None:
        """Refuse one that is guessed at once."""
        if field.data and len(field.data) < LEAST_PASSCODE:
            raise ValidationError(
                _(
                    "Use at least %(least_passcode)s characters, or none.",
                    least_passcode=LEAST_PASSCODE,
                )
            )


class AccountForm(_Timed):
    """A recruiter's account, by its address."""

    address = EmailField(
        later("E-mail address of the recruiter's account"),
        [
            DataRequired(later("Type the address of the recruiter's account here.")),
            Length(max=254, message=later("Use at most 254 characters.")),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "off", "maxlength": 254},
    )
    days = SelectField(
        later("It works for"),
        choices=list(DAYS),
        default=str(USUAL_LIFETIME),
        validate_choice=False,
        id="account-days",
    )


class PublicForm(Form):
    """A public profile: the name in its address."""

    slug = StringField(
        later("Name in the address"),
        [
            DataRequired(later("Choose a name for the address, as in “ada-king”.")),
            Length(min=3, max=60, message=later("Use 3 to 60 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 60, "autocomplete": "off", "spellcheck": "false"},
    )
    sure = BooleanField(
        later("I want anybody to see this view, and search engines to find it"),
        [InputRequired(later("Tick the box if anybody may see it."))],
    )

    def validate_slug(self, field: StringField) -> None:
        """Refuse what does not look well in an address."""
        if not SLUG.fullmatch(str(field.data or "")):
            raise ValidationError(_("Use small letters, digits and single hyphens between them."))


class PressForm(Form):
    """A button: the token alone."""


def _values(choices: Sequence[object] | Iterable[object]) -> set[str]:
    return {str(choice[0]) for choice in choices if isinstance(choice, tuple)}


def _check(only: BooleanField, field: SelectMultipleField, without: str) -> None:
    if not only.data:
        return
    if not field.data:
        raise ValidationError(without)
    if set(field.data) - _values(field.choices or ()):
        raise ValidationError(_("Choose from the things offered."))
