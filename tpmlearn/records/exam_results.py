"""Results of exams that are over, with their revisions, and what arrived after the end."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.exams.pace import pace_of
from tpmlearn.domain.exams.scoring import DomainScore, from_json
from tpmlearn.models import CorrectionRow, ExamEventRow, ExamResultRow, ExamSittingRow
from tpmlearn.records.exam_sittings import ExamSitting, answers_of, sitting_from

NOT_SCORED = ("late", "closed")
"""Events whose answers are kept and not scored."""


@dataclass(frozen=True)
class Revision:
    """A result as it was once scored. `why` is the author's reason, empty for the first one."""

    revision: int = 0
    scored_at: datetime | None = None
    earned: int = 0
    marks: int = 0
    passed: bool = False
    domains: tuple[DomainScore, ...] = ()
    kind: str = ""
    why: str = ""
    seen_at: datetime | None = None


def revisions_of(sitting_ids: Collection[str]) -> dict[str, tuple[Revision, ...]]:
    """The results of sittings, each from its first revision to the one that counts; one statement.

    One that is over and not yet ended has none.
    """
    row = ExamResultRow
    found: dict[str, list[Revision]] = defaultdict(list)
    statement = (
        select(row, CorrectionRow.kind, CorrectionRow.why)
        .outerjoin(CorrectionRow, CorrectionRow.id == row.correction_id)
        .where(row.sitting_id.in_(sitting_ids))
        .order_by(row.sitting_id, row.revision)
    )
    for result, kind, why in db.session.execute(statement):
        found[result.sitting_id].append(
            Revision(
                revision=result.revision,
                scored_at=result.scored_at,
                earned=result.earned,
                marks=result.marks,
                passed=result.passed,
                domains=from_json(result.domains),
                kind=kind or "",
                why=why or "",
                seen_at=result.seen_at,
            )
        )
    return {sitting: tuple(all_) for sitting, all_ in found.items()}


def sittings_over(person_id: int, *, exam: str = "") -> list[ExamSitting]:
    """A person's sittings that have ended, drills among them, oldest first; one statement.

    Those of one exam, if it is named, and then no drills.
    """
    row = ExamSittingRow
    statement = select(row).where(row.person_id == person_id, row.finished_at.is_not(None))
    if exam:
        statement = statement.where(row.exam == exam, row.drill == "")
    rows = db.session.scalars(statement.order_by(row.started_at, row.id))
    return [sitting_from(one) for one in rows]


def late_answers(sitting_id: str) -> dict[int, tuple[str, ...]]:
    """What was posted after the end, or after its section was closed, and differs from what counts;
    by position, of several the last. Two statements."""
    row = ExamEventRow
    stands = answers_of(sitting_id)
    statement = (
        select(row.position, row.detail)
        .where(row.sitting_id == sitting_id, row.kind.in_(NOT_SCORED), row.position.is_not(None))
        .order_by(row.id)
    )
    found = {}
    for position, detail in db.session.execute(statement):
        given = tuple(str(one) for one in detail.get("given", ()))
        # What says the same as the answer that counts, only later, is no answer of its own.
        if given != (stands[position].given if position in stands else ()):
            found[position] = given
    return found


def pace_of_sitting(sitting: ExamSitting) -> float:
    """Seconds that each question may take, extra time included."""
    blueprint = sitting.blueprint
    return pace_of(blueprint.minutes, blueprint.questions, sitting.extra_percent)
