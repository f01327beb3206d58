"""First answers of the test pool, from sittings of adaptive tests and of exams."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Select,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
)

from tpmlearn.calibration.columns import AT_ONCE, FirstAnswers, Gathering, bits_of
from tpmlearn.db import db
from tpmlearn.domain.assessment.stopping import rapid_limit
from tpmlearn.domain.content.catalogue import Pool
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ExamAnswerRow,
    ExamItemRow,
    ExamSittingRow,
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

    Scored items and those that are tried out, in sittings of tests that are finished or not and in
    exams that have ended; rapid guesses are marked. Left out are tests whose result does not count,
    items that were withdrawn, and those whose key the person had been shown: by an answer in a
    quiz, a case or a review, or with the result of an exam. A unit is a person in one skill. The
    order of the answers is always the same.
    """
    return _gathered(_of_tests(until), _of_exams(until), until, lambda _row: 0)


def first_choices(until: datetime) -> FirstAnswers:
    """The same answers with the options that were chosen, for statistics: reading them takes longer
    than all the rest."""
    order = type_coerce(null(), JSON).label("option_order")
    of_tests = _of_tests(until).add_columns(SittingItemRow.response.label("given"), order)
    of_exams = _of_exams(until).add_columns(
        ExamAnswerRow.given.label("given"), ExamItemRow.option_order.label("option_order")
    )
    return _gathered(of_tests, of_exams, until, _chosen)


def _gathered(
    of_tests: Select[*tuple[Any, ...]],
    of_exams: Select[*tuple[Any, ...]],
    until: datetime,
    chosen: Callable[[Any], int],
) -> FirstAnswers:
    statement = of_tests.union_all(of_exams).order_by(
        "person_id", "answered_at", "sitting_id", "position"
    )
    shown = _keys_shown(until)
    found, met = Gathering(), _Met(0)
    for row in db.session.execute(statement.execution_options(yield_per=AT_ONCE)):
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
                chosen=chosen(row),
            )
        met.versions.add(row.item_version)
    return found.done()


def _chosen(row: Any) -> int:
    """A test keeps the options themselves, an exam the places that they had on the page."""
    order, given = row.option_order, row.given
    if order is None:
        return bits_of(given.get("chosen") or ()) if given else 0
    places = [int(one) for one in given if str(one).isdecimal()]
    return bits_of(order[place] for place in places if place < len(order))


def newest_answer(until: datetime) -> datetime | None:
    """The moment of the newest answer that was no rapid guess, up to `until`."""
    return db.session.scalar(
        select(func.max(SittingItemRow.answered_at)).where(
            SittingItemRow.answered_at <= until,
            SittingItemRow.rapid.is_(False),
            SittingItemRow.withdrawn.is_(False),
        )
    )


def _of_tests(until: datetime) -> Select[*tuple[Any, ...]]:
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
            SittingItemRow.sitting_id,
            SittingItemRow.position,
        )
        .join(SittingItemRow, SittingItemRow.sitting_id == SittingRow.id)
        .where(
            SittingItemRow.answered_at <= until,
            SittingItemRow.correct.is_not(None),
            SittingItemRow.withdrawn.is_(False),
        )
    )


def _of_exams(until: datetime) -> Select[*tuple[Any, ...]]:
    """Answers in exams and drills that have ended, to items of the test pool.

    How long an item was on the screen is the window's word, and only so much as its sitting
    lasted: the first limit for rapid guesses is held against it, and no usual time comes of it.
    """
    return (
        select(
            ExamSittingRow.person_id,
            literal(value=True).label("counts"),
            ExamItemRow.item,
            ExamItemRow.item_version,
            ExamItemRow.skill,
            ExamAnswerRow.right.label("correct"),
            (ExamAnswerRow.seconds < rapid_limit([])).label("rapid"),
            null().label("seconds"),
            ExamAnswerRow.saved_at.label("answered_at"),
            ExamItemRow.sitting_id,
            ExamItemRow.position,
        )
        .join(ExamItemRow, ExamItemRow.sitting_id == ExamSittingRow.id)
        .join(
            ExamAnswerRow,
            (ExamAnswerRow.sitting_id == ExamItemRow.sitting_id)
            & (ExamAnswerRow.position == ExamItemRow.position),
        )
        .where(
            ExamSittingRow.finished_at <= until,
            ExamAnswerRow.right.is_not(None),
            ExamItemRow.pool == Pool.TEST,
        )
    )


def _is_first(row: Any, met: _Met, shown: dict[Key, datetime]) -> bool:
    key_at = shown.get((row.person_id, row.item))
    knew = key_at is not None and key_at <= row.answered_at
    return row.item_version not in met.versions and not knew


def _keys_shown(until: datetime) -> dict[Key, datetime]:
    """When a person was first shown the key of an item that sittings have given.

    By their answer, whose reasons follow at once (a slip that was undone had shown them too), or at
    the end of an exam.
    """
    shown: dict[Key, datetime] = {}
    for statement in (_shown_by_answers(until), _shown_by_exams(until)):
        rows = db.session.execute(statement.execution_options(yield_per=AT_ONCE))
        for person, item, at in rows:
            shown[person, item] = min(at, shown.get((person, item), at))
    return shown


def _shown_by_answers(until: datetime) -> Select[Any, Any, Any]:
    return (
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
            or_(
                ItemVersionRow.item.in_(select(SittingItemRow.item)),
                ItemVersionRow.item.in_(select(ExamItemRow.item)),
            ),
        )
        .group_by(AttemptRow.person_id, ItemVersionRow.item)
    )


def _shown_by_exams(until: datetime) -> Select[Any, Any, Any]:
    return (
        select(ExamSittingRow.person_id, ExamItemRow.item, func.min(ExamSittingRow.finished_at))
        .join(ExamItemRow, ExamItemRow.sitting_id == ExamSittingRow.id)
        .where(ExamSittingRow.finished_at <= until)
        .group_by(ExamSittingRow.person_id, ExamItemRow.item)
    )
