"""Beginning an attempt and keeping its answers, for all features that ask; the caller commits."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from random import Random
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, Text, bindparam, case, cast, func, select, update
from sqlalchemy.exc import IntegrityError

from tpmlearn.db import db, insert_for, new_id
from tpmlearn.domain.assessment.drawing import as_drawn, draw
from tpmlearn.domain.assessment.freezing import draw_order, thaw
from tpmlearn.domain.assessment.marking import from_json, mark, read_response, to_json
from tpmlearn.domain.assessment.quiz_rules import AttemptKind, AttemptLayout
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.review.confidence import read_confidence
from tpmlearn.metrics import Counted
from tpmlearn.models import AnswerRow, AttemptItemRow, AttemptRow, ItemVersionRow
from tpmlearn.prepared import Prepared, written
from tpmlearn.records.people import OwnRow
from tpmlearn.records.tally import tally
from tpmlearn.records.versions import keep_versions

KEPT_ITEMS = 300


class NoSuchAttempt(Exception):
    """There is no such attempt, or it is somebody else's."""


class AlreadyAnswered(Exception):
    """The question has another answer already: the first one stays, its reasons were shown."""


@dataclass(frozen=True)
class Sent:
    """What a form sent: the values of the answer, and how sure the person was, if they said."""

    values: Sequence[str]
    confidence: str = ""


@dataclass(frozen=True)
class Kept:
    """The answer that stands; `is_new` is false where the same one had been sent before.

    `before` are the answers that the attempt had until a new one, and how many of them are right,
    where they came with it (`_keep`).
    """

    attempt: "UnderWay"
    correct: bool
    is_new: bool
    before: tuple[int, int] | None = None


@dataclass(frozen=True)
class UnderWay:
    """What an answer has to know of its attempt."""

    id: str
    size: int
    layout: AttemptLayout
    finished_at: datetime | None


