"""The parts of a profile: what there is on each skill, area by area, and how each quiz went."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Area, Catalogue, Level, Skill
from tpmlearn.domain.profiles.rating import CountedRating
from tpmlearn.records.measurement import MeasuredSkill
from tpmlearn.records.progress import QuizResult
from tpmlearn.records.skills import SkillState

NOT_MEASURED: Mapping[str, MeasuredSkill] = {}


@dataclass(frozen=True)
class QuizRecord:
    """How the quiz of one lesson went: the first attempt, the best one, and how many there were."""

    module: str
    title: str
    skills: tuple[str, ...]
    first: QuizResult
    best: QuizResult
    attempts: int


@dataclass(frozen=True)
class SkillLine:
    """What there is on one skill: rating, evidence, test, and the quizzes of its lessons.

    `counts` says how the rating counts, in words for whoever reads the page.
    """

    skill: Skill
    state: SkillState
    level: Level | None
    counts: str
    quizzes: tuple[QuizRecord, ...]
    measured: MeasuredSkill | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        rated = self.state.rating.rated is not None
        return not (rated or self.state.claims or self.quizzes or self.measured)


@dataclass(frozen=True)
class AreaLines:
    """The skills of one area: those with something to show, and those without."""

    area: Area
    lines: tuple[SkillLine, ...]
    empty: tuple[Skill, ...]


def quiz_records(
    results: Mapping[str, list[QuizResult]], catalogue: Catalogue
) -> tuple[QuizRecord, ...]:
    """One record for each lesson of `results`, in learning order.

    Those of lessons that left the catalogue come last and name no skills.
    """
    order = [slug for slug in catalogue.modules if slug in results]
    order += [slug for slug in results if slug not in catalogue.modules]
    return tuple(_quiz_record(slug, results[slug], catalogue) for slug in order)


def lines_by_area(
    states: Mapping[str, SkillState],
    quizzes: Iterable[QuizRecord],
    catalogue: Catalogue,
    *,
    words: Callable[[CountedRating], str],
    measured: Mapping[str, MeasuredSkill] = NOT_MEASURED,
) -> tuple[AreaLines, ...]:
    """Every area with its skills; `states` needs all of them, `words` says how a rating counts."""
    teaching: dict[str, list[QuizRecord]] = defaultdict(list)
    for record in quizzes:
        for code in record.skills:
            teaching[code].append(record)
    levels = {level.level: level for level in catalogue.levels}

    def line(code: str) -> SkillLine:
        rating = states[code].rating
        level = None if rating.rated is None else levels.get(rating.rated)
        return SkillLine(
            catalogue.skills[code],
            states[code],
            level,
            words(rating),
            tuple(teaching[code]),
            measured.get(code),
        )

    return tuple(
        _area_lines(area, [line(code) for code in area.skills]) for area in catalogue.areas.values()
    )


def _area_lines(area: Area, lines: Iterable[SkillLine]) -> AreaLines:
    whole = tuple(lines)
    return AreaLines(
        area,
        tuple(line for line in whole if not line.is_empty),
        tuple(line.skill for line in whole if line.is_empty),
    )


def _quiz_record(slug: str, attempts: list[QuizResult], catalogue: Catalogue) -> QuizRecord:
    module = catalogue.modules.get(slug)
    # Of equally good attempts the earlier one: the questions were less known by then.
    best = max(attempts, key=lambda attempt: attempt.right / attempt.size)
    return QuizRecord(
        module=slug,
        title=module.title if module else attempts[-1].module_title,
        skills=module.skills if module else (),
        first=attempts[0],
        best=best,
        attempts=len(attempts),
    )
