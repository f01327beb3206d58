"""What the evidence log asks for."""

from collections.abc import Iterable
from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tpmlearn.domain.content.catalogue import Skill
from tpmlearn.domain.profiles.attachments import ENDINGS, KINDS
from tpmlearn.records.evidence import Entry
from tpmlearn.records.logging_evidence import Claimed
from tpmlearn.web.fields import DayField, HoursField
from tpmlearn.web.forms import Form, many_lines, one_line, typed
from tpmlearn.words import _, later, numbers

MOST_LEADING = 80
MOST_CONTACT = 2000
EARLIEST = date(1950, 1, 1)
# Narrower than an account's: mail goes there unasked, so it must be one address and nothing else.
_ADDRESS = Regexp(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(\.[\w-]+)+$",
    message=later("Give an address such as name@example.org."),
)


def _name(label: str, *checks: object) -> StringField:
    return StringField(
        label,
        [*checks, Length(max=200, message=later("Use at most 200 characters."))],
        filters=[one_line],
        render_kw={"maxlength": 200, "autocomplete": "off"},
    )


def _email() -> EmailField:
    return EmailField(
        later("Their e-mail address"),
        [Optional(), _ADDRESS, Length(max=254, message=later("Use at most 254 characters."))],
        filters=[one_line],
        render_kw={"maxlength": 254, "autocomplete": "off"},
    )


class EntryForm(Form):
    """An entry of the log; everything but the title may be left out."""

    title = StringField(
        later("What it was"),
        [
            DataRequired(later("Give it a name, as in “Moved billing to the new platform”.")),
            Length(max=200, message=later("Use at most 200 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 200, "autocomplete": "off"},
    )
    done = TextAreaField(
        later("What you did"),
        [Length(max=4000, message=later("Use at most 4,000 characters."))],
        filters=[many_lines],
        render_kw={"rows": 5, "maxlength": 4000},
    )
    began_on = DayField(later("First day"), [Optional()])
    ended_on = DayField(later("Last day"), [Optional()])
    leading_hours = HoursField(
        later("Hours a week of leading"), [Optional()], render_kw={"inputmode": "decimal"}
    )
    contact_hours = HoursField(
        later("Hours of training"), [Optional()], render_kw={"inputmode": "decimal"}
    )
    artefact = StringField(
        later("What shows it"),
        [Length(max=500, message=later("Use at most 500 characters."))],
        filters=[one_line],
        render_kw={"maxlength": 500, "autocomplete": "off"},
    )
    skills = SelectMultipleField(
        later("Skills it shows"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    def offer(self, skills: Iterable[Skill], *, today: date) -> "EntryForm":
        """Offer these skills and no day after `today`; the form itself, for chaining."""
        offered = {skill.code: skill.name for skill in skills}
        self.offered = frozenset(offered)
        self.skills.choices = list(offered.items())
        self.today = today
        return self

    def validate_skills(self, field: SelectMultipleField) -> None:
        """Refuse what is no skill of the framework."""
        if set(field.data or ()) - self.offered:
            raise ValidationError(_("Choose from the skills offered."))

    def validate_began_on(self, field: DayField) -> None:
        """Refuse days to come."""
        self._refuse_day(field)

    def validate_ended_on(self, field: DayField) -> None:
        """Refuse days to come, and an end before the beginning."""
        self._refuse_day(field)
        if field.data and not self.began_on.data and not self.began_on.errors:
            raise ValidationError(_("Give the first day too, or leave both out."))
        if field.data and self.began_on.data and field.data < self.began_on.data:
            raise ValidationError(_("The last day is before the first one."))

    def validate_leading_hours(self, field: HoursField) -> None:
        """Refuse more than a week has, and leading without a first day."""
        self._refuse_amount(field, MOST_LEADING, _("hours a week"))
        if field.data and not self.began_on.data and not self.began_on.errors:
            raise ValidationError(
                _("Give the first day above: months of leading are counted by day.")
            )

    def validate_contact_hours(self, field: HoursField) -> None:
        """Refuse what nobody sits through."""
        self._refuse_amount(field, MOST_CONTACT, "hours")

    def claimed(self) -> Claimed:
        """What was typed."""
        return Claimed(
            title=typed(self.title),
            done=typed(self.done),
            artefact=typed(self.artefact),
            began_on=self.began_on.data,
            ended_on=self.ended_on.data,
            leading_hours=self.leading_hours.data or 0.0,
            contact_hours=self.contact_hours.data or 0.0,
            skills=tuple(sorted(set(self.skills.data or ()))),
        )

    def _refuse_day(self, field: DayField) -> None:
        if field.data and not EARLIEST <= field.data <= self.today:
            raise ValidationError(_("Give a day that has been: nothing to come can be shown."))

    @staticmethod
    def _refuse_amount(field: HoursField, most: int, unit: str) -> None:
        if field.data is not None and not 0 <= field.data <= most:
            raise ValidationError(
                _("Give 0 to %(most)s %(unit)s.", most=numbers.grouped(most), unit=unit)
            )


class NewEntryForm(EntryForm):
    """An entry, and perhaps somebody who can confirm it."""

    confirmer = _name(later("Who can confirm it"))
    email = _email()

    def begin(self, title: str, skills: Iterable[str]) -> None:
        """Begin with what a link to the page says; what is no skill is left out."""
        self.title.data = one_line(title[:200])
        self.skills.data = [code for code in skills if code in self.offered]

    def validate_email(self, field: EmailField) -> None:
        """Refuse an address of nobody."""
        if field.data and not self.confirmer.data:
            raise ValidationError(_("Say who this is, or leave the address out."))


class ConfirmerForm(Form):
    """Somebody who can confirm an entry."""

    confirmer = _name(
        later("Who can confirm it"),
        DataRequired(later("Say who, as in “Priya, my tech lead in 2025”.")),
    )
    email = _email()


class AttachForm(Form):
    """The file of an entry."""

    file = FileField(
        later("A document or picture"),
        [FileRequired(later("Choose a file: %(kinds)s.", kinds=KINDS))],
        render_kw={"accept": ENDINGS},
    )


def filled(entry: Entry) -> EntryForm:
    """The form with what an entry says."""
    return EntryForm(
        formdata=None,
        data={
            "title": entry.title,
            "done": entry.done,
            "artefact": entry.artefact,
            "began_on": entry.began_on,
            "ended_on": entry.ended_on,
            "leading_hours": entry.leading_hours or None,
            "contact_hours": entry.contact_hours or None,
            "skills": list(entry.skills),
        },
    )
