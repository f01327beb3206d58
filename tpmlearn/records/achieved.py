"""What a person has achieved that there are badges for, and what is missing for the others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.assessment.measured import LEAST_ANSWERS
from tpmlearn.domain.content.catalogue import Catalogue, Stage
from tpmlearn.domain.credentials.achievement import Achievement, Conditions, Kind
from tpmlearn.domain.credentials.alignments import alignments_of
from tpmlearn.domain.credentials.wording import (
    ExamFacts,
    exam_badge,
    knowledge_badge,
    path_badge,
)
from tpmlearn.domain.planning.wording import counted
from tpmlearn.models import ExamSittingRow, SittingItemRow, SittingRow
from tpmlearn.records.exam_asked import Asked, asked_in, figures_of
from tpmlearn.records.exam_results import Revision, revisions_of, sittings_over
from tpmlearn.records.exam_sittings import ExamSitting
from tpmlearn.records.measurement import MeasuredSkill, counting, measurement
from tpmlearn.records.progress import QuizResult, quiz_results

PRIVATE = "private"


@dataclass(frozen=True)
class Possible:
    """A badge that there could be; `achievement` is None while something is `missing`."""

    kind: Kind
    about: str
    title: str
    achievement: Achievement | None
    missing: str = ""


def possible_badges(
    person_id: int, catalogue: Catalogue, *, base: str, now: datetime
) -> tuple[Possible, ...]:
    """Paths, practice exams, and the skills that any test asked; at most twelve statements."""
    return (
        *_paths(person_id, catalogue, base),
        *_exams(person_id, catalogue, now),
        *_knowledge(person_id, catalogue, base, now),
    )


def possible_badge(
    person_id: int, kind: Kind, about: str, catalogue: Catalogue, *, base: str, now: datetime
) -> Possible | None:
    """One badge that there could be, None for none of ours."""
    if kind is Kind.PATH:
        found = _paths(person_id, catalogue, base)
    elif kind is Kind.EXAM:
        found = _exams(person_id, catalogue, now)
    else:
        found = _knowledge(person_id, catalogue, base, now)
    return next((one for one in found if one.about == about), None)


def _paths(person_id: int, catalogue: Catalogue, base: str) -> list[Possible]:
    results = quiz_results(person_id)
    return [_path(stage, results, catalogue, base) for stage in catalogue.stages]


def _path(
    stage: Stage, results: Mapping[str, Sequence[QuizResult]], catalogue: Catalogue, base: str
) -> Possible:
    about, title = str(stage.number), f"Lessons of stage {stage.number}: {stage.title}"
    modules = [one for one in catalogue.modules.values() if one.stage == stage.number]
    passing: list[QuizResult] = []
    retakes = 0
    for module in modules:
        tries = results.get(module.slug, ())
        first = next((place for place, one in enumerate(tries) if one.passed), None)
        if first is not None:
            passing.append(tries[first])
            retakes += first
    if not modules or len(passing) < len(modules):
        missing = f"{len(passing)} of {len(modules)} quizzes passed."
        return Possible(Kind.PATH, about, title, None, missing)
    codes = dict.fromkeys(code for one in modules for code in one.skills)
    found = path_badge(
        stage,
        modules,
        conditions=Conditions(
            sittings=len(passing),
            watched=0,
            private=0,
            answers=sum(one.size for one in passing),
            retakes=retakes,
        ),
        on=max(one.finished_at for one in passing).astimezone(UTC).date(),
        alignments=alignments_of((catalogue.skills[code] for code in codes), base),
    )
    return Possible(Kind.PATH, about, title, found)


def _exams(person_id: int, catalogue: Catalogue, now: datetime) -> list[Possible]:
    """One of each exam that can be sat or was passed: by the newest sitting that was passed."""
    sittings = [
        one for one in sittings_over(person_id, now=now) if not one.drill and one.finished_at
    ]
    asked, conditions = asked_in(sittings), _conditions_of(sittings)
    results = revisions_of([one.id for one in sittings])
    of: dict[str, list[ExamSitting]] = defaultdict(list)
    for one in sittings:
        of[one.exam].append(one)
    found = []
    for slug in dict.fromkeys([*catalogue.exams, *of]):
        tries = of.get(slug, [])
        passed = [one for one in tries if figures_of(one, asked[one.id]).passed]
        if passed:
            newest = passed[-1]
            questions = asked[newest.id]
            watched = replace(
                conditions[newest.id],
                answers=sum(one.marked.answered for one in questions),
                retakes=tries.index(newest),
            )
            found.append(_exam(newest, questions, watched, results.get(newest.id, ())))
        elif slug in catalogue.exams and not catalogue.exams[slug].blueprint.is_history(now.date()):
            taken = f"Taken {counted(len(tries), 'time')}, not passed yet."
            title = catalogue.exams[slug].blueprint.title
            missing = taken if tries else "Not taken yet, whole and to its end."
            found.append(Possible(Kind.EXAM, slug, title, None, missing))
    return found


def _exam(
    sitting: ExamSitting,
    asked: Sequence[Asked],
    conditions: Conditions,
    results: Sequence[Revision],
) -> Possible:
    figures = figures_of(sitting, asked)
    corrected = next((one.scored_at for one in results[-1:] if one.revision), None)
    ended = sitting.finished_at or sitting.started_at
    achievement = exam_badge(
        sitting.blueprint,
        ExamFacts(
            whole=figures.whole.earned,
            timed=sitting.timed,
            seen_before=figures.whole.share_seen,
            corrected=corrected.astimezone(UTC).date() if corrected else None,
        ),
        conditions=conditions,
        on=ended.astimezone(UTC).date(),
    )
    return Possible(Kind.EXAM, sitting.exam, sitting.blueprint.title, achievement)


def _conditions_of(sittings: Sequence[ExamSitting]) -> dict[str, Conditions]:
    """Who watched and which bank, by sitting; one statement."""
    row = ExamSittingRow
    statement = select(row.id, row.bank, row.code_id).where(
        row.id.in_([one.id for one in sittings])
    )
    return {
        sitting: Conditions(1, int(code is not None), int(bank == PRIVATE), 0, 0)
        for sitting, bank, code in db.session.execute(statement)
    }


def _knowledge(person_id: int, catalogue: Catalogue, base: str, now: datetime) -> list[Possible]:
    measured = measurement(person_id, catalogue, now=now)
    asked = _sittings_by_skill(person_id) if measured.skills else {}
    return [
        _skill(one, asked.get(one.skill, []), catalogue, base, provisional=measured.provisional)
        for one in measured.skills.values()
    ]


def _skill(
    one: MeasuredSkill,
    sittings: Sequence[tuple[str, str | None]],
    catalogue: Catalogue,
    base: str,
    *,
    provisional: bool,
) -> Possible:
    skill = catalogue.skills[one.skill]
    title = f"Knowledge of {skill.name}"
    if one.band is None:
        missing = f"{one.answers} of the {LEAST_ANSWERS} answers that a band needs."
        return Possible(Kind.KNOWLEDGE, skill.code, title, None, missing)
    if not one.band.reached:
        missing = "No band from K1 up is reached surely enough yet: a longer test makes it surer."
        return Possible(Kind.KNOWLEDGE, skill.code, title, None, missing)
    achievement = knowledge_badge(
        skill,
        one.band,
        conditions=Conditions(
            sittings=len(sittings),
            watched=sum(code is not None for _, code in sittings),
            private=sum(bank == PRIVATE for bank, _ in sittings),
            answers=one.answers,
            retakes=max(0, len(sittings) - 1),
        ),
        provisional=provisional,
        on=one.newest.astimezone(UTC).date(),
        alignments=alignments_of([skill], base),
    )
    return Possible(Kind.KNOWLEDGE, skill.code, f"{title} at band K{one.band.reached}", achievement)


def _sittings_by_skill(person_id: int) -> dict[str, list[tuple[str, str | None]]]:
    """Bank and code of the sittings that count and asked a skill, by its code; one statement."""
    row, item = SittingRow, SittingItemRow
    statement = (
        select(item.skill, row.id, row.bank, row.code_id)
        .join(item, item.sitting_id == row.id)
        .where(
            row.person_id == person_id,
            row.finished_at.is_not(None),
            row.counts.is_(True),
            *counting(),
        )
        .distinct()
    )
    found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for skill, _, bank, code in db.session.execute(statement):
        found[skill].append((bank, code))
    return found
