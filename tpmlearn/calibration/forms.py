"""First answers of the practice pool, from quizzes and practice cases: fixed forms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select

from tpmlearn.calibration.columns import AT_ONCE, FirstAnswers, Gathering, bits_of
from tpmlearn.db import db
from tpmlearn.domain.assessment.marking import from_json
from tpmlearn.domain.assessment.quiz_rules import AttemptKind, AttemptLayout
from tpmlearn.models import AnswerRow, AttemptItemRow, AttemptRow, ItemVersionRow

FORMS = (AttemptKind.FULL, AttemptKind.CASE)


@dataclass(frozen=True)
class _Given:
    """One answer of a person, with the attempt that it belongs to."""

    attempt: str
    form: bool
    version: str
    right: bool
    slip: bool
    first: bool
    seconds: float | None
    chosen: int


@dataclass
class _Attempt:
    """What is needed of an attempt to place one of its answers: its size and right answers."""

    answers: int = 0
    right: int = 0
    last_at: datetime | None = None

    def rest(self, *, right: bool) -> float | None:
        """The share of right answers among the others."""
        return (self.right - right) / (self.answers - 1) if self.answers > 1 else None


@dataclass
class _Person:
    items: set[str] = field(default_factory=set)
    attempts: dict[str, _Attempt] = field(default_factory=dict)


def first_answers(until: datetime) -> FirstAnswers:
    """The first answers of each person to each item, in finished quizzes and cases.

    An item that the person met in any attempt before is left out, and so is a slip. A unit is an
    attempt. `seconds` are from the answer before to this one, where each question had its page: the
    time to read the reasons before is in them.
    """
    found = Gathering()
    rows = db.session.execute(_statement(until).execution_options(yield_per=AT_ONCE))
    for person, theirs in groupby(rows, key=lambda row: int(row.person_id)):
        _add_person(found, person, theirs)
    return found.done()


def _add_person(found: Gathering, person: int, rows: Iterator[Any]) -> None:
    met = _Person()
    given = [_given(met, row) for row in rows]
    for one in given:
        if one.first and one.form and not one.slip:
            found.add(
                person,
                one.attempt,
                one.version,
                right=one.right,
                seconds=one.seconds,
                rest=met.attempts[one.attempt].rest(right=one.right),
                chosen=one.chosen,
            )


def _given(met: _Person, row: Any) -> _Given:
    attempt = met.attempts.setdefault(row.attempt_id, _Attempt())
    before = attempt.last_at or row.started_at
    one_by_one = row.layout == AttemptLayout.ONE
    first = row.item not in met.items
    met.items.add(row.item)
    attempt.answers += 1
    attempt.right += row.correct
    attempt.last_at = row.answered_at
    return _Given(
        attempt=row.attempt_id,
        form=row.kind in FORMS and row.finished_at is not None,
        version=row.version,
        right=row.correct,
        slip=row.slip,
        first=first,
        seconds=max((row.answered_at - before).total_seconds(), 0.0) if one_by_one else None,
        chosen=bits_of(from_json(row.response).chosen),
    )


def _statement(until: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            AttemptRow.person_id,
            AttemptRow.kind,
            AttemptRow.layout,
            AttemptRow.started_at,
            AttemptRow.finished_at,
            AnswerRow.attempt_id,
            AnswerRow.response,
            AnswerRow.correct,
            AnswerRow.slip,
            AnswerRow.answered_at,
            ItemVersionRow.item,
            ItemVersionRow.version,
        )
        .join(AnswerRow, AnswerRow.attempt_id == AttemptRow.id)
        .join(
            AttemptItemRow,
            (AttemptItemRow.attempt_id == AnswerRow.attempt_id)
            & (AttemptItemRow.position == AnswerRow.position),
        )
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .where(AnswerRow.answered_at <= until)
        .order_by(
            AttemptRow.person_id, AnswerRow.answered_at, AnswerRow.attempt_id, AnswerRow.position
        )
    )
