"""What a person has practised or sent to review, and what of it is due: read at each look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.assessment.quiz_rules import AttemptKind
from tpmlearn.domain.content.catalogue import Catalogue, Item, Pool
from tpmlearn.domain.review.confidence import Given
from tpmlearn.domain.review.memory import Answer, Memory, replay
from tpmlearn.domain.review.queue import Pace, Queue, pace_of, queue_of
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ExamItemRow,
    ExamSittingRow,
    ItemVersionRow,
    ReviewAdditionRow,
)
from tpmlearn.words import _

# The pace is that of these newest answers.
NEWEST = 200


class Practised(NamedTuple):
    """An answer to an item of the practice pool, in the attempt that it was given in."""

    attempt: str
    kind: str
    size: int
    started_at: datetime
    item: str
    correct: bool
    confidence: int | None
    slip: bool
    answered_at: datetime


@dataclass(frozen=True)
class Source:
    """Where an item stands: a lesson, a practice case, or the exam that it was sent from."""

    slug: str
    title: str
    is_case: bool
    is_exam: bool = False


@dataclass(frozen=True)
class Addition:
    """An item that was sent to review from the result of an exam, when, and from which.

    `exam` is empty where it was a drill.
    """

    item: str
    added_at: datetime
    exam: str
    title: str


@dataclass(frozen=True)
class UnderWay:
    """A session that was begun and not answered whole."""

    id: str
    answered: int
    size: int


@dataclass(frozen=True)
class Review:
    """What is due for a person; `items` and `sources` are those of today's content.

    `under_way` is the newest session, if it has answers and lacks some.
    """

    queue: Queue
    pace: Pace
    memories: Mapping[str, Memory]
    items: Mapping[str, Item]
    sources: Mapping[str, Source]
    under_way: UnderWay | None

    @property
    def session(self) -> tuple[Item, ...]:
        """What a session begun now asks, today's or a further one."""
        return tuple(self.items[item] for item in self.queue.due[: self.pace.session])

    @property
    def minutes(self) -> int:
        """About how long the session that is suggested today takes."""
        return self.pace.minutes(len(self.queue.now))


def practised(person_id: int) -> list[Practised]:
    """All practice answers of a person in the order of time, slips among them; one statement."""
    rows = db.session.execute(
        select(
            AttemptRow.id,
            AttemptRow.kind,
            AttemptRow.size,
            AttemptRow.started_at,
            ItemVersionRow.item,
            AnswerRow.correct,
            AnswerRow.confidence,
            AnswerRow.slip,
            AnswerRow.answered_at,
        )
        .join(AttemptItemRow, AttemptItemRow.attempt_id == AttemptRow.id)
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .join(
            AnswerRow,
            (AnswerRow.attempt_id == AttemptItemRow.attempt_id)
            & (AnswerRow.position == AttemptItemRow.position),
        )
        .where(AttemptRow.person_id == person_id)
        .order_by(AnswerRow.answered_at, AnswerRow.position)
    )
    return [Practised(*row) for row in rows]


def additions(person_id: int) -> list[Addition]:
    """What a person sent to review from results of exams, in the order of time; one statement.

    Its title is that of the newest exam or drill in which they met it.
    """
    row = ReviewAdditionRow
    newest = (
        select(ExamSittingRow.id)
        .join(ExamItemRow, ExamItemRow.sitting_id == ExamSittingRow.id)
        .where(ExamSittingRow.person_id == person_id, ExamItemRow.item == row.item)
        .order_by(ExamSittingRow.started_at.desc())
        .limit(1)
        .correlate(row)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            row.item,
            row.added_at,
            ExamSittingRow.exam,
            ExamSittingRow.drill,
            ExamSittingRow.title,
        )
        .join(ExamSittingRow, ExamSittingRow.id == newest)
        .where(row.person_id == person_id)
        .order_by(row.added_at, row.item)
    )
    return [
        Addition(item, at, "" if drill else exam, title) for item, at, exam, drill, title in rows
    ]


