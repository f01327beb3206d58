"""Which items a person has met, how often, when last, and whether with their key."""

from datetime import datetime

from sqlalchemy import Select, func, select

from tpmlearn.db import db
from tpmlearn.domain.exams.drawn import Met
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ExamItemRow,
    ExamSittingRow,
    ItemVersionRow,
    SittingItemRow,
    SittingRow,
)


def met_items(person_id: int) -> dict[str, Met]:
    """Every item that was ever shown to a person, by id; four statements.

    An answer in a quiz, a case or a review shows the key; an adaptive test does not. An exam shows
    it with its result, and not while it is under way: a drill must not tell it before.
    """
    found: dict[str, Met] = {}
    ended = ExamSittingRow.finished_at.is_not(None)
    _add(found, _answered(person_id), key_seen=True)
    _add(found, _tested(person_id), key_seen=False)
    _add(found, _examined(person_id).where(ended), key_seen=True)
    _add(found, _examined(person_id).where(~ended), key_seen=False)
    return found


def exam_items_met(person_id: int) -> dict[str, datetime]:
    """When each item was last shown to a person in an exam or a drill; one statement."""
    rows = db.session.execute(_examined(person_id))
    return {item: last for item, last, _ in rows}


def _add(found: dict[str, Met], statement: Select[str, datetime, int], *, key_seen: bool) -> None:
    for item, last, times in db.session.execute(statement):
        found[item] = _both(found.get(item), Met(last, times, key_seen))


def _both(one: Met | None, other: Met) -> Met:
    if one is None:
        return other
    return Met(max(one.last, other.last), one.times + other.times, one.key_seen or other.key_seen)


def _answered(person_id: int) -> Select[str, datetime, int]:
    return (
        select(ItemVersionRow.item, func.max(AnswerRow.answered_at), func.count())
        .join(AttemptItemRow, AttemptItemRow.item_version == ItemVersionRow.version)
        .join(AttemptRow, AttemptRow.id == AttemptItemRow.attempt_id)
        .join(
            AnswerRow,
            (AnswerRow.attempt_id == AttemptItemRow.attempt_id)
            & (AnswerRow.position == AttemptItemRow.position),
        )
        .where(AttemptRow.person_id == person_id)
        .group_by(ItemVersionRow.item)
    )


def _tested(person_id: int) -> Select[str, datetime, int]:
    return (
        select(SittingItemRow.item, func.max(SittingItemRow.shown_at), func.count())
        .join(SittingRow, SittingRow.id == SittingItemRow.sitting_id)
        .where(SittingRow.person_id == person_id)
        .group_by(SittingItemRow.item)
    )


def _examined(person_id: int) -> Select[str, datetime, int]:
    return (
        select(ExamItemRow.item, func.max(ExamSittingRow.started_at), func.count())
        .join(ExamSittingRow, ExamSittingRow.id == ExamItemRow.sitting_id)
        .where(ExamSittingRow.person_id == person_id)
        .group_by(ExamItemRow.item)
    )
