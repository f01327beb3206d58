"""What a person has read and passed, module by module."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.assessment.quiz_rules import AttemptKind, passes, tests_out
from tpmlearn.models import AttemptRow, SectionReadRow


@dataclass(frozen=True)
class QuizResult:
    """A finished whole attempt at a module's quiz: `right` of `size`."""

    attempt_id: str
    module: str
    module_title: str
    right: int
    size: int
    first_sight: bool
    finished_at: datetime

    @property
    def passed(self) -> bool:
        """Whether the quiz is passed (7 of 10)."""
        return passes(self.right, self.size)

    @property
    def tested_out(self) -> bool:
        """Whether it is passed at first sight so well that the lesson may be left out (9 of 10)."""
        return tests_out(self.right, self.size, first_sight=self.first_sight)


def sections_read_at(person_id: int) -> dict[str, dict[str, datetime]]:
    """When each section was ticked as read, by module and anchor; one statement."""
    read: dict[str, dict[str, datetime]] = defaultdict(dict)
    for module, section, read_at in db.session.execute(
        select(SectionReadRow.module, SectionReadRow.section, SectionReadRow.read_at).where(
            SectionReadRow.person_id == person_id
        )
    ):
        read[module][section] = read_at
    return dict(read)


def sections_read(person_id: int) -> dict[str, frozenset[str]]:
    """The anchors of the sections ticked as read, by module; one statement."""
    return {module: frozenset(anchors) for module, anchors in sections_read_at(person_id).items()}


def quiz_results(person_id: int) -> dict[str, list[QuizResult]]:
    """Finished whole attempts by module, oldest first; one statement."""
    results: dict[str, list[QuizResult]] = defaultdict(list)
    rows = db.session.scalars(
        select(AttemptRow)
        .where(
            AttemptRow.person_id == person_id,
            AttemptRow.finished_at.is_not(None),
            AttemptRow.kind == AttemptKind.FULL,
        )
        .order_by(AttemptRow.finished_at)
    )
    for row in rows:
        if row.finished_at is not None and row.right is not None:
            results[row.module].append(
                QuizResult(
                    row.id,
                    row.module,
                    row.module_title,
                    row.right,
                    row.size,
                    row.first_sight,
                    row.finished_at,
                )
            )
    return dict(results)


def passed_modules(results: dict[str, list[QuizResult]]) -> dict[str, datetime]:
    """Module to the moment its quiz was first passed."""
    passed = {}
    for module, attempts in results.items():
        first = next((attempt for attempt in attempts if attempt.passed), None)
        if first:
            passed[module] = first.finished_at
    return passed
