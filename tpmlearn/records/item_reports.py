"""What several pages say of reports of items: how many answers somebody has not seen."""

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.models import ItemReportRow


def unseen_answers(person_id: int) -> int:
    """How many answers to a person's reports they have not seen; one statement."""
    row = ItemReportRow
    statement = select(func.count()).where(
        row.person_id == person_id, row.answered_at.is_not(None), row.seen_at.is_(None)
    )
    return db.session.scalar(statement) or 0
