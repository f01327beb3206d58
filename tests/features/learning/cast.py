"""What the tests of lessons share: a lesson, a finished quiz, what the database holds."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from tests.support.client import CheckingClient
from tpmlearn.db import Base, db, writing
from tpmlearn.domain.assessment.quiz_rules import AttemptKind
from tpmlearn.models import AttemptRow

SLUG = "16-estimate-in-ranges"
SECTION = "s-three-numbers-two-formulas"
OTHER = "s-what-the-range-leaves-out"
WHEN = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def finish_quiz(
    client: CheckingClient,
    *,
    right: int,
    first_sight: bool = True,
    kind: AttemptKind = AttemptKind.FULL,
    when: datetime = WHEN,
) -> None:
    """Put a finished quiz of ten questions into the person's past."""
    with client.application.app_context(), writing():
        count = db.session.scalar(select(func.count()).select_from(AttemptRow))
        db.session.add(
            AttemptRow(
                id=f"attempt-{count}",
                person_id=client.person_id,
                module=SLUG,
                module_title="Estimate in ranges",
                kind=kind,
                layout="one",
                first_sight=first_sight,
                size=10,
                started_at=when,
                finished_at=when,
                right=right,
            )
        )
        db.session.commit()


def count(client: CheckingClient, table: type[Base]) -> int:
    """How many rows the table has."""
    with client.application.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0
