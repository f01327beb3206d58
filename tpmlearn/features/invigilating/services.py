"""Use cases of invigilators' codes: issue one, revoke one; each one transaction, committed."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from tpmlearn.db import db, new_id
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.assessment.invigilation import grouped, make_code
from tpmlearn.models import InvigilatorCodeRow
from tpmlearn.records.audit import note_act
from tpmlearn.records.people import hashed


class NoSuchCode(Exception):
    """There is no such code, or it works no more."""


@dataclass(frozen=True)
class Wanted:
    """A code as an admin wants it; `exam` as in `Terms`."""

    centre: str
    invigilator: str
    exam: str
    most_uses: int
    expires_at: datetime


@dataclass(frozen=True)
class Issued:
    """A code that was issued: its number, and its letters, which are never known again."""

    id: str
    code: str


def issue(admin_id: int, wanted: Wanted, *, now: datetime) -> Issued:
    """Make a code; only its hash is kept."""
    code, code_id = make_code(secrets.randbelow), new_id()
    db.session.add(
        InvigilatorCodeRow(
            id=code_id,
            code_hash=hashed(code),
            issued_by=admin_id,
            created_at=now,
            **vars(wanted),
        )
    )
    note_act(Act.CODE_ISSUED, f"code:{code_id}", now=now)
    db.session.commit()
    return Issued(code_id, grouped(code))


def revoke(code_id: str, *, now: datetime) -> None:
    """Let a code open nothing more, from now on; sittings under way keep it. Raises NoSuchCode."""
    row = InvigilatorCodeRow
    done = db.session.scalar(
        update(row)
        .where(row.id == code_id, row.revoked_at.is_(None), row.expires_at > now)
        .values(revoked_at=now)
        .returning(row.id)
    )
    if done is None:
        db.session.rollback()
        raise NoSuchCode
    note_act(Act.CODE_REVOKED, f"code:{code_id}", now=now)
    db.session.commit()
