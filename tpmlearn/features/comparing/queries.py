"""Reads for the comparison and for its file; each look is on record before anything is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.domain.profiles.candidates import PER_PAGE, Wanted, called, chosen
from tpmlearn.domain.profiles.desk_csv import Compared, desk_csv
from tpmlearn.domain.profiles.side_by_side import Person, SkillRow, side_by_side
from tpmlearn.domain.profiles.skill_facts import facts_of
from tpmlearn.figures.side_by_side import skill_figure
from tpmlearn.records.desk_candidates import candidates
from tpmlearn.records.looks import Seen
from tpmlearn.records.recruiter_roles import desk_role_or_first, role_choices


@dataclass(frozen=True)
class DrawnSkill:
    """A skill of the role with its figure as SVG."""

    row: SkillRow
    figure: str


@dataclass(frozen=True)
class ComparePage:
    """Candidates against a role, skill by skill, by area; `as_of` is when it was read."""

    people: tuple[Person, ...]
    role: Role
    roles: list[tuple[str, str]]
    areas: tuple[tuple[str, tuple[DrawnSkill, ...]], ...]
    as_of: datetime


def compare_page(
    recruiter_id: int,
    looks: Sequence[Seen],
    role_key: str,
    catalogue: Catalogue,
    *,
    now: datetime,
) -> ComparePage:
    """What was looked at, against a role or, if there is none, that of the first view."""
    people = tuple(_person(one, catalogue) for one in looks)
    role = desk_role_or_first(
        recruiter_id, (role_key, *(one.grant.view.role for one in looks[:1])), catalogue
    )
    names = [person.called for person in people]
    drawn: dict[str, list[DrawnSkill]] = {}
    for row in side_by_side(catalogue, role, people):
        figure = skill_figure(row, names, prefix=f"skill-{row.code.lower()}")
        drawn.setdefault(row.area, []).append(DrawnSkill(row, figure))
    return ComparePage(
        people,
        role,
        role_choices(recruiter_id, catalogue),
        tuple((area, tuple(skills)) for area, skills in drawn.items()),
        now,
    )


def wanted_grants(
    recruiter_id: int, wanted: Wanted, page: int, catalogue: Catalogue, *, now: datetime
) -> list[str]:
    """The grants on one page of the list that is wanted, in its order."""
    found = chosen(candidates(recruiter_id, catalogue, now=now), wanted)
    return [one.grant_id for one in found[(page - 1) * PER_PAGE : page * PER_PAGE]]


def compared_as_csv(
    recruiter_id: int, looks: Sequence[Seen], role_key: str, catalogue: Catalogue, *, day: date
) -> str:
    """The same as a table: against a role or, if there is none, the role of each view."""
    return desk_csv((_compared(recruiter_id, one, role_key, catalogue) for one in looks), day=day)


def _compared(recruiter_id: int, one: Seen, role_key: str, catalogue: Catalogue) -> Compared:
    person = _person(one, catalogue)
    role = desk_role_or_first(recruiter_id, (role_key, one.grant.view.role), catalogue)
    return Compared(person, role.title, side_by_side(catalogue, role, [person]))


def _person(one: Seen, catalogue: Catalogue) -> Person:
    name = called(one.shown.name, one.grant.id)
    return Person(one.grant.id, name, facts_of(one.shown, catalogue.skills))
