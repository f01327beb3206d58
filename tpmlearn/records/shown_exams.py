"""Practice exams as a consent lets others see them: each with its conditions and corrections."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.exams.exam_parts import Figures
from tpmlearn.domain.exams.result import Earned
from tpmlearn.models import ExamSittingRow
from tpmlearn.records.exam_asked import asked_in, figures_of
from tpmlearn.records.exam_results import Revision, revisions_of
from tpmlearn.records.exam_sittings import ExamSitting, sitting_from


@dataclass(frozen=True)
class ShownPart:
    """A part of an exam: its name and what was earned in it."""

    name: str
    earned: Earned


@dataclass(frozen=True)
class ShownExam:
    """A finished exam. How much extra time somebody had is nobody's business and is not in it.

    `before` is the result before the newest correction, None where none changed it; `why` is the
    author's reason.
    """

    title: str
    notice: str
    ended_at: datetime
    timed: bool
    passed: bool
    rule_share: float
    rule_whose: str
    each_domain: bool
    whole: Earned
    parts: tuple[ShownPart, ...]
    seen_before: float
    before: tuple[int, int] | None
    corrected_at: datetime | None
    why: str


def shown_exams(person_id: int) -> tuple[ShownExam, ...]:
    """A person's finished exams, newest first, without drills; two statements, and those of
    `asked_in`. The figures are those that the person sees.
    """
    row = ExamSittingRow
    statement = select(row).where(
        row.person_id == person_id, row.finished_at.is_not(None), row.drill == ""
    )
    sittings = [sitting_from(one) for one in db.session.scalars(statement)]
    results, asked = revisions_of([one.id for one in sittings]), asked_in(sittings)
    found = [
        _shown(one, results[one.id], figures_of(one, asked[one.id]))
        for one in sittings
        if one.id in results
    ]
    return tuple(sorted(found, key=lambda one: one.ended_at, reverse=True))


def _shown(sitting: ExamSitting, results: tuple[Revision, ...], figures: Figures) -> ShownExam:
    newest, rule = results[-1], sitting.blueprint.pass_rule
    former = results[-2] if len(results) > 1 else None
    return ShownExam(
        title=sitting.title,
        notice=sitting.blueprint.notice,
        ended_at=sitting.finished_at or sitting.started_at,
        timed=sitting.timed,
        passed=figures.passed,
        rule_share=rule.share,
        rule_whose=rule.whose,
        each_domain=rule.each_domain,
        whole=figures.whole.earned,
        parts=tuple(ShownPart(one.name, one.earned) for one in figures.parts),
        seen_before=figures.whole.share_seen,
        before=(former.earned, former.marks) if former else None,
        corrected_at=newest.scored_at if former else None,
        why=newest.why,
    )
