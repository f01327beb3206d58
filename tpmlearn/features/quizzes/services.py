"""Use cases of quizzes: each one transaction, committed at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import exists, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.freezing import draw_items, thaw
from tpmlearn.domain.assessment.quiz_rules import QUIZ_KINDS, AttemptKind, AttemptLayout
from tpmlearn.domain.content.catalogue import Case, Item, Module
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ItemVersionRow,
)
from tpmlearn.records.answering import (
    NoSuchAttempt,
    Sent,
    add_items,
    finish_with,
    keep_answer,
    new_attempt,
    open_attempt,
)
from tpmlearn.records.attempts import CASE
from tpmlearn.records.people import hold


class NothingWrong(Exception):
    """The attempt has no wrong answer to repeat, or is not finished."""


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
    """What an answer led to, and how the attempt shows its questions."""

    correct: bool
    finished: bool
    layout: AttemptLayout


def start(person_id: int, quiz: Quiz, layout: AttemptLayout, *, now: datetime, rng: Random) -> str:
    """Begin a quiz or a case, or go on with the one that is open; the attempt's id."""
    hold(person_id)
    if going_on := open_attempt(person_id, quiz.subject, quiz.kind):
        return going_on.id
    seen = _has_seen(person_id, [item.id for item in quiz.items])
    attempt = new_attempt(person_id, quiz.subject, quiz.title, layout, now=now)
    attempt.kind, attempt.first_sight = quiz.kind, not seen
    # The questions of a case build on one another.
    keeps_order = quiz.kind is AttemptKind.CASE
    items = list(quiz.items) if keeps_order else draw_items(quiz.items, rng)
    add_items(attempt, items, now=now, rng=rng)
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
    attempt = new_attempt(
        person_id, old.module, old.module_title, AttemptLayout(old.layout), now=now
    )
    attempt.kind, attempt.first_sight = AttemptKind.REPEAT, False
    add_items(attempt, [thaw(content) for content in frozen], now=now, rng=rng)
    repeated = attempt.id
    db.session.commit()
    return repeated


def answer(
    person_id: int, attempt_id: str, position: int, sent: Sent, *, now: datetime
) -> Answered:
    """Mark and keep one answer; the last one finishes the attempt.

    The same answer again is the same result. Raises NoSuchAttempt, AlreadyAnswered, BadResponse,
    BadConfidence.
    """
    kept = keep_answer(person_id, attempt_id, position, sent, kinds=QUIZ_KINDS, now=now)
    if not kept.is_new:
        finished = kept.attempt.finished_at is not None
        return Answered(kept.correct, finished, kept.attempt.layout)
    finished = finish_with(kept, now=now)
    db.session.commit()
    return Answered(kept.correct, finished, kept.attempt.layout)


def _own(person_id: int, attempt_id: str) -> AttemptRow:
    row = db.session.get(AttemptRow, attempt_id)
    if row is None or row.person_id != person_id or row.kind not in QUIZ_KINDS:
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
