"""Use cases of quizzes: each one transaction, committed at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import case, exists, func, select

from tpmlearn.db import db, insert_for, new_id
from tpmlearn.domain.assessment.drawing import as_drawn, draw
from tpmlearn.domain.assessment.freezing import draw_items, draw_order, freeze, thaw
from tpmlearn.domain.assessment.marking import from_json, mark, read_response, to_json
from tpmlearn.domain.assessment.quiz_rules import AttemptKind, AttemptLayout
from tpmlearn.domain.content.catalogue import Case, Item, Module
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ItemVersionRow,
)
from tpmlearn.records.people import hold


class NoSuchAttempt(Exception):
    """There is no such attempt, or it is somebody else's."""


class AlreadyAnswered(Exception):
    """The question has another answer already: the first one stays, its reasons were shown."""


class NothingWrong(Exception):
    """The attempt has no wrong answer to repeat, or is not finished."""


CASE = "case:"


@dataclass(frozen=True)
class Quiz:
    """What an attempt is made of; `subject` is a module's slug, or `case:` and a case's slug."""

    subject: str
    title: str
    kind: AttemptKind
    items: tuple[Item, ...]


def of_module(module: Module) -> Quiz:
    """The quiz of a lesson."""
    return Quiz(module.slug, module.title, AttemptKind.FULL, module.quiz)


def of_case(case: Case) -> Quiz:
    """A practice case."""
    return Quiz(CASE + case.slug, case.title, AttemptKind.CASE, case.items)


@dataclass(frozen=True)
class Answered:
    """What an answer led to."""

    correct: bool
    finished: bool


def start(person_id: int, quiz: Quiz, layout: AttemptLayout, *, now: datetime, rng: Random) -> str:
    """Begin a quiz or a case, or go on with the one that is open; the attempt's id."""
    hold(person_id)
    open_id = db.session.scalar(
        select(AttemptRow.id)
        .where(
            AttemptRow.person_id == person_id,
            AttemptRow.module == quiz.subject,
            AttemptRow.kind == quiz.kind,
            AttemptRow.finished_at.is_(None),
        )
        .order_by(AttemptRow.started_at.desc())
        .limit(1)
    )
    if open_id:
        return open_id
    seen = _has_seen(person_id, [item.id for item in quiz.items])
    attempt = _new_attempt(person_id, quiz.subject, quiz.title, layout, now=now)
    attempt.kind, attempt.first_sight = quiz.kind, not seen
    # The questions of a case build on one another.
    keeps_order = quiz.kind is AttemptKind.CASE
    items = list(quiz.items) if keeps_order else draw_items(quiz.items, rng)
    _add_items(attempt, items, now=now, rng=rng)
    attempt_id = attempt.id
    db.session.commit()
    return attempt_id


def repeat(person_id: int, attempt_id: str, *, now: datetime, rng: Random) -> str:
    """Begin again with the wrong ones of a finished attempt. Raises NoSuchAttempt, NothingWrong."""
    old = _own(person_id, attempt_id)
    frozen = db.session.scalars(
        select(ItemVersionRow.content)
        .join(AttemptItemRow, AttemptItemRow.item_version == ItemVersionRow.version)
        .join(
            AnswerRow,
            (AnswerRow.attempt_id == AttemptItemRow.attempt_id)
            & (AnswerRow.position == AttemptItemRow.position),
        )
        .where(AttemptItemRow.attempt_id == attempt_id, AnswerRow.correct.is_(False))
        .order_by(AttemptItemRow.position)
    ).all()
    if old.finished_at is None or not frozen:
        raise NothingWrong
    attempt = _new_attempt(
        person_id, old.module, old.module_title, AttemptLayout(old.layout), now=now
    )
    attempt.kind, attempt.first_sight = AttemptKind.REPEAT, False
    _add_items(attempt, [thaw(content) for content in frozen], now=now, rng=rng)
    repeated = attempt.id
    db.session.commit()
    return repeated


def answer(
    person_id: int, attempt_id: str, position: int, values: Sequence[str], *, now: datetime
) -> Answered:
    """Mark and keep one answer; the last one finishes the attempt.

    The same answer again is the same result. Raises NoSuchAttempt, AlreadyAnswered, BadResponse.
    """
    found = db.session.execute(
        select(AttemptRow, AttemptItemRow, ItemVersionRow.content)
        .join(AttemptItemRow, AttemptItemRow.attempt_id == AttemptRow.id)
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .where(
            AttemptRow.id == attempt_id,
            AttemptRow.person_id == person_id,
            AttemptItemRow.position == position,
        )
        # Of the last two answers given at once, the second must see the first to finish.
        .with_for_update(of=AttemptRow)
    ).one_or_none()
    if found is None:
        raise NoSuchAttempt
    attempt, place, content = found
    item = as_drawn(thaw(content), place.drawn)
    response = read_response(item, values, place.option_order)
    correct = mark(item, response)
    row = db.session.scalar(
        insert_for(AnswerRow)
        .values(
            attempt_id=attempt_id,
            position=position,
            response=to_json(response),
            correct=correct,
            answered_at=now,
        )
        .on_conflict_do_nothing()
        .returning(AnswerRow.position)
    )
    if row is None:
        kept = db.session.get_one(AnswerRow, (attempt_id, position))
        if from_json(kept.response) != response:
            raise AlreadyAnswered
        return Answered(kept.correct, attempt.finished_at is not None)
    finished = _finish_if_complete(attempt, now=now)
    db.session.commit()
    return Answered(correct, finished)


def _finish_if_complete(attempt: AttemptRow, *, now: datetime) -> bool:
    answered, right = db.session.execute(
        select(func.count(), func.sum(case((AnswerRow.correct, 1), else_=0))).where(
            AnswerRow.attempt_id == attempt.id
        )
    ).one()
    if answered < attempt.size:
        return False
    attempt.finished_at, attempt.right = now, int(right)
    return True


def _own(person_id: int, attempt_id: str) -> AttemptRow:
    row = db.session.get(AttemptRow, attempt_id)
    if row is None or row.person_id != person_id:
        raise NoSuchAttempt
    return row


def _has_seen(person_id: int, items: Sequence[str]) -> bool:
    return bool(
        db.session.scalar(
            select(
                exists()
                .where(AttemptRow.person_id == person_id)
                .where(AttemptItemRow.attempt_id == AttemptRow.id)
                .where(AttemptItemRow.item_version == ItemVersionRow.version)
                .where(ItemVersionRow.item.in_(items))
            )
        )
    )


def _new_attempt(
    person_id: int, module: str, title: str, layout: AttemptLayout, *, now: datetime
) -> AttemptRow:
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


def _add_items(attempt: AttemptRow, items: Sequence[Item], *, now: datetime, rng: Random) -> None:
    attempt.size = len(items)
    versions = [
        {
            "version": item.version,
            "item": item.id,
            "content": freeze(item),
            "first_shown_at": now,
        }
        for item in items
    ]
    db.session.execute(insert_for(ItemVersionRow).on_conflict_do_nothing(), versions)
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
        for place, item in enumerate(items, start=1)
    )
