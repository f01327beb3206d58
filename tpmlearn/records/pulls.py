"""Looks at the remote: who asked for one, when, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select

from tpmlearn.db import db
from tpmlearn.models import PullRow


class AskedBy(StrEnum):
    """What made the site look at the remote."""

    PAGE = "page"
    COMMAND = "command"
    TIMER = "timer"
    WEBHOOK = "webhook"


class Outcome(StrEnum):
    """What came of a pull."""

    LIVE = "live"
    SAME = "same"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class Pull:
    """One look at the remote; `outcome` is None while it waits or goes on."""

    id: int
    asked_by: AskedBy
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    outcome: Outcome | None
    commit: str
    why: str
    problems: tuple[str, ...]


KEPT = timedelta(days=365)


def ask_for_pull(asked_by: AskedBy, *, now: datetime) -> int:
    """Note that the remote is to be looked at; one that waits already is the same. Commits."""
    row = PullRow
    waiting = db.session.scalar(select(row.id).where(row.begun_at.is_(None)).limit(1))
    if waiting is None:
        new = PullRow(asked_by=asked_by, asked_at=now, outcome="", why="", problems=[])
        db.session.add(new)
        db.session.flush()
        waiting = new.id
    db.session.execute(delete(row).where(row.asked_at < now - KEPT))
    db.session.commit()
    return waiting


def pulls(limit: int) -> list[Pull]:
    """The latest looks at the remote."""
    rows = db.session.scalars(select(PullRow).order_by(PullRow.id.desc()).limit(limit))
    return [pull_from(row) for row in rows]


def pull_from(row: PullRow) -> Pull:
    """The pull that a row describes."""
    return Pull(
        id=row.id,
        asked_by=AskedBy(row.asked_by),
        asked_at=row.asked_at,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        commit=row.commit_id or "",
        why=row.why,
        problems=tuple(row.problems),
    )
