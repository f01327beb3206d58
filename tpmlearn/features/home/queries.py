"""Reads for the open pages: everything comes from the content, nothing from the database."""

from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import (
    Catalogue,
    Fact,
    Level,
    Requirement,
    Role,
    Skill,
    Term,
)
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.words import _

SAMPLE_ROLE = "tpm"


@dataclass(frozen=True)
class Extent:
    """How much there is: counts of areas, skills, roles and lessons, and their minutes."""

    areas: int
    skills: int
    roles: int
    lessons: int
    minutes: int


@dataclass(frozen=True)
class SampleRow:
    """One skill of the sample chart: what a developer brings and what the role asks, 0-5."""

    skill: str
    developer: int
    required: int

    @property
    def words(self) -> str:
        """The gap as a person would say it."""
        missing = self.required - self.developer
        if missing <= 0:
            return _("enough")
        return (
            _("1 level to go") if missing == 1 else _("%(missing)s levels to go", missing=missing)
        )


@dataclass(frozen=True)
class SampleGap:
    """A typical developer against one role, one skill an area."""

    role: Role
    rows: tuple[SampleRow, ...]

    @property
    def cells(self) -> list[list[str]]:
        """The same numbers as rows of a table."""
        return [[row.skill, str(row.developer), str(row.required), row.words] for row in self.rows]


@dataclass(frozen=True)
class SkillRow:
    """What each role asks of one skill, in the order of the roles; None where it asks nothing."""

    skill: Skill
    asked: tuple[Requirement | None, ...]


@dataclass(frozen=True)
class AreaRows:
    """The skills of one area."""

    name: str
    definition: str
    rows: tuple[SkillRow, ...]


@dataclass(frozen=True)
class RolesPage:
    """The roles in order, what each asks, and the scale of levels."""

    roles: tuple[Role, ...]
    areas: tuple[AreaRows, ...]
    levels: tuple[Level, ...]
    notice: str


@dataclass(frozen=True)
class Entry:
    """A term and the (slug, title) of the lessons that teach it."""

    term: Term
    lessons: tuple[tuple[str, str], ...]


def extent() -> Extent:
    """How much the site holds at this moment."""
    content = current_catalogue()
    return Extent(
        areas=len(content.areas),
        skills=len(content.skills),
        roles=len(content.roles),
        lessons=len(content.modules),
        minutes=sum(module.minutes for module in content.modules.values()),
    )


def sample_gap() -> SampleGap | None:
    """The chart of the first page, or None while the framework is not there.

    Of each area the skill that weighs most for the role; the first of them where several do.
    """
    content = current_catalogue()
    role = content.roles.get(SAMPLE_ROLE)
    if role is None:
        return None
    chosen = [
        max(codes, key=lambda code: role.skills[code].weight)
        for area in content.areas.values()
        if (codes := [code for code in area.skills if code in role.skills])
    ]
    return SampleGap(role, tuple(_sample_row(content, role, code) for code in chosen))


def roles_page() -> RolesPage:
    """The five roles side by side."""
    content = current_catalogue()
    roles = tuple(sorted(content.roles.values(), key=lambda role: role.order))
    return RolesPage(
        roles=roles,
        areas=tuple(
            AreaRows(
                area.name,
                area.definition,
                tuple(
                    SkillRow(content.skills[code], tuple(role.skills.get(code) for role in roles))
                    for code in area.skills
                ),
            )
            for area in content.areas.values()
        ),
        levels=content.levels,
        notice=content.notice,
    )


def levels() -> tuple[Level, ...]:
    """The scale from 0 to 5."""
    return current_catalogue().levels


def terms_by_letter() -> dict[str, list[Entry]]:
    """The glossary in alphabetical order under its first letters; figures and signs under #."""
    content = current_catalogue()
    letters: dict[str, list[Entry]] = {}
    for term in sorted(content.terms.values(), key=lambda term: term.term.casefold()):
        first = term.term[:1].upper()
        lessons = tuple(
            (slug, content.modules[slug].title) for slug in term.taught if slug in content.modules
        )
        letters.setdefault(first if first.isalpha() else "#", []).append(Entry(term, lessons))
    return letters


def _sample_row(content: Catalogue, role: Role, code: str) -> SampleRow:
    skill = content.skills[code]
    return SampleRow(skill.name, skill.developer, role.skills[code].level)


def facts() -> list[Fact]:
    """The facts that age, by what they are about."""
    return sorted(current_catalogue().facts.values(), key=lambda fact: fact.about.lower())
