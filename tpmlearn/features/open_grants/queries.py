"""Reads for the admins' pages of grants: kinds, ends, owners; never what they show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, func, select

from tpmlearn.db import db
from tpmlearn.domain.profiles.visibility import GrantKind
from tpmlearn.models import GrantRow, PersonRow
from tpmlearn.records.audit import pseudonym
from tpmlearn.records.grants import is_open

PAGE = 50
SOON = timedelta(days=7)


@dataclass(frozen=True)
class OpenGrant:
    """A grant that works, and the member whose it is."""

    id: str
    kind: GrantKind
    created_at: datetime
    expires_at: datetime | None
    owner_id: int
    name: str
    email: str
    pseudonym: str


@dataclass(frozen=True)
class OpenGrants:
    """A page of them, the next to end first; `found` is how many there are of that kind."""

    lines: tuple[OpenGrant, ...]
    found: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.found // PAGE))


def counts(*, now: datetime) -> Mapping[GrantKind, int]:
    """How many grants of each kind work now; one statement."""
    rows = db.session.execute(
        select(GrantRow.kind, func.count()).where(is_open(now)).group_by(GrantRow.kind)
    )
    found = {str(kind): int(count) for kind, count in rows}
    return {kind: found.get(kind.value, 0) for kind in GrantKind}


def open_grants(kind: str, *, soon: bool, page: int, now: datetime) -> OpenGrants:
    """The grants that work, of one kind or all, with those alone that end within SOON or not; two
    statements."""
    conditions = [is_open(now)]
    if kind:
        conditions.append(GrantRow.kind == kind)
    if soon:
        conditions.append(GrantRow.expires_at <= now + SOON)
    found = db.session.scalar(select(func.count()).select_from(GrantRow).where(*conditions)) or 0
    page = min(max(1, page), max(1, -(-found // PAGE)))
    rows = db.session.execute(
        _grants()
        .where(*conditions)
        .order_by(GrantRow.expires_at.is_(None), GrantRow.expires_at, GrantRow.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return OpenGrants(tuple(map(_line, rows)), found, page)


def open_grant(grant_id: str, *, now: datetime) -> OpenGrant | None:
    """One grant that works, or None; one statement."""
    row = db.session.execute(_grants().where(GrantRow.id == grant_id, is_open(now))).one_or_none()
    return _line(row) if row else None


def _grants() -> Select[GrantRow, str, str | None]:
    return select(GrantRow, PersonRow.name, PersonRow.email).join(
        PersonRow, PersonRow.id == GrantRow.person_id
    )


def _line(row: Row[GrantRow, str, str | None]) -> OpenGrant:
    grant, name, email = row
    return OpenGrant(
        id=grant.id,
        kind=GrantKind(grant.kind),
        created_at=grant.created_at,
        expires_at=grant.expires_at,
        owner_id=grant.person_id,
        name=name,
        email=email or "",
        pseudonym=pseudonym(grant.person_id),
    )
