"""What the import and the export ask for."""

from collections.abc import Mapping

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import Length

from tpmlearn.domain.content.catalogue import Approach, ItemKind, Skill
from tpmlearn.domain.content.exchange.formats import INPUTS, OUTPUTS, Reads
from tpmlearn.domain.content.exchange.intake import Additions
from tpmlearn.web.forms import Form, one_line, typed
from tpmlearn.words import _, later

OPEN = ("", later("Left open"))
KINDS = [OPEN, *((kind.value, kind.value) for kind in ItemKind)]
DIFFICULTIES = [OPEN, *((str(n), str(n)) for n in range(1, 6))]
APPROACHES = [OPEN, *((approach.value, approach.value) for approach in Approach)]
FORMATS = [
    ("", later("Tell it from the file")),
    *((form.value, name) for form, name in INPUTS.items()),
]


_OUTPUTS = [(form.value, output.title) for form, output in OUTPUTS.items()]


def skill_choices(skills: Mapping[str, Skill], first: tuple[str, str]) -> list[tuple[str, str]]:
    """Every skill by code and name, after a first choice."""
    return [first, *((code, f"{code} {skill.name}") for code, skill in skills.items())]


class ImportForm(Form):
    """A file of questions, and what its format does not say of them."""

    file = FileField(
        later("File with questions"),
        [FileRequired(later("Choose a file: Moodle XML, GIFT or Aiken."))],
    )
    form = SelectField(later("Format"), choices=FORMATS)
    skill = SelectField(later("Skill"))
    kind = SelectField(later("Kind"), choices=KINDS)
    difficulty = SelectField(later("Difficulty"), choices=DIFFICULTIES)
    approach = SelectField(later("Approach"), choices=APPROACHES)
    source = StringField(
        later("Where they come from"),
        [Length(max=300, message=later("Use at most 300 characters."))],
        filters=[one_line],
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )

    def offer(self, skills: Mapping[str, Skill]) -> "ImportForm":
        """Offer these skills; the form itself, for chaining."""
        self.skill.choices = skill_choices(skills, OPEN)
        return self

    def additions(self) -> Additions:
        """What the author adds to each item."""
        keys = ("skill", "kind", "difficulty", "approach")
        return Additions({key: typed(self[key]) for key in keys}, typed(self.source))

    def reads(self) -> Reads | None:
        """The format that was chosen, or None to tell it from the file."""
        return Reads(typed(self.form)) if typed(self.form) else None


class ExportForm(Form):
    """A format and perhaps one skill; asked for by GET, because nothing is saved."""

    class Meta:
        """A form that changes nothing needs no token."""

        csrf = False

    format = SelectField(later("Write as"), choices=_OUTPUTS, id="export-format")
    skill = SelectField(later("Items of"), id="export-skill")

    def offer(self, skills: Mapping[str, Skill]) -> "ExportForm":
        """Offer these skills; the form itself, for chaining."""
        self.skill.choices = skill_choices(skills, ("", _("All skills")))
        return self
