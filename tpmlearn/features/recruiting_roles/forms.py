"""What the pages of a recruiter's own roles ask for."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import SelectField, StringField
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from tpmlearn.domain.content.catalogue import Level, Requirement, Role
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import _, later

LEFT_OUT = "none"
LONGEST_TITLE = 120
WEIGHTS = [("1", later("1 · would be nice")), ("2", later("2 · usual")), ("3", later("3 · a must"))]


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


class CopyForm(Form):
    """Which role of ours is copied, and what the copy is called."""

    role = _ChoiceField(
        later("Start from"), [InputRequired(later("Choose a role to start from."))], choices=[]
    )
    title = StringField(
        later("Title"),
        [
            Length(
                max=LONGEST_TITLE,
                message=later("Use at most %(most)s characters.", most=LONGEST_TITLE),
            )
        ],
        filters=[one_line],
        render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"},
    )

    def offer(self, roles: Sequence[Role]) -> "CopyForm":
        """Offer these roles; the form itself, for chaining."""
        self.role.choices = [(role.slug, role.title) for role in roles]
        return self


class RoleForm(Form):
    """Title of a role, and level and weight of each skill that it asks for."""

    title = StringField(
        later("Title"),
        [
            DataRequired(later("Say what the role is called.")),
            Length(
                max=LONGEST_TITLE,
                message=later("Use at most %(most)s characters.", most=LONGEST_TITLE),
            ),
        ],
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

    def changes(self, needs: Mapping[str, Requirement]) -> dict[str, Requirement | None]:
        """What was sent, by skill code; None leaves the skill out."""
        found: dict[str, Requirement | None] = {}
        for code in self.codes:
            level, weight = self.level_of(code).data, self.weight_of(code).data
            was = needs[code]
            if level == LEFT_OUT:
                found[code] = None
            else:
                found[code] = Requirement(int(level or was.level), int(weight or was.weight))
        return found


class AddForm(Form):
    """A skill that the role asks for besides."""

    skill = _ChoiceField(later("Skill"), [InputRequired(later("Choose a skill."))], choices=[])
    level = _ChoiceField(later("Level"), [InputRequired(later("Choose a level."))], choices=[])
    weight = _ChoiceField(
        later("Weight"), [InputRequired(later("Choose a weight."))], choices=WEIGHTS
    )


class PressForm(Form):
    """A button: the token alone."""


def role_form(
    names: Mapping[str, str],
    levels: tuple[Level, ...],
    *,
    needs: Mapping[str, Requirement],
    title: str,
    **sent: None,
) -> RoleForm:
    """A form with two fields for each skill; `names` are by code, in the order of the page."""
    fields: dict[str, Any] = {"codes": tuple(names)}
    for code, name in names.items():
        now = needs[code]
        fields[f"level_{code}"] = _ChoiceField(
            _("Level of %(name)s", name=name),
            choices=[*_levels(levels), (LEFT_OUT, _("leave it out"))],
            default=str(now.level),
        )
        fields[f"weight_{code}"] = _ChoiceField(
            _("Weight of %(name)s", name=name), choices=WEIGHTS, default=str(now.weight)
        )
    made: RoleForm = type("RoleForm", (RoleForm,), fields)(title=title, **sent)
    return made


def add_form(offered: Mapping[str, str], levels: tuple[Level, ...], **sent: None) -> AddForm:
    """A form that offers these skills, by code."""
    form = AddForm(**sent)
    form.skill.choices = [("", _("Choose a skill")), *offered.items()]
    form.level.choices = _levels(levels)
    form.level.data = form.level.data or "3"
    form.weight.data = form.weight.data or "2"
    return form


def _levels(levels: tuple[Level, ...]) -> list[tuple[str, str]]:
    return [(str(one.level), f"{one.level} · {one.name}") for one in levels]
