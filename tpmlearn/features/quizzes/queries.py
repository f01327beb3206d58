"""Reads for the quiz pages: a person's attempts, and what it takes to pass."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from tpmlearn.db import db
from tpmlearn.domain.assessment.quiz_rules import (
    PASS_SHARE,
    QUIZ_KINDS,
    TEST_OUT_SHARE,
    AttemptKind,
    needed,
    passes,
    tests_out,
)
from tpmlearn.models import AnswerRow, AttemptRow
from tpmlearn.records.attempts import Titled


@dataclass(frozen=True)
class PastAttempt(Titled):
    """A line of the list of attempts."""

    id: str
    module: str
    module_title: str
    kind: str
    size: int
    answered: int
    right: int | None
    first_sight: bool
    started_at: datetime
    finished_at: datetime | None

    @property
    def passed(self) -> bool:
        """Whether it passed the quiz."""
        return self.kind == AttemptKind.FULL and passes(self.right or 0, self.size)

    @property
    def tested_out(self) -> bool:
        """Whether it tested out of the lesson."""
        return self.passed and tests_out(self.right or 0, self.size, first_sight=self.first_sight)


def thresholds(size: int) -> tuple[int, int]:
    """(right answers to pass, to test out) of a quiz of that size."""
    return needed(PASS_SHARE, size), needed(TEST_OUT_SHARE, size)


def past_attempts(person_id: int, *, module: str = "") -> list[PastAttempt]:
    """All quizzes and cases of a person, newest first; those of one module where it is named."""
    answered = (
        select(func.count())
        .where(AnswerRow.attempt_id == AttemptRow.id)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    kind: InstrumentedAttribute[str] = AttemptRow.kind
    statement = select(AttemptRow, answered).where(
        AttemptRow.person_id == person_id, kind.in_(QUIZ_KINDS)
    )
    if module:
        statement = statement.where(AttemptRow.module == module)
    return [
        PastAttempt(
            id=row.id,
            module=row.module,
            module_title=row.module_title,
            kind=row.kind,
            size=row.size,
            answered=count,
            right=row.right,
            first_sight=row.first_sight,
            started_at=row.started_at,
            finished_at=row.finished_at,
        )
        for row, count in db.session.execute(statement.order_by(AttemptRow.started_at.desc()))
    ]
