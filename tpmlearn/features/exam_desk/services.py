"""Use cases of a sitting under way: each one transaction, committed at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import select, update

from tpmlearn.db import db, insert_for, new_id
from tpmlearn.domain.content.catalogue import ExamSection
from tpmlearn.domain.exams.clock import Clock, ExamEnd, close_section, resume
from tpmlearn.domain.exams.saving import (
    MOST_ENTRIES,
    BadEntry,
    Entry,
    KeptAs,
    first_seq,
    open_sections,
)
from tpmlearn.metrics import Counted
from tpmlearn.models import ExamAnswerRow, ExamEventRow, ExamItemRow, ExamSittingRow
from tpmlearn.records.exam_ending import end_sitting
from tpmlearn.records.exam_sittings import ExamSitting, find_exam_sitting
from tpmlearn.records.tally import tally
from tpmlearn.words import _

LONGEST_NOTES = 20_000


NOT_SCORED = frozenset({KeptAs.LATE, KeptAs.CLOSED})


class NoSuchExam(Exception):
    """There is no such sitting, or it is somebody else's."""


class OtherBody(Exception):
    """The key of an entry was used before, for another entry."""


class Over(Exception):
    """The sitting has ended: nothing can be changed any more."""


@dataclass(frozen=True)
class Saved:
    """What a save led to: what became of each entry, and how the sitting stands."""

    kept: tuple[KeptAs, ...]
    clock: Clock
    turn: int


@dataclass(frozen=True)
class _State:
    """What a save has to know of a sitting; its row is held until the transaction ends."""

    id: str
    clock: Clock
    turn: int
    open_sections: frozenset[int]
    started_at: datetime


@dataclass(frozen=True)
class _Stands:
    """A question's section, and what stands there."""

    section: int
    seq: int | None
    given: Sequence[str]
    seconds: float
    changes: int


def keep(person_id: int, sitting_id: str, entries: Sequence[Entry], *, now: datetime) -> Saved:
    """Keep what a window sent: of each question the newest state stands, in one transaction.

    Sending again changes nothing and says the same. Raises NoSuchExam, BadEntry for a question
    that the sitting does not have, OtherBody.
    """
    if not entries or len(entries) > MOST_ENTRIES:
        raise BadEntry(_("Send 1 to %(most_entries)s entries.", most_entries=MOST_ENTRIES))
    state = _held(person_id, sitting_id)
    kept = tuple(_keep_one(state, entry, now) for entry in entries)
    db.session.commit()
    return Saved(kept, state.clock, state.turn)


