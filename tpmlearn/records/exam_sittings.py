"""Sittings of exams, with their questions and what stands at each."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import Select, func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.content.catalogue import Blueprint, ExamSection, Item
from tpmlearn.domain.exams.clock import Clock
from tpmlearn.domain.exams.frozen import thaw_blueprint
from tpmlearn.models import ExamAnswerRow, ExamItemRow, ExamSittingRow, ItemVersionRow

MOST_IN_MEMORY = 2_000


@dataclass(frozen=True)
class ExamSitting:
    """A sitting without its questions."""

    id: str
    person_id: int
    exam: str
    drill: str
    title: str
    blueprint: Blueprint
    extra_percent: int
    started_at: datetime
    clock: Clock
    turn: int
    notes: str
    end_reason: str
    code_id: str | None = None

    @property
    def timed(self) -> bool:
        """Whether a clock runs."""
        return self.clock.ends_at is not None

    @property
    def finished_at(self) -> datetime | None:
        """When it was ended, by the person or for them."""
        return self.clock.finished_at

    @property
    def section(self) -> ExamSection:
        """The open section."""
        return self.blueprint.sections[self.clock.section - 1]

    @property
    def is_last_section(self) -> bool:
        """Whether the exam ends with the open section."""
        return self.clock.section == len(self.blueprint.sections)


@dataclass(frozen=True)
class ExamPlace:
    """A question at its place; `order[place]` is the index of the option shown there."""

    position: int
    section: int
    item: str
    version: str
    domain: str
    scored: bool
    seen_before: bool
    order: list[int]
    drawn: Mapping[str, Any]


@dataclass(frozen=True)
class ExamAnswer:
    """What stands at a question."""

    position: int
    seq: int
    given: tuple[str, ...] = ()
    flagged: bool = False
    struck: tuple[int, ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()
    seconds: float = 0.0
    changes: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True)
class PastExam:
    """A line of the list of sittings."""

    id: str
    exam: str
    drill: str
    title: str
    started_at: datetime
    ends_at: datetime | None
    finished_at: datetime | None
    questions: int
    answered: int

    def is_open(self, now: datetime) -> bool:
        """Whether it can be gone on with."""
        return self.finished_at is None and (self.ends_at is None or now < self.ends_at)


def find_exam_sitting(
    person_id: int, sitting_id: str, *, for_update: bool = False
) -> ExamSitting | None:
    """A person's own sitting; None for anybody else's. One statement.

    With `for_update` nobody else writes to it until the transaction ends.
    """
    statement = select(ExamSittingRow).where(
        ExamSittingRow.id == sitting_id, ExamSittingRow.person_id == person_id
    )
    return _read(statement, for_update=for_update)


def any_exam_sitting(sitting_id: str, *, for_update: bool = False) -> ExamSitting | None:
    """A sitting, whoever's it is: for the sweeper, for admins and for re-scoring."""
    statement = select(ExamSittingRow).where(ExamSittingRow.id == sitting_id)
    return _read(statement, for_update=for_update)


def _read(statement: Select[ExamSittingRow], *, for_update: bool) -> ExamSitting | None:
    if for_update:
        statement = statement.with_for_update()
    found = db.session.scalars(statement.execution_options(populate_existing=True))
    row: ExamSittingRow | None = found.one_or_none()
    return sitting_from(row) if row else None


def sitting_from(row: ExamSittingRow) -> ExamSitting:
    """The sitting that a row describes."""
    return ExamSitting(
        id=row.id,
        person_id=row.person_id,
        exam=row.exam,
        drill=row.drill,
        title=row.title,
        blueprint=thaw_blueprint(row.blueprint),
        extra_percent=row.extra_percent,
        started_at=row.started_at,
        clock=Clock(row.ends_at, row.section, row.break_until, row.finished_at),
        turn=row.turn,
        notes=row.notes,
        end_reason=row.end_reason,
        code_id=row.code_id,
    )