class Sized(Protocol):
    """An attempt, of which it is known how many questions it has."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def size(self) -> int:
        """How many questions it has."""


def open_attempt(person_id: int, subject: str, kind: AttemptKind) -> AttemptRow | None:
    """The newest attempt of that kind at a subject that is not finished, held until the commit."""
    return db.session.scalar(
        select(AttemptRow)
        .where(
            AttemptRow.person_id == person_id,
            AttemptRow.module == subject,
            AttemptRow.kind == kind,
            AttemptRow.finished_at.is_(None),
        )
        .order_by(AttemptRow.started_at.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def new_attempt(
    person_id: int, module: str, title: str, layout: AttemptLayout, *, now: datetime
) -> AttemptRow:
    """An attempt without questions, kind and first sight."""
    return AttemptRow(
        id=new_id(),
        person_id=person_id,
        module=module,
        module_title=title,
        layout=layout,
        started_at=now,
        finished_at=None,
        right=None,
    )


def add_items(
    attempt: AttemptRow, items: Sequence[Item], *, now: datetime, rng: Random, after: int = 0
) -> None:
    """Freeze items and put them behind the first `after` places of an attempt."""
    attempt.size = after + len(items)
    keep_versions(items, now=now)
    db.session.add(attempt)
    db.session.flush()
    db.session.add_all(
        AttemptItemRow(
            attempt_id=attempt.id,
            position=place,
            item_version=item.version,
            option_order=draw_order(item, rng),
            drawn=draw(item, rng),
        )
        for place, item in enumerate(items, start=after + 1)
    )


def keep_answer(
    person_id: int,
    attempt_id: str,
    position: int,
    sent: Sent,
    *,
    kinds: Collection[AttemptKind],
    now: datetime,
) -> Kept:
    """Mark and keep one answer of an attempt of these kinds, which stays locked until the commit.

    The same answer again is the same result, whatever confidence came with it. Raises
    NoSuchAttempt, AlreadyAnswered, BadResponse, BadConfidence.
    """
    found = ASKED.first(person_id, attempt=attempt_id, position=position)
    if found is None or found.kind not in kinds:
        raise NoSuchAttempt
    attempt = UnderWay(attempt_id, found.size, AttemptLayout(found.layout), found.finished_at)
    item = as_drawn(_thawed(found.content), found.drawn)
    response = read_response(item, sent.values, found.option_order)
    confidence, correct = read_confidence(sent.confidence), mark(item, response)
    values = {
        "attempt_id": attempt_id,
        "position": position,
        "response": to_json(response),
        "correct": correct,
        "answered_at": now,
        "confidence": confidence,
        "slip": False,
    }
    try:
        added = _KEEP.first(**values, attempt=attempt_id)
    except IntegrityError as gone:
        # What came with who asks is read before SQLite's lock: the attempt was there until then.
        raise NoSuchAttempt from gone
    if added is not None:
        tally(Counted.ANSWERS, "review" if found.kind == AttemptKind.REVIEW else "quiz")
        before = (added.answered, int(added.right or 0)) if "answered" in added._fields else None
        return Kept(attempt, correct, is_new=True, before=before)
    kept = db.session.get_one(AnswerRow, (attempt_id, position))
    if from_json(kept.response) != response:
        raise AlreadyAnswered
    return Kept(attempt, kept.correct, is_new=False)


def finish_with(kept: Kept, *, now: datetime) -> bool:
    """End the attempt if the answer just kept is new and was its last."""
    if not kept.is_new:
        return False
    if kept.before is None:
        return finish_if_complete(kept.attempt, now=now)
    answered, right = kept.before
    return _finish_if_complete(kept.attempt, answered + 1, right + kept.correct, now)


def finish_if_complete(attempt: Sized, *, now: datetime) -> bool:
    """End an attempt of which every question has its answer; slips are not counted as right."""
    answered, right = _COUNTED.first(attempt=attempt.id)
    return _finish_if_complete(attempt, answered, right, now)


def _finish_if_complete(attempt: Sized, answered: int, right: int, now: datetime) -> bool:
    if answered < attempt.size:
        return False
    _FINISH.run(attempt=attempt.id, now=now, count=int(right))
    return True


@lru_cache(maxsize=KEPT_ITEMS)
def _thawed(content: str) -> Item:
    # Hundreds answer the same question; to read it takes longer than to mark the answer.
    return thaw(json.loads(content))


_ATTEMPTS, _PLACES = AttemptRow.__table__.c, AttemptItemRow.__table__.c
_VERSIONS, _ANSWERS = ItemVersionRow.__table__.c, AnswerRow.__table__.c


_RIGHT = func.sum(case((_ANSWERS.correct & ~_ANSWERS.slip, written(1)), else_=written(0)))


def _counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    """How many answers the `attempt` has, and how many of them are right."""
    of_attempt = _ANSWERS.attempt_id == bindparam("attempt")
    answered = select(func.count()).where(of_attempt).scalar_subquery()
    right = select(_RIGHT).where(of_attempt).scalar_subquery()
    return answered.label("answered"), right.label("right")


def _asked(base: Select[Any], person_id: ColumnElement[int]) -> Select[Any]:
    return (
        base.add_columns(
            _ATTEMPTS.kind,
            _ATTEMPTS.size,
            _ATTEMPTS.layout,
            _ATTEMPTS.finished_at,
            _PLACES.option_order,
            _PLACES.drawn,
            cast(_VERSIONS.content, Text).label("content"),
        )
        .where(
            _ATTEMPTS.id == bindparam("attempt"),
            _ATTEMPTS.person_id == person_id,
            _PLACES.attempt_id == _ATTEMPTS.id,
            _PLACES.position == bindparam("position"),
            _VERSIONS.version == _PLACES.item_version,
        )
        # Of the last two answers given at once, the second must see the first to finish.
        .with_for_update(of=AttemptRow.__table__)
    )


ASKED = OwnRow(_asked)
"""The question at a `position` of an `attempt`, which is locked on PostgreSQL."""


def _keep() -> Any:
    """Add an answer; on PostgreSQL the attempt's others are counted in the same journey.

    SQLite does not promise what a statement that writes sees: there they are counted after it.
    """
    adding = insert_for(AnswerRow).on_conflict_do_nothing()
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    return adding.returning(AnswerRow.position, *(() if is_sqlite else _counts()))


_KEEP = Prepared(
    _keep,
    keys=(
        "attempt_id",
        "position",
        "response",
        "correct",
        "answered_at",
        "confidence",
        "slip",
    ),
)
_FINISH = Prepared(
    lambda: (
        update(AttemptRow)
        .where(AttemptRow.id == bindparam("attempt"))
        .values(finished_at=bindparam("now"), right=bindparam("count"))
    )
)
_COUNTED = Prepared(
    lambda: select(func.count(), _RIGHT).where(AnswerRow.attempt_id == bindparam("attempt"))
)
