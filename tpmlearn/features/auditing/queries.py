"""The audit trail by page, newest first, by act and by pseudonym."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import IN_WORDS, Act
from tpmlearn.models import AuditRow
from tpmlearn.words import _

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One act: `act` in words, `subject` as a kind and an id."""

    at: datetime
    actor: str
    act: str
    subject: str
    detail: str
    request: str


@dataclass(frozen=True)
class Trail:
    """A page of the trail; `older` is where the next one begins, None at the end."""

    lines: tuple[Line, ...]
    older: int | None


def trail(*, act: Act | None, who: str, before: int | None) -> Trail:
    """The acts before a number, of one kind and by or about one pseudonym; one statement."""
    row = AuditRow
    found = select(row).order_by(row.id.desc()).limit(PAGE + 1)
    if act is not None:
        found = found.where(row.act == act)
    if who:
        found = found.where(or_(row.actor == who, row.subject == f"person:{who}"))
    if before is not None:
        found = found.where(row.id < before)
    rows = db.session.scalars(found).all()
    shown = rows[:PAGE]
    return Trail(tuple(map(_line, shown)), shown[-1].id if len(rows) > PAGE else None)


def _line(row: AuditRow) -> Line:
    known = row.act in frozenset(Act)
    words = _(IN_WORDS[Act(row.act)]) if known else row.act
    return Line(row.at, row.actor, words, row.subject, row.detail, row.request)