def _held(person_id: int, sitting_id: str) -> _State:
    row = ExamSittingRow
    found = db.session.execute(
        select(
            row.ends_at,
            row.section,
            row.break_until,
            row.finished_at,
            row.turn,
            row.blueprint,
            row.started_at,
        )
        .where(row.id == sitting_id, row.person_id == person_id)
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NoSuchExam
    sections = [ExamSection(**one) for one in found.blueprint["sections"]]
    return _State(
        id=sitting_id,
        clock=Clock(found.ends_at, found.section, found.break_until, found.finished_at),
        turn=found.turn,
        open_sections=open_sections(sections, found.section),
        started_at=found.started_at,
    )


def _keep_one(state: _State, entry: Entry, now: datetime) -> KeptAs:
    if entry.seq >= first_seq(state.turn + 1):
        raise BadEntry(_("The number of a save is ahead of its window."))
    stands = _standing(state.id, entry.position)
    became = _became(state, stands, entry, now)
    if not _note(state.id, entry, became, now):
        return _said_before(state.id, entry)
    if became is KeptAs.KEPT:
        _write(state, stands, entry, now)
        tally(Counted.ANSWERS, "exam")
    return became


def _became(state: _State, stands: _Stands, entry: Entry, now: datetime) -> KeptAs:
    if stands.seq is not None and stands.seq >= entry.seq:
        return KeptAs.SUPERSEDED
    if not state.clock.takes(now):
        return KeptAs.LATE
    is_open = stands.section in state.open_sections and not state.clock.in_break(now)
    return KeptAs.KEPT if is_open else KeptAs.CLOSED


def _standing(sitting_id: str, position: int) -> _Stands:
    item, answer = ExamItemRow, ExamAnswerRow
    found = db.session.execute(
        select(item.section, answer.seq, answer.given, answer.seconds, answer.changes)
        .outerjoin(
            answer, (answer.sitting_id == item.sitting_id) & (answer.position == item.position)
        )
        .where(item.sitting_id == sitting_id, item.position == position)
    ).one_or_none()
    if found is None:
        raise BadEntry(_("There is no such question in this exam."))
    section, seq, given, seconds, changes = found
    return _Stands(section, seq, given or [], seconds or 0.0, changes or 0)


def _note(sitting_id: str, entry: Entry, became: KeptAs, now: datetime) -> bool:
    """Append the event; False where its key is there already."""
    added = db.session.scalar(
        insert_for(ExamEventRow)
        .values(
            sitting_id=sitting_id,
            key=entry.key,
            kind=str(became) if became in NOT_SCORED else "answer",
            position=entry.position,
            detail={**entry.body, "digest": entry.digest, "became": became},
            at=now,
        )
        .on_conflict_do_nothing(index_elements=["sitting_id", "key"])
        .returning(ExamEventRow.id)
    )
    return added is not None


def _said_before(sitting_id: str, entry: Entry) -> KeptAs:
    detail = db.session.scalars(
        select(ExamEventRow.detail).where(
            ExamEventRow.sitting_id == sitting_id, ExamEventRow.key == entry.key
        )
    ).one()
    if detail.get("digest") != entry.digest:
        raise OtherBody
    return KeptAs(detail["became"])


def _write(state: _State, stands: _Stands, entry: Entry, now: datetime) -> None:
    given = list(entry.given)
    since_start = (now - state.started_at).total_seconds()
    values: dict[str, Any] = {
        "sitting_id": state.id,
        "position": entry.position,
        "seq": entry.seq,
        "given": given,
        "answered": bool(given),
        "flagged": entry.flagged,
        "struck": list(entry.struck),
        "highlights": [list(one) for one in entry.highlights],
        # No question was on the screen for longer than the exam lasts, whatever a window says.
        "seconds": max(min(max(stands.seconds, entry.seconds), since_start), 0.0),
        "changes": stands.changes + bool(stands.given and list(stands.given) != given),
        "saved_at": now,
    }
    db.session.execute(_upsert(db.session.get_bind().dialect.name), values)


@cache
def _upsert(_dialect: str) -> Any:
    """The statement that puts a newer state in its place: made once, as making it takes longer
    than the rest of a save."""
    insert = insert_for(ExamAnswerRow)
    places = ("sitting_id", "position")
    return insert.on_conflict_do_update(
        index_elements=places,
        set_={
            name: insert.excluded[name]
            for name in ExamAnswerRow.__table__.columns.keys()  # noqa: SIM118 - not a dict
            if name not in (*places, "right")
        },
        where=ExamAnswerRow.seq < insert.excluded.seq,
    )


@dataclass(frozen=True)
class Posted:
    """What the form of a question sends where no script runs; None leaves a thing as it was.

    `seq` is the number of what stood there when the form was made.
    """

    position: int
    seq: int
    given: tuple[str, ...]
    flag: bool | None = None
    strike: int | None = None
    seconds: float = 0.0


def keep_posted(person_id: int, sitting_id: str, posted: Posted, *, now: datetime) -> Saved:
    """Keep what a form sent, unless something newer stands than what the form was made from.

    A form is a window of its own: it takes the sitting over. Raises as `keep` does.
    """
    state = _held(person_id, sitting_id)
    row = ExamAnswerRow
    stands = db.session.execute(
        select(row).where(row.sitting_id == sitting_id, row.position == posted.position)
    ).scalar_one_or_none()
    if stands is not None and stands.seq > posted.seq:
        same = list(posted.given) == stands.given
        return Saved((KeptAs.KEPT if same else KeptAs.SUPERSEDED,), state.clock, state.turn)
    state = replace(state, turn=state.turn + 1)
    kept = _keep_one(state, _entry_of(posted, stands, state.turn), now)
    if kept is KeptAs.KEPT:
        _change(sitting_id, turn=state.turn)
    db.session.commit()
    return Saved((kept,), state.clock, state.turn)


def _entry_of(posted: Posted, stands: ExamAnswerRow | None, turn: int) -> Entry:
    struck = set(stands.struck) if stands else set()
    if posted.strike is not None:
        struck ^= {posted.strike}
    return Entry(
        key=new_id(),
        position=posted.position,
        seq=first_seq(turn) + 1,
        given=posted.given,
        flagged=posted.flag if posted.flag is not None else bool(stands and stands.flagged),
        struck=tuple(sorted(struck)),
        highlights=tuple((a, b) for a, b in stands.highlights) if stands else (),
        seconds=(stands.seconds if stands else 0.0) + posted.seconds,
    )


def take_over(person_id: int, sitting_id: str, *, now: datetime) -> int:
    """A window begins: from now on its saves outrank those of every other one; its turn.

    Raises NoSuchExam, Over.
    """
    sitting = _open(person_id, sitting_id, now)
    turn = sitting.turn + 1
    _change(sitting_id, turn=turn)
    _event(sitting_id, "taken-over", {"turn": turn}, now)
    db.session.commit()
    return turn


def close(person_id: int, sitting_id: str, section: int, *, rest: bool, now: datetime) -> None:
    """Close a section, or send the exam with the last one. Raises NoSuchExam.

    What is closed already stays so: pressing twice, here or in two windows, changes nothing.
    """
    sitting = _sitting(person_id, sitting_id)
    is_open = not sitting.clock.is_over(now) and not sitting.clock.in_break(now)
    if sitting.clock.section == section and is_open:
        if sitting.is_last_section:
            end_sitting(sitting, ExamEnd.SUBMITTED, now=now)
        else:
            _close_section(sitting, rest=rest, now=now)
    db.session.commit()


def _close_section(sitting: ExamSitting, *, rest: bool, now: datetime) -> None:
    clock = close_section(sitting.clock, sitting.blueprint, now=now, rest=rest)
    _change(sitting.id, section=clock.section, break_until=clock.break_until, ends_at=clock.ends_at)
    detail = {"section": sitting.clock.section, "rest": clock.break_until is not None}
    _event(sitting.id, "section-closed", detail, now)


def go_on(person_id: int, sitting_id: str, *, now: datetime) -> None:
    """End a break before its time. Raises NoSuchExam."""
    sitting = _sitting(person_id, sitting_id)
    clock = resume(sitting.clock, now=now)
    if clock != sitting.clock:
        _change(sitting_id, break_until=clock.break_until, ends_at=clock.ends_at)
        _event(sitting_id, "resumed", {}, now)
    db.session.commit()


def keep_notes(person_id: int, sitting_id: str, notes: str, *, now: datetime) -> None:
    """Keep the notes of a sitting. Raises NoSuchExam, Over."""
    _open(person_id, sitting_id, now)
    _change(sitting_id, notes=notes[:LONGEST_NOTES])
    db.session.commit()


def _sitting(person_id: int, sitting_id: str) -> ExamSitting:
    """A person's sitting, held until the transaction ends."""
    sitting = find_exam_sitting(person_id, sitting_id, for_update=True)
    if sitting is None:
        raise NoSuchExam
    return sitting


def _open(person_id: int, sitting_id: str, now: datetime) -> ExamSitting:
    sitting = _sitting(person_id, sitting_id)
    if sitting.clock.is_over(now):
        raise Over
    return sitting


def _change(sitting_id: str, **values: object) -> None:
    db.session.execute(
        update(ExamSittingRow)
        .where(ExamSittingRow.id == sitting_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _event(sitting_id: str, kind: str, detail: Mapping[str, object], now: datetime) -> None:
    db.session.add(
        ExamEventRow(
            sitting_id=sitting_id,
            key=new_id(),
            kind=kind,
            position=None,
            detail=dict(detail),
            at=now,
        )
    )
