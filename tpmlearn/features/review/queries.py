"""Reads for the pages of review: the queue with its days, past sessions, confidence."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.quiz_rules import AttemptKind
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.review.confidence import Calibration, calibration
from tpmlearn.domain.review.queue import Day
from tpmlearn.figures.calibration import calibration_chart, calibration_table
from tpmlearn.figures.marks import NARROW, WIDE
from tpmlearn.figures.table import Table
from tpmlearn.models import AnswerRow, AttemptRow
from tpmlearn.records.review import Review, Source, first_answers, review_of

LATEST = 10


@dataclass(frozen=True)
class Session:
    """A session of review; `right` of `size` without slips, once it is finished."""

    id: str
    size: int
    answered: int
    slips: int
    right: int | None
    started_at: datetime
    finished_at: datetime | None

    @property
    def counted(self) -> int:
        """How many questions count: slips were asked again."""
        return self.size - self.slips

    @property
    def is_complete(self) -> bool:
        """Whether every question has its answer."""
        return self.answered >= self.size


@dataclass(frozen=True)
class DayLine:
    """A line of the calendar: what a session of that day asks."""

    day: date
    count: int
    minutes: int
    becoming_due: int


@dataclass(frozen=True)
class ReviewPage:
    """What is due and when; `open` is a session to go on with, `sessions` the finished ones.

    `further` counts the questions of a session that is begun now, `known` the items in review,
    `sources` those of the days ahead by lesson or case, most first.
    """

    review: Review
    open: Session | None
    sessions: tuple[Session, ...]
    lines: tuple[DayLine, ...]
    sources: tuple[tuple[Source, int], ...]
    further: int
    known: int

    @property
    def most(self) -> int:
        """The longest session of the days ahead."""
        return max((line.count for line in self.lines), default=0)

    @property
    def next_line(self) -> DayLine | None:
        """The first day from tomorrow on that has a session."""
        return next((line for line in self.lines[1:] if line.count), None)


@dataclass(frozen=True)
class ConfidencePage:
    """How confidence fits results; the figure is there from 30 answers on."""

    count: int
    found: Calibration | None
    wide: str
    narrow: str
    table: Table | None


def review_page(
    person_id: int | None, catalogue: Catalogue, *, now: datetime, zone: tzinfo
) -> ReviewPage:
    """The queue of a person; three statements, none for a visitor."""
    review = review_of(person_id, catalogue, now=now, zone=zone)
    sessions = _sessions(person_id) if person_id is not None else []
    return ReviewPage(
        review=review,
        open=next((one for one in sessions if one.finished_at is None), None),
        sessions=tuple(one for one in sessions if one.finished_at is not None),
        lines=tuple(_line(day, review) for day in review.queue.days),
        sources=_sources(review),
        further=len(review.session),
        known=len(review.memories),
    )


def due_again(
    person_id: int, item: str, catalogue: Catalogue, *, now: datetime, zone: tzinfo
) -> date | None:
    """The day on which an item comes back, None where it left the content; two statements."""
    memory = review_of(person_id, catalogue, now=now, zone=zone).memories.get(item)
    return memory.due if memory else None


def confidence_page(person_id: int | None) -> ConfidencePage:
    """How sure a person was beside what was right; one statement, none for a visitor."""
    answers = first_answers(person_id) if person_id is not None else ()
    found = calibration(answers)
    if found is None:
        return ConfidencePage(len(answers), None, "", "", None)
    return ConfidencePage(
        count=len(answers),
        found=found,
        wide=calibration_chart(found, width=WIDE, prefix="wide"),
        narrow=calibration_chart(found, width=NARROW, prefix="narrow"),
        table=calibration_table(found),
    )


def _line(day: Day, review: Review) -> DayLine:
    count = len(day.items)
    return DayLine(
        day=day.day,
        count=count,
        minutes=review.pace.minutes(count),
        becoming_due=day.becoming_due,
    )


def _sources(review: Review) -> tuple[tuple[Source, int], ...]:
    items = [item for day in review.queue.days for item in day.items]
    return tuple(Counter(review.sources[item] for item in items).most_common())


def _sessions(person_id: int) -> list[Session]:
    """The newest sessions first."""
    rows = db.session.execute(
        select(
            AttemptRow,
            func.count(AnswerRow.position),
            func.count(AnswerRow.position).filter(AnswerRow.slip),
        )
        .outerjoin(AnswerRow, AnswerRow.attempt_id == AttemptRow.id)
        .where(AttemptRow.person_id == person_id, AttemptRow.kind == AttemptKind.REVIEW)
        .group_by(AttemptRow.id)
        .order_by(AttemptRow.started_at.desc())
        .limit(LATEST)
    )
    return [
        Session(
            id=row.id,
            size=row.size,
            answered=answered,
            slips=slips,
            right=row.right,
            started_at=row.started_at,
            finished_at=row.finished_at,
        )
        for row, answered, slips in rows
    ]
