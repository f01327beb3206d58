"""Use cases of whoever reports: send, take back, read the answer; each one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update

from tpmlearn.db import db, new_id
from tpmlearn.domain.content.paragraphs import Paragraph
from tpmlearn.domain.learning.reports import CLOSED, WAITING
from tpmlearn.features.problem_reports.queries import Origin, Place, reportable, section_of
from tpmlearn.models import ProblemReportRow, ReportStepRow
from tpmlearn.records.people import hold
from tpmlearn.records.problem_reports import STATE
from tpmlearn.records.versions import keep_versions
from tpmlearn.throttle import Limit, count_try

MOST_OPEN = 20
# Who has no account can begin anew as often as they like; a class shares one address.
FREE_PER_ADDRESS = 40


class NothingToReport(Exception):
    """There is no such question or section, it is somebody else's, or its sitting goes on."""


class TooManyOpen(Exception):
    """As many reports of this person wait for an answer as may."""


class NoSuchReport(Exception):
    """There is no such report, it is somebody else's, or it was taken back."""


class AlreadyAnswered(Exception):
    """The report has its answer and stays."""


@dataclass(frozen=True)
class Sent:
    """A report that is kept; `is_new` is false where the same was sent before, at `at`."""

    is_new: bool
    at: datetime


def slow_down(address: str, *, now: datetime) -> None:
    """Count a report from a network address, for whoever has no account. Raises Throttled."""
    count_try(Limit("report address", address, FREE_PER_ADDRESS), now=now)


def report_item(person_id: int, place: Place, text: str, *, now: datetime) -> Sent:
    """Report a question; the same text twice is one report. Raises NothingToReport, TooManyOpen."""
    hold(person_id)
    found = reportable(person_id, place)
    if found is None:
        raise NothingToReport
    if place.origin is Origin.AUTHOR:
        keep_versions([found.item], now=now)
    about = {"item": found.item.id}
    version = {"item_version": found.item.version, **found.columns}
    return _send(person_id, about, version, text, now=now)


def report_paragraph(
    person_id: int, slug: str, anchor: str, paragraph: Paragraph | None, text: str, *, now: datetime
) -> Sent:
    """Report a paragraph of a section, or the section as a whole for None; the same twice is one.

    Raises NothingToReport, TooManyOpen.
    """
    hold(person_id)
    if section_of(slug, anchor) is None:
        raise NothingToReport
    key, quote = (paragraph.key, paragraph.quote) if paragraph else ("", "")
    about = {"module": slug, "section": anchor, "paragraph": key}
    return _send(person_id, about, {"quote": quote}, text, now=now)


def take_back(person_id: int, report_id: str) -> None:
    """Drop a report that nobody has answered. Raises NoSuchReport, AlreadyAnswered."""
    row, step = ProblemReportRow, ReportStepRow
    own = (row.id == report_id, row.person_id == person_id)
    answered = exists().where(step.report_id == row.id, step.text != "")
    done = db.session.execute(delete(row).where(*own, STATE.in_(WAITING), ~answered))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise AlreadyAnswered if db.session.scalar(select(row.id).where(*own)) else NoSuchReport
    db.session.commit()


def mark_read(person_id: int, until: datetime, *, now: datetime) -> None:
    """Note that a person has seen all answers that were given up to a moment."""
    row = ProblemReportRow
    db.session.execute(
        update(row)
        .where(
            row.person_id == person_id,
            STATE.in_(CLOSED),
            row.changed_at <= until,
            row.seen_at.is_(None),
        )
        .values(seen_at=now)
    )
    db.session.commit()


def _send(
    person_id: int, about: dict[str, str], further: dict[str, Any], text: str, *, now: datetime
) -> Sent:
    row, own = ProblemReportRow, ProblemReportRow.person_id == person_id
    same = select(row.reported_at).filter_by(**about).where(own, row.text == text)
    if before := db.session.scalars(same.limit(1)).first():
        return Sent(False, before)
    waiting = select(func.count()).where(own, STATE.in_(WAITING))
    if (db.session.scalar(waiting) or 0) >= MOST_OPEN:
        raise TooManyOpen
    values = {**about, **further}
    db.session.add(row(id=new_id(), person_id=person_id, text=text, reported_at=now, **values))
    db.session.commit()
    return Sent(True, now)
