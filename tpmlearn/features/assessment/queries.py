"""Reads for the rating pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tpmlearn.domain.content.catalogue import Area, Catalogue, Level, Skill
from tpmlearn.domain.profiles.rating import differing_skills, sentence
from tpmlearn.figures.growth import growth, growth_table
from tpmlearn.records.skills import Rating, SkillState, rating_history, skill_states

QUICK_COUNT = 12
SECONDS_PER_SKILL = 25


@dataclass(frozen=True)
class SkillQuestion:
    """A skill as it is asked: the statements and what the person said so far."""

    skill: Skill
    state: SkillState
    levels: tuple[Level, ...]

    @property
    def counts(self) -> str:
        """How the rating counts, in words."""
        return sentence(self.state.rating)

    @property
    def wants_evidence(self) -> bool:
        """Whether evidence would make the rating count for more."""
        return self.state.rating.counts_less


@dataclass(frozen=True)
class AreaProgress:
    """How far an area is rated."""

    area: Area
    rated: int
    total: int
    newest: datetime | None


@dataclass(frozen=True)
class Growth:
    """How the ratings of one skill went over time."""

    skill: Skill
    ratings: tuple[Rating, ...]
    svg: str
    table: tuple[Sequence[str], Sequence[Sequence[str]]]


def area_progress(person_id: int | None, catalogue: Catalogue) -> list[AreaProgress]:
    """The seven areas and how far each is rated."""
    states = skill_states(person_id, catalogue.skills)
    return [_progress(area, states) for area in catalogue.areas.values()]


def questions(
    person_id: int | None, codes: Iterable[str], catalogue: Catalogue
) -> list[SkillQuestion]:
    """The skills named, as questions."""
    codes = [code for code in codes if code in catalogue.skills]
    states = skill_states(person_id, codes)
    return [SkillQuestion(catalogue.skills[code], states[code], catalogue.levels) for code in codes]


def quick_codes(catalogue: Catalogue) -> list[str]:
    """The twelve skills that differ most between the roles, in the framework's order."""
    chosen = set(differing_skills(catalogue.roles.values(), QUICK_COUNT))
    return [code for code in catalogue.skills if code in chosen]


def neighbours(area: Area, catalogue: Catalogue) -> tuple[Area | None, Area | None]:
    """The areas before and after this one."""
    areas = list(catalogue.areas.values())
    place = areas.index(area)
    before = areas[place - 1] if place else None
    return before, areas[place + 1] if place + 1 < len(areas) else None


def growth_by_skill(person_id: int, catalogue: Catalogue) -> list[Growth]:
    """Every skill with at least one rating, in the framework's order."""
    history = rating_history(person_id)
    return [
        _growth(catalogue.skills[code], history[code])
        for code in catalogue.skills
        if code in history
    ]


def _growth(skill: Skill, ratings: Sequence[Rating]) -> Growth:
    points = [(rating.rated_at, rating.level) for rating in ratings]
    return Growth(
        skill,
        tuple(ratings),
        growth(skill.name, points, prefix=f"growth-{skill.code.lower()}"),
        growth_table(points),
    )


def _progress(area: Area, states: dict[str, SkillState]) -> AreaProgress:
    moments = [
        state.rated_at for code in area.skills if (state := states[code]).rated_at is not None
    ]
    return AreaProgress(
        area, len(moments), len(area.skills), max((m for m in moments if m), default=None)
    )
