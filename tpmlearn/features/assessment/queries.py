"""Reads for the rating pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tpmlearn.domain.content.catalogue import Area, Catalogue, Level, Skill
from tpmlearn.domain.profiles.rating import differing_skills, sentence
from tpmlearn.figures.bands import interval_of
from tpmlearn.figures.growth import History, growth, growth_table
from tpmlearn.figures.marks import NARROW, WIDE
from tpmlearn.figures.table import Table
from tpmlearn.records.measurement import MeasuredSkill, measurement_over_time
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
    """How the ratings of one area's skills went over time, at two widths and as a table."""

    area: Area
    wide: str
    narrow: str
    table: Table


@dataclass(frozen=True)
class Tested:
    """What was known of a skill after a test that asked it."""

    ended: datetime
    skill: str
    measured: MeasuredSkill

    @property
    def interval(self) -> str:
        """The bands that it lies in nine times in ten."""
        return interval_of(self.measured.band) if self.measured.band else "–"


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


def growth_by_area(person_id: int, catalogue: Catalogue, *, today: date) -> list[Growth]:
    """Every area with at least one rating, in the framework's order; one statement."""
    history = rating_history(person_id)
    grown = []
    for area in catalogue.areas.values():
        lines = [
            History(catalogue.skills[code].name, _steps(history[code]))
            for code in area.skills
            if code in history
        ]
        if lines:
            grown.append(_growth(area, lines, today))
    return grown


def tests_by_area(person_id: int, catalogue: Catalogue) -> list[tuple[Area, list[Tested]]]:
    """What was known after each test, newest first, of each area that was tested; two statements.

    A test of an area adds to what earlier ones said: the last line is what counts.
    """
    found: dict[str, list[Tested]] = {code: [] for code in catalogue.areas}
    for ended, measured in reversed(measurement_over_time(person_id, catalogue)):
        for code, one in measured.skills.items():
            if one.newest == ended:
                skill = catalogue.skills[code]
                found[skill.area].append(Tested(ended, skill.name, one))
    return [(area, found[code]) for code, area in catalogue.areas.items() if found[code]]


def _growth(area: Area, lines: list[History], today: date) -> Growth:
    prefix = f"growth-{area.code.lower()}"
    return Growth(
        area,
        growth(lines, until=today, width=WIDE, prefix=prefix),
        growth(lines, until=today, width=NARROW, prefix=f"{prefix}-narrow"),
        growth_table(lines),
    )


def _steps(ratings: Sequence[Rating]) -> tuple[tuple[date, int], ...]:
    """The last rating of each day; days on which it was taken back are left out."""
    by_day = {rating.rated_at.date(): rating.level for rating in ratings}
    return tuple((day, level) for day, level in sorted(by_day.items()) if level is not None)


def _progress(area: Area, states: dict[str, SkillState]) -> AreaProgress:
    moments = [
        state.rated_at for code in area.skills if (state := states[code]).rated_at is not None
    ]
    return AreaProgress(
        area, len(moments), len(area.skills), max((m for m in moments if m), default=None)
    )
