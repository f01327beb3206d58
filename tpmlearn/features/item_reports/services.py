"""Use cases of reports: send, take back, read the answer, answer; each one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.orm import aliased

from tpmlearn.db import db, new_id
from tpmlearn.features.item_reports.queries import reportable
from tpmlearn.models import ItemReportRow
from tpmlearn.records.people import hold

MOST_OPEN = 20


class NothingToReport(Exception):
    """There is no such question, or it is of a sitting that is not over, or is somebody else's."""


class TooManyOpen(Exception):
    """As many reports of this person wait for an answer as may."""


class NoSuchReport(Exception):
    """There is no such report, it is somebody else's, or it was taken back."""


class AlreadyAnswered(Exception):
    """The report has its answer and stays."""


class AnsweredMeanwhile(Exception):
    """Another answer was given since the page was opened."""


@dataclass(frozen=True)
class Sent:
    """A report that is kept; `is_new` is false where the same was sent before, at `at`."""

    is_new: bool
    at: datetime


def send(person_id: int, sitting_id: str, position: int, text: str, *, now: datetime) -> Sent:
    """Report a question; the same text twice is one report. Raises NothingToReport, TooManyOpen."""
    hold(person_id)
    found = reportable(person_id, sitting_id, position, now=now)
    if found is None:
        raise NothingToReport
    row, own = ItemReportRow, ItemReportRow.person_id == person_id
    same = select(row.reported_at).where(own, row.item == found.item.id, row.text == text)
    if before := db.session.scalars(same.limit(1)).first():
        return Sent(False, before)
    waiting = select(func.count()).where(own, row.answered_at.is_(None))
    if (db.session.scalar(waiting) or 0) >= MOST_OPEN:
        raise TooManyOpen
    db.session.add(
        ItemReportRow(
            id=new_id(),
            person_id=person_id,
            item=found.item.id,
            item_version=found.item.version,
            sitting_id=sitting_id,
            position=position,
            text=text,
            reported_at=now,
        )
    )
    db.session.commit()
    return Sent(True, now)


def take_back(person_id: int, report_id: str) -> None:
    """Drop a report that nobody has answered. Raises NoSuchReport, AlreadyAnswered."""
    row = ItemReportRow
    own = (row.id == report_id, row.person_id == person_id)
    done = db.session.execute(delete(row).where(*own, row.answered_at.is_(None)))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise AlreadyAnswered if db.session.scalar(select(row.id).where(*own)) else NoSuchReport
    db.session.commit()


def mark_read(person_id: int, until: datetime, *, now: datetime) -> None:
    """Note that a person has seen all answers that were given up to a moment."""
    row = ItemReportRow
    db.session.execute(
        update(row)
        .where(row.person_id == person_id, row.answered_at <= until, row.seen_at.is_(None))
        .values(seen_at=now)
    )
    db.session.commit()


def answer(
    author_id: int, report_id: str, text: str, *, before: str, everyone: bool, now: datetime
) -> int:
    """Answer a report, or answer it anew: it is new to its person again. How many were answered.

    `before` is when the answer that the author saw was given, empty for none. With `everyone` the
    other open reports of the item get the same answer. Raises NoSuchReport, AnsweredMeanwhile.
    """
    held = _hold(report_id, everyone=everyone)
    found = next((one for one in held if one.id == report_id), None)
    if found is None:
        raise NoSuchReport
    if found.answer == text:
        return 0
    if before != (found.answered_at.isoformat() if found.answered_at else ""):
        raise AnsweredMeanwhile
    for one in held:
        one.answer, one.answered_at, one.author_id, one.seen_at = text, now, author_id, None
    db.session.commit()
    return len(held)


def _hold(report_id: str, *, everyone: bool) -> list[ItemReportRow]:
    """A report for this transaction alone; with `everyone` the open ones of its item as well.

    All in one statement and in the order of their ids: two authors who answer two reports of one
    item wait for each other, and neither holds what the other waits for.
    """
    row, its = ItemReportRow, aliased(ItemReportRow)
    wanted = row.id == report_id
    if everyone:
        item = select(its.item).where(its.id == report_id).scalar_subquery()
        wanted = or_(wanted, and_(row.item == item, row.answered_at.is_(None)))
    statement = select(row).where(wanted).order_by(row.id).with_for_update()
    return list(db.session.scalars(statement.execution_options(populate_existing=True)))
