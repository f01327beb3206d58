"""Ends sittings of exams: by their person, or for them once time is up; each has one result."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.content.catalogue import Blueprint, Item
from tpmlearn.domain.exams.clock import GRACE, ExamEnd
from tpmlearn.domain.exams.rescoring import Corrections, judged
from tpmlearn.domain.exams.scoring import (
    Marked,
    counts_by_marks,
    mark_question,
    response_to,
    score,
    to_json,
)
from tpmlearn.metrics import Counted
from tpmlearn.models import ExamAnswerRow, ExamEventRow, ExamResultRow, ExamSittingRow
from tpmlearn.outages import note
from tpmlearn.records.corrections import standing_corrections
from tpmlearn.records.exam_sittings import (
    ExamAnswer,
    ExamPlace,
    ExamSitting,
    answers_of,
    any_exam_sitting,
    as_given,
    frozen_items,
    places_of,
)
from tpmlearn.records.tally import tally

log = logging.getLogger("tpmlearn")


def end_sitting(sitting: ExamSitting, reason: ExamEnd, *, now: datetime) -> bool:
    """End a sitting and keep its result (the caller commits); False where it had ended already.

    Whoever comes second changes nothing: 20 at once make one result.
    """
    done = db.session.execute(
        update(ExamSittingRow)
        .where(ExamSittingRow.id == sitting.id, ExamSittingRow.finished_at.is_(None))
        .values(finished_at=now, end_reason=reason)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return False
    db.session.add(
        ExamEventRow(
            sitting_id=sitting.id,
            key=new_id(),
            kind="ended",
            position=None,
            detail={"reason": reason},
            at=now,
        )
    )
    db.session.add(first_result(sitting, now=now))
    _keep_right(sitting)
    db.session.flush()
    tally(Counted.EXAMS, reason.value)
    return True


def _keep_right(sitting: ExamSitting) -> None:
    """Say at each whole answer whether it was right by the key that it was given with."""
    places = places_of(sitting.id)
    items = frozen_items({place.version for place in places})
    marked = mark_places(sitting.blueprint, places, answers_of(sitting.id), items, Corrections())
    found = [
        {"sitting_id": sitting.id, "position": one.position, "right": one.right}
        for one in marked
        if one.answered
    ]
    if found:
        db.session.execute(update(ExamAnswerRow), found)


def first_result(sitting: ExamSitting, *, now: datetime) -> ExamResultRow:
    """The result with which a sitting ends; corrections wait until the transaction is over."""
    places, corrections = places_of(sitting.id), standing_corrections(shared=True)
    items = frozen_items({place.version for place in places})
    marked = mark_places(sitting.blueprint, places, answers_of(sitting.id), items, corrections)
    found = score(marked, sitting.blueprint.pass_rule)
    left_out, rekeyed = corrected_places(places, items, corrections)
    return ExamResultRow(
        sitting_id=sitting.id,
        revision=0,
        scored_at=now,
        earned=found.earned,
        marks=found.marks,
        passed=found.passed,
        domains=to_json(found.domains),
        left_out=left_out,
        rekeyed=rekeyed,
    )


def mark_places(
    blueprint: Blueprint,
    places: Sequence[ExamPlace],
    answers: Mapping[int, ExamAnswer],
    items: Mapping[str, Item],
    corrections: Corrections,
) -> list[Marked]:
    """The questions of a sitting with what stands at each, marked; one that is left out is not
    scored."""
    by_marks = counts_by_marks(blueprint)
    found = []
    for place in places:
        item, given = as_given(place, items), answers.get(place.position)
        response = response_to(item, given.given, place.order) if given else None
        corrected = corrections.of(place.item, items[place.version])
        if response and corrected:
            item, response = judged(item, corrected, place.drawn, response) or (item, response)
        left_out = corrections.leave_out(place.item, place.version)
        found.append(
            mark_question(
                place.position,
                place.domain,
                item,
                response,
                scored=place.scored and not left_out,
                by_marks=by_marks,
            )
        )
    return found


def corrected_places(
    places: Sequence[ExamPlace], items: Mapping[str, Item], corrections: Corrections
) -> tuple[list[int], dict[str, str]]:
    """The positions that do not count, and by position the version whose key does, as stored."""
    left_out = [one.position for one in places if corrections.leave_out(one.item, one.version)]
    keys = ((one, corrections.of(one.item, items[one.version])) for one in places)
    return left_out, {str(one.position): key.version for one, key in keys if key}


def end_due(*, now: datetime) -> int:
    """End every sitting whose time and grace are over, each in its own transaction; how many.

    It does not matter whether a browser is open, or how many workers look at once. One that cannot
    be ended is logged, and holds up no other.
    """
    # Each worker in an order of its own: so they share the work, rather than wait at each sitting.
    due = db.session.scalars(
        select(ExamSittingRow.id)
        .where(ExamSittingRow.finished_at.is_(None), ExamSittingRow.ends_at < now - GRACE)
        .order_by(func.random())
    ).all()
    db.session.rollback()
    with writing():
        return sum(_ended(sitting_id, now=now) for sitting_id in due)


def _ended(sitting_id: str, *, now: datetime) -> bool:
    try:
        return _end_one(sitting_id, now=now)
    except Exception as error:
        db.session.rollback()
        note(log, "an exam could not be ended", error)
        return False


def _end_one(sitting_id: str, *, now: datetime) -> bool:
    sitting = any_exam_sitting(sitting_id, for_update=True)
    ended = False
    # Time may have been granted since the list was made.
    if sitting is not None and sitting.clock.is_due(now) and sitting.clock.ends_at:
        ended = end_sitting(sitting, ExamEnd.TIME, now=sitting.clock.ends_at)
    db.session.commit()
    return ended
