"""Use cases of a result: what was missed goes to review and back; a re-scoring is noted."""

from datetime import datetime

from sqlalchemy import delete

from tpmlearn.db import db, insert_for
from tpmlearn.models import ReviewAdditionRow
from tpmlearn.records.exam_sittings import ExamSitting, find_exam_sitting
from tpmlearn.records.rescoring import mark_seen
from tpmlearn.records.review_additions import missed_items


class NoSuchResult(Exception):
    """There is no such sitting, it is somebody else's, or it is not over."""


def send_to_review(person_id: int, sitting_id: str, *, now: datetime) -> int:
    """Put what a sitting that is over missed into review; how many items. Raises NoSuchResult.

    What is there already stays as it is, unless it was sent before this sitting: then it was missed
    again. Sending twice is the same as once.
    """
    sitting = _over(person_id, sitting_id)
    missed = missed_items(sitting)
    if missed:
        row = ReviewAdditionRow
        insert = insert_for(row)
        db.session.execute(
            insert.on_conflict_do_update(
                index_elements=["person_id", "item"],
                set_={"added_at": insert.excluded.added_at},
                where=row.added_at < sitting.started_at,
            ),
            [{"person_id": person_id, "item": item, "added_at": now} for item in missed],
        )
    db.session.commit()
    return len(missed)


def take_from_review(person_id: int, sitting_id: str) -> int:
    """Take what a sitting missed out of review again; how many items. Raises NoSuchResult."""
    missed = missed_items(_over(person_id, sitting_id))
    row = ReviewAdditionRow
    done = db.session.execute(delete(row).where(row.person_id == person_id, row.item.in_(missed)))
    db.session.commit()
    return int(done.rowcount)  # type: ignore[attr-defined]


def note_change(person_id: int, sitting_id: str, revision: int, *, now: datetime) -> None:
    """Keep that a person has seen how a re-scoring changed their result. Raises NoSuchResult."""
    _over(person_id, sitting_id)
    mark_seen(person_id, sitting_id, revision, now=now)
    db.session.commit()


def _over(person_id: int, sitting_id: str) -> ExamSitting:
    """A person's own sitting that is over: its keys have been seen."""
    sitting = find_exam_sitting(person_id, sitting_id)
    if sitting is None or not sitting.clock.is_told:
        raise NoSuchResult
    return sitting
