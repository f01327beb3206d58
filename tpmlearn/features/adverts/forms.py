"""What the pages of job adverts ask for."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from tpmlearn.domain.content.catalogue import Level, Requirement
from tpmlearn.domain.planning.advert_paste import AdvertProblem, clean_advert, printable
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import _, later

LEFT_OUT = "none"
LONGEST_TITLE = 120
WEIGHTS = [("1", later("1 · would be nice")), ("2", later("2 · usual")), ("3", later("3 · a must"))]
TOO_LONG = later("Use at most %(most)s characters.", most=LONGEST_TITLE)


class PasteForm(Form):
    """The text of an advert; title and employer may be left out."""

    text = TextAreaField(
        later("Text of the advert"),
        [DataRequired(later("Paste the text of the advert."))],
        render_kw={"rows": 14, "spellcheck": "false"},
    )
    title = StringField(
        later("Job title"),
        [Length(max=LONGEST_TITLE, message=TOO_LONG)],
        filters=[one_line],
        render_kw={"maxlength": LONGEST_TITLE},
    )
    employer = StringField(
        later("Employer"),
        [Length(max=LONGEST_TITLE, message=TOO_LONG)],
        filters=[one_line],
        render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"},
    )

    def validate_text(self, field: TextAreaField) -> None:
        """Take the text as it will be kept, or say why not."""
        text = str(field.data or "")
        try:
            field.data = clean_advert(text)
        except AdvertProblem as fault:
            field.data = printable(text)
            raise ValidationError(str(fault)) from fault


class _ChoiceField(SelectField):
    """One of a few values, refused in a sentence of ours; not sent: as it was."""

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not offered."""
        offered = [value for value, *_ in self.iter_choices()]
        if self.data is not None and self.data not in offered:
            raise ValidationError(_("Choose one of the values offered."))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the value as it came."""
        self.data = valuelist[0] if valuelist else None


class SkillsForm(Form):
    """Title and employer of an advert, and level and weight of each skill on its list."""

    title = StringField(
        later("Job title"),
        [
            DataRequired(later("Say what the job is called.")),
            Length(max=LONGEST_TITLE, message=TOO_LONG),
        ],
        filters=[one_line],
        render_kw={"maxlength": LONGEST_TITLE},
    )
    employer = StringField(
        later("Employer"),
        [Length(max=LONGEST_TITLE, message=TOO_LONG)],
        filters=[one_line],
        render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"},
    )
    codes: tuple[str, ...] = ()

    def level_of(self, code: str) -> Any:
        """The field of a skill's level."""
        return self[f"level_{code}"]

    def weight_of(self, code: str) -> Any:
        """The field of a skill's weight."""
        return self[f"weight_{code}"]

    def changes(self, skills: Mapping[str, Requirement]) -> dict[str, Requirement | None]:
        """What was sent, by skill code; None leaves the skill out."""
        found: dict[str, Requirement | None] = {}
        for code in self.codes:
            level, weight = self.level_of(code).data, self.weight_of(code).data
            if level == LEFT_OUT:
                found[code] = None
            elif level or weight:
                was = skills[code]
                found[code] = Requirement(int(level or was.level), int(weight or was.weight))
        return found


class AddForm(Form):
    """A skill that the advert asks for and that was not found."""

    skill = _ChoiceField(later("Skill"), [InputRequired(later("Choose a skill."))], choices=[])
    level = _ChoiceField(later("Level"), [InputRequired(later("Choose a level."))], choices=[])
    weight = _ChoiceField(
        later("Weight"), [InputRequired(later("Choose a weight."))], choices=WEIGHTS
    )


def skills_form(
    names: Mapping[str, str],
    levels: tuple[Level, ...],
    *,
    skills: Mapping[str, Requirement],
    title: str,
    employer: str,
    **sent: None,
) -> SkillsForm:
    """A form with two fields for each skill; `names` are by code, in the order of the list."""
    fields: dict[str, Any] = {"codes": tuple(names)}
    for code, name in names.items():
        now = skills[code]
        fields[f"level_{code}"] = _ChoiceField(
            _("Level of %(name)s", name=name),
            choices=_levels(levels, leave_out=True),
            default=str(now.level),
        )
        fields[f"weight_{code}"] = _ChoiceField(
            _("Weight of %(name)s", name=name), choices=WEIGHTS, default=str(now.weight)
        )
    made: SkillsForm = type("SkillsForm", (SkillsForm,), fields)(
        title=title, employer=employer, **sent
    )
    return made


def add_form(offered: Mapping[str, str], levels: tuple[Level, ...], **sent: None) -> AddForm:
    """A form that offers these skills, by code."""
    form = AddForm(**sent)
    form.skill.choices = [("", _("Choose a skill")), *offered.items()]
    form.level.choices = _levels(levels, leave_out=False)
    form.level.data = form.level.data or "3"
    form.weight.data = form.weight.data or "2"
    return form


def _levels(levels: tuple[Level, ...], *, leave_out: bool) -> list[tuple[str, str]]:
    """Levels that can be asked for; a level 0 would ask for nothing."""
    offered = [(str(one.level), f"{one.level} · {one.name}") for one in levels if one.level]
    return [*offered, (LEFT_OUT, _("leave it out"))] if leave_out else offered
