"""First answers of the test pool, from sittings of adaptive tests."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from tpmlearn.calibration.columns import AT_ONCE, FirstAnswers, Gathering
from tpmlearn.db import db
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ItemVersionRow,
    SittingItemRow,
    SittingRow,
)

Key = tuple[int, str]


@dataclass
class _Met:
    """The item versions that a person had answered so far."""

    person: int
    versions: set[str] = field(default_factory=set)


def first_answers(until: datetime) -> FirstAnswers:
    """The first answers of each person to each item version, in sittings up to `until`.

    Scored and seed items, in sittings that are finished or not; rapid guesses are marked. Left out
    are sittings whose result does not count, items that were withdrawn, and those whose key the
    person had been shown by an answer in a quiz, a case or a review. A unit is a person in one
    skill. The order of the answers is always the same.
    """
    shown = _keys_shown(until)
    found, met = Gathering(), _Met(0)
    for row in db.session.execute(_statement(until).execution_options(yield_per=AT_ONCE)):
        if row.person_id != met.person:
            met = _Met(row.person_id)
        if _is_first(row, met, shown) and row.counts:
            found.add(
                row.person_id,
                row.skill,
                row.item_version,
                right=row.correct,
                rapid=row.rapid,
                seconds=row.seconds,
            )
        met.versions.add(row.item_version)
    return found.done()


def newest_answer(until: datetime) -> datetime | None:
    """The moment of the newest answer that was no rapid guess, up to `until`."""
    return db.session.scalar(
        select(func.max(SittingItemRow.answered_at)).where(
            SittingItemRow.answered_at <= until,
            SittingItemRow.rapid.is_(False),
            SittingItemRow.withdrawn.is_(False),
        )
    )


def _statement(until: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SittingRow.person_id,
            SittingRow.counts,
            SittingItemRow.item,
            SittingItemRow.item_version,
            SittingItemRow.skill,
            SittingItemRow.correct,
            SittingItemRow.rapid,
            SittingItemRow.seconds,
            SittingItemRow.answered_at,
        )
        .join(SittingItemRow, SittingItemRow.sitting_id == SittingRow.id)
        .where(
            SittingItemRow.answered_at <= until,
            SittingItemRow.correct.is_not(None),
            SittingItemRow.withdrawn.is_(False),
        )
        .order_by(
            SittingRow.person_id,
            SittingItemRow.answered_at,
            SittingItemRow.sitting_id,
            SittingItemRow.position,
        )
    )


def _is_first(row: Any, met: _Met, shown: dict[Key, datetime]) -> bool:
    key_at = shown.get((row.person_id, row.item))
    knew = key_at is not None and key_at <= row.answered_at
    return row.item_version not in met.versions and not knew


def _keys_shown(until: datetime) -> dict[Key, datetime]:
    """When a person was first shown the key of an item that sittings have given.

    By their answer, whose reasons follow at once; a slip that was undone had shown them too.
    """
    statement = (
        select(AttemptRow.person_id, ItemVersionRow.item, func.min(AnswerRow.answered_at))
        .join(AttemptItemRow, AttemptItemRow.attempt_id == AttemptRow.id)
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .join(
            AnswerRow,
            (AnswerRow.attempt_id == AttemptItemRow.attempt_id)
            & (AnswerRow.position == AttemptItemRow.position),
        )
        .where(
            AnswerRow.answered_at <= until,
            ItemVersionRow.item.in_(select(SittingItemRow.item).distinct()),
        )
        .group_by(AttemptRow.person_id, ItemVersionRow.item)
    )
    rows = db.session.execute(statement.execution_options(yield_per=AT_ONCE))
    return {(person, item): at for person, item, at in rows}
