"""Practice exams as a consent lets others see them: each with its conditions and corrections."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.exams.parts import part_name
from tpmlearn.domain.exams.result import Earned
from tpmlearn.domain.exams.scoring import DomainScore
from tpmlearn.models import ExamItemRow, ExamSittingRow
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
    """A person's finished exams, newest first, without drills; three statements."""
    row = ExamSittingRow
    statement = select(row).where(
        row.person_id == person_id, row.finished_at.is_not(None), row.drill == ""
    )
    sittings = [sitting_from(one) for one in db.session.scalars(statement)]
    results = revisions_of([one.id for one in sittings])
    seen = _seen_before([one.id for one in sittings])
    found = [_shown(one, results[one.id], seen) for one in sittings if one.id in results]
    return tuple(sorted(found, key=lambda one: one.ended_at, reverse=True))


def _seen_before(sitting_ids: list[str]) -> dict[str, float]:
    """The share of the scored questions that had been met before, by sitting."""
    row = ExamItemRow
    statement = (
        select(row.sitting_id, row.seen_before, func.count())
        .where(row.sitting_id.in_(sitting_ids), row.scored)
        .group_by(row.sitting_id, row.seen_before)
    )
    counts: dict[str, dict[bool, int]] = {}
    for sitting, seen, count in db.session.execute(statement):
        counts.setdefault(sitting, {})[seen] = count
    return {key: one.get(True, 0) / sum(one.values()) for key, one in counts.items()}


def _shown(
    sitting: ExamSitting, results: tuple[Revision, ...], seen: dict[str, float]
) -> ShownExam:
    newest, rule = results[-1], sitting.blueprint.pass_rule
    former = results[-2] if len(results) > 1 else None
    parts = tuple(ShownPart(part_name(one.domain), _earned(one)) for one in newest.domains)
    return ShownExam(
        title=sitting.title,
        notice=sitting.blueprint.notice,
        ended_at=sitting.finished_at or sitting.started_at,
        timed=sitting.timed,
        passed=newest.passed,
        rule_share=rule.share,
        rule_whose=rule.whose,
        each_domain=rule.each_domain,
        whole=Earned(
            sum(one.questions for one in newest.domains),
            newest.earned,
            newest.marks,
            float(sum(one.questions for one in newest.domains)),
        ),
        parts=parts,
        seen_before=seen.get(sitting.id, 0.0),
        before=(former.earned, former.marks) if former else None,
        corrected_at=newest.scored_at if former else None,
        why=newest.why,
    )


def _earned(one: DomainScore) -> Earned:
    return Earned(one.questions, one.earned, one.marks, float(one.questions))
