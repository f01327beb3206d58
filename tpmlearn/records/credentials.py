"""Badges that were issued, their numbers in the status lists, and what stays of erased people's."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.exc import IntegrityError

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.domain.credentials.revoking import Why
from tpmlearn.domain.credentials.status import SIZE
from tpmlearn.models import CredentialRow, CredentialStatusRow
from tpmlearn.records.audit import note_act
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
    number: int
    issued_at: datetime
    revoked_at: datetime | None
    revoked_why: str

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.document.get("name", ""))


@dataclass(frozen=True)
class Number:
    """A badge's number in the status lists; of one that is gone nothing else is known."""

    number: int
    revoked: bool
    why: str


def new_uuid() -> str:
    """An id that cannot be guessed (UUID, version 4)."""
    return str(UUID(bytes=secrets.token_bytes(16), version=4))


def credentials_of(person_id: int) -> tuple[Credential, ...]:
    """A person's badges, newest first, revoked ones among them; one statement."""
    row = CredentialRow
    statement = _found(row.person_id == person_id)
    rows = db.session.execute(statement.order_by(row.issued_at.desc(), row.id))
    return tuple(_from(one, status) for one, status in rows)


def credential_of(person_id: int, credential_id: str) -> Credential | None:
    """A person's own badge; None for anybody else's. One statement."""
    row = CredentialRow
    return _one(row.id == credential_id, row.person_id == person_id)


def public_credential(credential_id: str) -> Credential | None:
    """A badge for whoever has its address; None where its person is leaving or gone."""
    return _one(CredentialRow.id == credential_id, stays(CredentialRow.person_id))


def standing_of(person_id: int, kind: Kind, about: str) -> Credential | None:
    """The badge that stands for an achievement; there is one at most."""
    row = CredentialRow
    return _one(
        row.person_id == person_id,
        row.kind == kind,
        row.about == about,
        CredentialStatusRow.revoked_at.is_(None),
    )


def number_of(credential_id: str) -> Number | None:
    """A badge's number, whether or not the badge is still kept; None if there never was one."""
    status = CredentialStatusRow
    found = db.session.execute(
        select(status.bit, _is_revoked(), status.revoked_why).where(
            status.credential_id == credential_id
        )
    ).one_or_none()
    if found is None:
        return None
    number, revoked, why = found
    return Number(number, bool(revoked), why or (Why.WITHDRAWN if revoked else ""))


def give_number(credential_id: str) -> int:
    """Give a badge a number that was never given, and return it (the caller commits).

    Numbers are random, so that they tell neither order nor time; the database refuses to give one
    twice, and whoever comes second in a race gets another.
    """
    count = db.session.scalar(select(func.count()).select_from(CredentialStatusRow)) or 0
    while True:
        number = count // FILLED * SIZE + drawn(SIZE)
        try:
            with db.session.begin_nested():
                db.session.add(CredentialStatusRow(bit=number, credential_id=credential_id))
        except IntegrityError:
            continue
        return number


def drawn(below: int) -> int:
    """A number below another, from the machine's randomness."""
    return secrets.randbelow(below)


def lists() -> int:
    """How many status lists there are, one at least; one statement."""
    highest = db.session.scalar(select(func.max(CredentialStatusRow.bit)))
    return 1 if highest is None else highest // SIZE + 1


def revoked_numbers(number: int) -> frozenset[int]:
    """The numbers of revoked badges in list `number`; one statement."""
    bit, first = CredentialStatusRow.bit, (number - 1) * SIZE
    statement = select(bit).where(bit >= first, bit < first + SIZE, _is_revoked())
    return frozenset(db.session.scalars(statement))


def revoke_badge(credential_id: str, why: Why, *, now: datetime, by: str = "") -> None:
    """Revoke a badge for good; one that is revoked stays as it was (the caller commits).

    `by` says who does it where no request is under way, as in `note_act`.
    """
    status = CredentialStatusRow
    done = db.session.scalar(
        update(status)
        .where(status.credential_id == credential_id, status.revoked_at.is_(None))
        .values(revoked_at=now, revoked_why=why.value)
        .returning(status.credential_id)
    )
    if done is not None:
        note_act(Act.BADGE_REVOKED, f"badge:{done}", now=now, detail=why.name.lower(), by=by)


def revoke_all(person_id: int, *, now: datetime) -> None:
    """Revoke every badge of somebody who leaves, for good (the caller commits)."""
    status = CredentialStatusRow
    theirs = select(CredentialRow.id).where(CredentialRow.person_id == person_id)
    db.session.execute(
        update(status)
        .where(status.credential_id.in_(theirs), status.revoked_at.is_(None))
        .values(revoked_at=now, revoked_why=Why.WITHDRAWN.value)
    )


def _is_revoked() -> ColumnElement[bool]:
    """Whether a number is that of a revoked badge: it was revoked, or its person is erased."""
    status = CredentialStatusRow
    kept = select(CredentialRow.id).where(CredentialRow.id == status.credential_id).exists()
    return status.revoked_at.is_not(None) | ~kept


def _found(*conditions: ColumnElement[bool]) -> Select[CredentialRow, CredentialStatusRow]:
    row, status = CredentialRow, CredentialStatusRow
    return select(row, status).join(status, status.credential_id == row.id).where(*conditions)


def _one(*conditions: ColumnElement[bool]) -> Credential | None:
    found = db.session.execute(_found(*conditions)).first()
    return _from(*found) if found else None


def _from(row: CredentialRow, status: CredentialStatusRow) -> Credential:
    return Credential(
        id=row.id,
        kind=Kind(row.kind),
        about=row.about,
        document=dict(row.document),
        jwt=row.jwt,
        number=status.bit,
        issued_at=row.issued_at,
        revoked_at=status.revoked_at,
        revoked_why=status.revoked_why,
    )