def review_of(
    person_id: int | None, catalogue: Catalogue, *, now: datetime, zone: tzinfo
) -> Review:
    """What is due at `now`, in days of `zone`; two statements, none for a visitor.

    An item whose text has changed is the item that it was: its present version is asked. One that
    left the practice pool is forgotten. What was sent to review from an exam counts as a wrong
    answer on the day of its sending.
    """
    rows = practised(person_id) if person_id is not None else []
    sent = additions(person_id) if person_id is not None else []
    items = dict(_added_pool(sent, catalogue)) | dict(_practice_pool(catalogue))
    today = now.astimezone(zone).date()
    memories = replay(
        Answer(item, at.astimezone(zone).date(), correct, confidence)
        for at, item, correct, confidence in _in_time(rows, sent)
        if item in items
    )
    pace = pace_of(_seconds(rows))
    return Review(
        queue=queue_of(
            memories.values(),
            today=today,
            session=pace.session,
            has_reviewed=_has_reviewed(rows, today, zone),
        ),
        pace=pace,
        memories=memories,
        items={name: item for name, (item, _) in items.items()},
        sources={name: source for name, (_, source) in items.items()},
        under_way=_under_way(rows),
    )


def first_answers(person_id: int) -> tuple[Given, ...]:
    """First answers at items, as far as confidence came with them; one statement.

    Later answers tell of memory too, and a slip is no answer.
    """
    found, met = [], set()
    for row in practised(person_id):
        if row.slip or row.item in met:
            continue
        met.add(row.item)
        if row.confidence is not None:
            found.append(Given(row.confidence, row.correct))
    return tuple(found)


def _in_time(
    rows: Sequence[Practised], sent: Sequence[Addition]
) -> list[tuple[datetime, str, bool, int | None]]:
    """Answers that count, and sendings as wrong ones, in the order of time."""
    answers = [
        (row.answered_at, row.item, row.correct, row.confidence) for row in rows if not row.slip
    ]
    sendings = [(one.added_at, one.item, False, None) for one in sent]
    return sorted([*answers, *sendings], key=lambda one: one[0])


def _added_pool(
    sent: Sequence[Addition], catalogue: Catalogue
) -> Iterator[tuple[str, tuple[Item, Source]]]:
    """Items of any pool that were sent to review and are still in the content."""
    by_id = {item.id: item for item in catalogue.items} if sent else {}
    for one in sent:
        if one.item in by_id:
            title = _("Exam: %(title)s", title=one.title) if one.exam else one.title
            source = Source(one.exam, title, is_case=False, is_exam=True)
            yield one.item, (by_id[one.item], source)


def _practice_pool(catalogue: Catalogue) -> Iterator[tuple[str, tuple[Item, Source]]]:
    for module in catalogue.modules.values():
        source = Source(module.slug, module.title, is_case=False)
        for item in module.quiz:
            yield item.id, (item, source)
    for case in catalogue.cases.values():
        if case.pool is Pool.PRACTICE:
            source = Source(case.slug, case.title, is_case=True)
            for item in case.items:
                yield item.id, (item, source)


def _seconds(rows: Sequence[Practised]) -> Iterator[float]:
    """From the answer before, or from the start: so the reading of reasons is in it."""
    before: dict[str, datetime] = {}
    found = []
    for row in rows:
        since = before.get(row.attempt, row.started_at)
        found.append((row.answered_at - since).total_seconds())
        before[row.attempt] = row.answered_at
    yield from found[-NEWEST:]


def _sessions(rows: Sequence[Practised]) -> dict[str, list[Practised]]:
    sessions: dict[str, list[Practised]] = {}
    for row in rows:
        if row.kind == AttemptKind.REVIEW:
            sessions.setdefault(row.attempt, []).append(row)
    return sessions


def _has_reviewed(rows: Sequence[Practised], today: date, zone: tzinfo) -> bool:
    return any(
        len(answers) >= answers[0].size and answers[-1].answered_at.astimezone(zone).date() == today
        for answers in _sessions(rows).values()
    )


def _under_way(rows: Sequence[Practised]) -> UnderWay | None:
    newest = max(_sessions(rows).values(), key=lambda one: one[0].started_at, default=None)
    if newest is None or len(newest) >= newest[0].size:
        return None
    return UnderWay(newest[0].attempt, len(newest), newest[0].size)