def places_of(sitting_id: str) -> tuple[ExamPlace, ...]:
    """The questions of a sitting in order; one statement."""
    row = ExamItemRow
    statement = select(
        row.position,
        row.section,
        row.item,
        row.item_version,
        row.domain,
        row.scored,
        row.seen_before,
        row.option_order,
        row.drawn,
    ).where(row.sitting_id == sitting_id)
    return tuple(ExamPlace(*one) for one in db.session.execute(statement.order_by(row.position)))


def place_of(sitting_id: str, position: int) -> ExamPlace | None:
    """One question of a sitting; one statement."""
    row = ExamItemRow
    found = db.session.execute(
        select(
            row.position,
            row.section,
            row.item,
            row.item_version,
            row.domain,
            row.scored,
            row.seen_before,
            row.option_order,
            row.drawn,
        ).where(row.sitting_id == sitting_id, row.position == position)
    ).one_or_none()
    return ExamPlace(*found) if found else None


def answers_of(sitting_id: str) -> dict[int, ExamAnswer]:
    """What stands at each question that was touched, by position; one statement."""
    row = ExamAnswerRow
    statement = select(
        row.position,
        row.seq,
        row.given,
        row.flagged,
        row.struck,
        row.highlights,
        row.seconds,
        row.changes,
        row.saved_at,
    ).where(row.sitting_id == sitting_id)
    return {one.position: _answer(one) for one in db.session.execute(statement)}


def _answer(row: Any) -> ExamAnswer:
    return ExamAnswer(
        position=row.position,
        seq=row.seq,
        given=tuple(row.given),
        flagged=row.flagged,
        struck=tuple(row.struck),
        highlights=tuple((start, end) for start, end in row.highlights),
        seconds=row.seconds,
        changes=row.changes,
        saved_at=row.saved_at,
    )


_known: OrderedDict[str, Item] = OrderedDict()
_lock = Lock()


def frozen_items(versions: Collection[str]) -> dict[str, Item]:
    """Items in the versions that were given; at most one statement.

    A version's question and key never change, so a worker keeps those that it has met. Its reasons
    may be mended: whoever shows reasons asks for `explained_items`.
    """
    with _lock:
        found = {version: _known[version] for version in versions if version in _known}
    missing = set(versions) - found.keys()
    if missing:
        read = explained_items(missing)
        found |= read
        with _lock:
            _known.update(read)
            while len(_known) > MOST_IN_MEMORY:
                _known.popitem(last=False)
    return found


def explained_items(versions: Collection[str]) -> dict[str, Item]:
    """Items in the versions that were given, with their reasons of today; one statement."""
    rows = db.session.execute(
        select(ItemVersionRow.version, ItemVersionRow.content).where(
            ItemVersionRow.version.in_(versions)
        )
    )
    return {version: thaw(content) for version, content in rows}


def as_given(place: ExamPlace, items: Mapping[str, Item]) -> Item:
    """The item of a place, with the numbers that were drawn for it."""
    return as_drawn(items[place.version], dict(place.drawn))


def past_exams(person_id: int, *, exam: str = "") -> list[PastExam]:
    """A person's sittings, newest first; those of one exam where it is named. One statement."""
    questions = (
        select(func.count())
        .where(ExamItemRow.sitting_id == ExamSittingRow.id)
        .correlate(ExamSittingRow)
        .scalar_subquery()
    )
    answered = (
        select(func.count())
        .where(ExamAnswerRow.sitting_id == ExamSittingRow.id, ExamAnswerRow.answered)
        .correlate(ExamSittingRow)
        .scalar_subquery()
    )
    statement = select(
        ExamSittingRow.id,
        ExamSittingRow.exam,
        ExamSittingRow.drill,
        ExamSittingRow.title,
        ExamSittingRow.started_at,
        ExamSittingRow.ends_at,
        ExamSittingRow.finished_at,
        questions,
        answered,
    ).where(ExamSittingRow.person_id == person_id)
    if exam:
        statement = statement.where(ExamSittingRow.exam == exam)
    rows = db.session.execute(statement.order_by(ExamSittingRow.started_at.desc()))
    return [PastExam(*row) for row in rows]
