"""Opens a sitting by an invigilator's code, and tells who watches at one that was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select, update

from tpmlearn.db import db
from tpmlearn.domain.assessment.invigilation import Refusal, Terms, read_code
from tpmlearn.domain.profiles.conditions import Watch
from tpmlearn.models import InvigilatorCodeRow
from tpmlearn.records.people import hashed


class CodeRefused(Exception):
    """A code opens nothing; `why` is the sentence for who typed it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(str(why))
        self.why = why


class Tries(Protocol):
    """Slows guessing of codes down."""

    def count(self, *, now: datetime) -> None:
        """Count a try as a wrong one, and commit; raises where there were too many."""

    def was_right(self, *, now: datetime) -> None:
        """Take that back (the caller commits)."""


@dataclass(frozen=True)
class TypedCode:
    """A code as a member typed it."""

    text: str
    tries: Tries


def check_code(typed: TypedCode, wanted: str, *, now: datetime) -> str:
    """The id of the code that opens `wanted`: TESTS, or the slug of an exam.

    A transaction of its own: the try is counted before it is known whether it was right, until
    `use_code` takes that back. Raises CodeRefused, and what `Tries.count` does.
    """
    typed.tries.count(now=now)
    code, row = read_code(typed.text), InvigilatorCodeRow
    found = (
        code
        and db.session.execute(
            select(row.id, row.exam, row.expires_at, row.revoked_at, row.most_uses, row.uses).where(
                row.code_hash == hashed(code)
            )
        ).one_or_none()
    )
    db.session.rollback()
    if not found:
        raise CodeRefused(Refusal.UNKNOWN)
    terms = Terms(found.exam, found.expires_at, found.revoked_at, found.most_uses, found.uses)
    if why := terms.refuses(wanted, now):
        raise CodeRefused(why)
    return str(found.id)


def use_code(typed: TypedCode, code_id: str, *, now: datetime) -> None:
    """Count one use in the transaction that begins a sitting (the caller commits).

    The database decides: of two who have the last use at once, one raises CodeRefused. Last of
    all statements, as it holds the row that everybody in the room asks for.
    """
    typed.tries.was_right(now=now)
    row = InvigilatorCodeRow
    used = db.session.scalar(
        update(row)
        .where(
            row.id == code_id,
            row.uses < row.most_uses,
            row.revoked_at.is_(None),
            row.expires_at > now,
        )
        .values(uses=row.uses + 1)
        .returning(row.id)
        .execution_options(synchronize_session=False)
    )
    if used is None:
        db.session.rollback()
        raise CodeRefused(Refusal.USED_UP)


def go_on_with(typed: TypedCode, code_id: str, opened_by: str | None, *, now: datetime) -> None:
    """Go on with the sitting that is open, which this code opened: the form came twice.

    Commits. Raises CodeRefused where something else opened it: a code counts from its beginning.
    """
    typed.tries.was_right(now=now)
    db.session.commit()
    if opened_by != code_id:
        raise CodeRefused(Refusal.UNDER_WAY)


def watch_of(code_id: str | None) -> Watch | None:
    """Who watches at a sitting that this code opened; one statement, none without a code."""
    if code_id is None:
        return None
    row = InvigilatorCodeRow
    found = db.session.execute(
        select(row.centre, row.invigilator).where(row.id == code_id)
    ).one_or_none()
    return Watch(*found) if found else None
