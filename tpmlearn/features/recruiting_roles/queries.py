"""Reads for the pages of a recruiter's own roles."""

from collections.abc import Mapping
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Catalogue, Requirement, Skill
from tpmlearn.records.recruiter_roles import OwnRole, own_role, own_roles


@dataclass(frozen=True)
class RoleLine:
    """A role in the list, and the title of the role that it began as."""

    role: OwnRole
    began_as: str


@dataclass(frozen=True)
class RolesPage:
    """All roles of a recruiter; `removed` was removed just now and can be brought back."""

    lines: tuple[RoleLine, ...]
    removed: OwnRole | None


@dataclass(frozen=True)
class AskedSkill:
    """A skill of a role with what is asked; `ours` is what the role that it began as asks."""

    skill: Skill
    asked: Requirement
    ours: Requirement | None

    @property
    def differs(self) -> bool:
        """Whether the recruiter asks otherwise than the role it began as."""
        return self.ours != self.asked


@dataclass(frozen=True)
class RolePage:
    """One role with its skills by area; `others` are the skills, by code, that it does not ask."""

    role: OwnRole
    began_as: str
    areas: tuple[tuple[str, tuple[AskedSkill, ...]], ...]
    others: Mapping[str, str]

    @property
    def names(self) -> dict[str, str]:
        """The names of the skills that it asks for, by code."""
        return {one.skill.code: one.skill.name for _, skills in self.areas for one in skills}


def roles_page(person_id: int, catalogue: Catalogue, *, removed: str) -> RolesPage:
    """The list; `removed` is the id of what was removed just now."""
    gone = own_role(person_id, removed) if removed else None
    return RolesPage(
        tuple(RoleLine(one, _began_as(one, catalogue)) for one in own_roles(person_id)),
        gone if gone and gone.removed else None,
    )


def role_page(person_id: int, role_id: str, catalogue: Catalogue) -> RolePage | None:
    """One role of this recruiter; None where it is not theirs or removed."""
    role = own_role(person_id, role_id)
    if role is None or role.removed:
        return None
    began = catalogue.roles.get(role.based_on)
    areas = []
    for area in catalogue.areas.values():
        asked = tuple(
            AskedSkill(
                catalogue.skills[code], role.needs[code], began.skills.get(code) if began else None
            )
            for code in area.skills
            if code in role.needs
        )
        areas.append((area.name, asked))
    return RolePage(
        role,
        _began_as(role, catalogue),
        tuple((name, asked) for name, asked in areas if asked),
        {code: one.name for code, one in catalogue.skills.items() if code not in role.needs},
    )


def _began_as(role: OwnRole, catalogue: Catalogue) -> str:
    ours = catalogue.roles.get(role.based_on)
    return ours.title if ours else ""
