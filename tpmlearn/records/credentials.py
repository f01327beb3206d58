"""Badges that were issued, their numbers in the status lists, and what stays of erased people's."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.exc import IntegrityError

from tpmlearn.db import db
from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.domain.credentials.revoking import Why
from tpmlearn.domain.credentials.status import SIZE
from tpmlearn.models import CredentialRow
from tpmlearn.records.people import stays

FILLED = SIZE // 2
"""How many numbers of a list are given before another list is begun."""


@dataclass(frozen=True)
class Credential:
    """A badge as it was issued; `revoked_at` is None while it stands."""

    id: str
    kind: Kind
    about: str
    document: dict[str, Any]
    jwt: str
    status_index: int
    issued_at: datetime
    revoked_at: datetime | None
    revoked_why: str

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.document.get("name", ""))


def new_uuid() -> str:
    """An id that cannot be guessed (UUID, version 4)."""
    return str(UUID(bytes=secrets.token_bytes(16), version=4))


def credentials_of(person_id: int) -> tuple[Credential, ...]:
    """A person's badges, newest first, revoked ones among them; one statement."""
    row = CredentialRow
    statement = select(row).where(row.person_id == person_id, row.document.is_not(None))
    found = db.session.scalars(statement.order_by(row.issued_at.desc(), row.id))
    return tuple(_from(one) for one in found)


def credential_of(person_id: int, credential_id: str) -> Credential | None:
    """A person's own badge; None for anybody else's. One statement."""
    row = CredentialRow
    statement = select(row).where(row.id == credential_id, row.person_id == person_id)
    found = db.session.scalars(statement).one_or_none()
    return _from(found) if found and found.document is not None else None


def public_credential(credential_id: str) -> Credential | None:
    """A badge for whoever has its address; None where its person is leaving or gone."""
    row = CredentialRow
    statement = select(row).where(
        row.id == credential_id, row.person_id.is_not(None), stays(row.person_id)
    )
    found = db.session.scalars(statement).one_or_none()
    return _from(found) if found and found.document is not None else None


def was_issued(credential_id: str) -> bool:
    """Whether there ever was a badge of that id; one statement."""
    found = select(CredentialRow.id).where(CredentialRow.id == credential_id)
    return db.session.scalar(found) is not None


def number_of(credential_id: str) -> tuple[int, str] | None:
    """A badge's number in the status lists and why it was revoked, if it ever was issued."""
    row = CredentialRow
    found = select(row.status_index, row.revoked_why).where(row.id == credential_id)
    one = db.session.execute(found).one_or_none()
    return (one.status_index, one.revoked_why) if one else None


def standing_of(person_id: int, kind: Kind, about: str) -> CredentialRow | None:
    """The row of the badge that stands for an achievement; there is one at most."""
    row = CredentialRow
    return db.session.scalars(
        select(row).where(
            row.person_id == person_id,
            row.kind == kind,
            row.about == about,
            row.revoked_at.is_(None),
        )
    ).first()


def free_number() -> int:
    """A number that was never given; random, so that numbers tell neither order nor time."""
    row = CredentialRow
    count = db.session.scalar(select(func.count()).select_from(row)) or 0
    while True:
        number = count // FILLED * SIZE + secrets.randbelow(SIZE)
        if db.session.scalar(select(row.id).where(row.status_index == number)) is None:
            return number


def add_credential(row: CredentialRow) -> bool:
    """Add a row (the caller commits); False if somebody else was given its number just now."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def lists() -> int:
    """How many status lists there are, one at least; one statement."""
    highest = db.session.scalar(select(func.max(CredentialRow.status_index)))
    return 1 if highest is None else highest // SIZE + 1


def revoked_numbers(number: int) -> frozenset[int]:
    """The numbers of revoked badges in list `number`; one statement."""
    row, first = CredentialRow, (number - 1) * SIZE
    statement = select(row.status_index).where(
        row.status_index >= first, row.status_index < first + SIZE, row.revoked_at.is_not(None)
    )
    return frozenset(db.session.scalars(statement))


def revoke_all(person_id: int, *, now: datetime) -> None:
    """Revoke every badge of somebody who leaves, for good (the caller commits)."""
    db.session.execute(
        update(CredentialRow)
        .where(CredentialRow.person_id == person_id, CredentialRow.revoked_at.is_(None))
        .values(revoked_at=now, revoked_why=Why.WITHDRAWN)
    )


def forget_credentials(*, now: datetime) -> None:
    """Leave of badges whose people are gone a revoked bit alone (the caller commits).

    To be called wherever people are erased, after their rows have gone.
    """
    row = CredentialRow
    db.session.execute(
        update(row)
        .where(
            row.person_id.is_(None),
            or_(row.document.is_not(None), row.jwt.is_not(None), row.revoked_at.is_(None)),
        )
        .values(
            document=None,
            jwt=None,
            about="",
            revoked_at=func.coalesce(row.revoked_at, now),
            revoked_why=Why.WITHDRAWN,
        )
    )


def _from(row: CredentialRow) -> Credential:
    return Credential(
        id=row.id,
        kind=Kind(row.kind),
        about=row.about,
        document=dict(row.document or {}),
        jwt=row.jwt or "",
        status_index=row.status_index,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
        revoked_why=row.revoked_why,
    )
