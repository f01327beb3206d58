"""Use cases of review: each one transaction, committed at its end."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from random import Random

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.assessment.freezing import draw_items, thaw
from tpmlearn.domain.assessment.quiz_rules import AttemptKind, AttemptLayout
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.models import AnswerRow, AttemptItemRow, AttemptRow, ItemVersionRow
from tpmlearn.records.answering import (
    NoSuchAttempt,
    Sent,
    add_items,
    finish_if_complete,
    keep_answer,
    new_attempt,
    open_attempt,
)
from tpmlearn.records.people import hold
from tpmlearn.records.review import review_of

SUBJECT, TITLE = "review", "Review"
KINDS = frozenset({AttemptKind.REVIEW})


class NothingDue(Exception):
    """There is nothing to review today."""


class NotComplete(Exception):
    """The session has questions without an answer."""


class TooLate(Exception):
    """Another answer was given since, or the session has ended: this one stays."""


@dataclass(frozen=True)
class Moment:
    """When something happens, and in whose days."""

    now: datetime
    zone: tzinfo


def start(person_id: int, catalogue: Catalogue, at: Moment, *, rng: Random) -> str:
    """Begin a session with what is due, or go on with the open one; its id. Raises NothingDue.

    A session whose questions are all answered is ended on the way.
    """
    hold(person_id)
    going_on = open_attempt(person_id, SUBJECT, AttemptKind.REVIEW)
    if going_on and not finish_if_complete(going_on, now=at.now):
        return going_on.id
    due = review_of(person_id, catalogue, now=at.now, zone=at.zone).session
    if not due:
        # What was ended on the way stays ended.
        db.session.commit()
        raise NothingDue
    attempt = new_attempt(person_id, SUBJECT, TITLE, AttemptLayout.ONE, now=at.now)
    attempt.kind, attempt.first_sight = AttemptKind.REVIEW, False
    add_items(attempt, draw_items(due, rng), now=at.now, rng=rng)
    session = attempt.id
    db.session.commit()
    return session


def answer(person_id: int, attempt_id: str, position: int, sent: Sent, *, now: datetime) -> bool:
    """Mark and keep one answer; whether it is right. The session stays open until it is finished.

    Raises NoSuchAttempt, AlreadyAnswered, BadResponse, BadConfidence.
    """
    kept = keep_answer(person_id, attempt_id, position, sent, kinds=KINDS, now=now)
    if kept.is_new:
        db.session.commit()
    return kept.correct


def undo_slip(
    person_id: int, attempt_id: str, position: int, *, now: datetime, rng: Random
) -> None:
    """Take the newest answer of an open session out of all counts, and ask again at its end.

    Asked twice, it is done once. Raises NoSuchAttempt, TooLate.
    """
    attempt = _locked(person_id, attempt_id)
    newest = db.session.scalar(
        select(AnswerRow)
        .where(AnswerRow.attempt_id == attempt_id)
        .order_by(AnswerRow.answered_at.desc(), AnswerRow.position.desc())
        .limit(1)
    )
    if newest is None or newest.position != position or attempt.finished_at is not None:
        raise TooLate
    if newest.slip:
        return
    newest.slip = True
    content = db.session.scalars(
        select(ItemVersionRow.content)
        .join(AttemptItemRow, AttemptItemRow.item_version == ItemVersionRow.version)
        .where(AttemptItemRow.attempt_id == attempt_id, AttemptItemRow.position == position)
    ).one()
    add_items(attempt, [thaw(content)], now=now, rng=rng, after=attempt.size)
    db.session.commit()


def finish(person_id: int, attempt_id: str, *, now: datetime) -> None:
    """End a session of which every question is answered. Raises NoSuchAttempt, NotComplete."""
    attempt = _locked(person_id, attempt_id)
    if attempt.finished_at is not None:
        return
    if not finish_if_complete(attempt, now=now):
        raise NotComplete
    db.session.commit()


def _locked(person_id: int, attempt_id: str) -> AttemptRow:
    """The session, until the commit: an answer in another tab waits, and so does another undo."""
    row = db.session.scalar(
        select(AttemptRow)
        .where(
            AttemptRow.id == attempt_id,
            AttemptRow.person_id == person_id,
            AttemptRow.kind == AttemptKind.REVIEW,
        )
        .with_for_update()
    )
    if row is None:
        raise NoSuchAttempt
    return row
