"""What of an exam that is over was missed, and what of it a person has sent to review."""

from collections.abc import Collection

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.models import ReviewAdditionRow
from tpmlearn.records.exam_asked import Asked, asked_in
from tpmlearn.records.exam_sittings import ExamSitting


def is_missed(one: Asked) -> bool:
    """Whether a question was wrong or has no answer, and can be reviewed: it was not withdrawn."""
    return not one.marked.right and not one.withdrawn


def missed_items(sitting: ExamSitting) -> tuple[str, ...]:
    """The items of a sitting that is over which were wrong or have no answer; as `asked_in`."""
    asked = asked_in([sitting])[sitting.id]
    return tuple(dict.fromkeys(one.place.item for one in asked if is_missed(one)))


def in_review(person_id: int, items: Collection[str]) -> set[str]:
    """Those of some items that a person has sent to review; one statement."""
    row = ReviewAdditionRow
    statement = select(row.item).where(row.person_id == person_id, row.item.in_(items))
    return set(db.session.scalars(statement))
