"""Reads for the admins' pages of members: the list, page by page, and one of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, or_, select

from tpmlearn.db import db
from tpmlearn.domain.profiles.visibility import GrantKind
from tpmlearn.models import IS_MEMBER, ExternalIdentityRow, GrantRow, PersonRow, SignInRow
from tpmlearn.records.audit import pseudonym
from tpmlearn.records.grants import is_open
from tpmlearn.records.members import has_role, sorted_roles

PAGE = 50


class State(StrEnum):
    """Whether a member is leaving; `any` does not ask."""

    ANY = "any"
    STAYING = "staying"
    LEAVING = "leaving"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; `before` is the number that the page begins below."""

    words: str = ""
    role: str = ""
    state: State = State.ANY
    before: int | None = None


@dataclass(frozen=True)
class Member:
    """A member in the list. Of `active_at` pages show the day alone."""

    id: int
    name: str
    email: str
    roles: tuple[str, ...]
    created_at: datetime
    active_at: datetime
    erase_after: datetime | None


@dataclass(frozen=True)
class Members:
    """A page of members, the newest first; `older` is where the next begins, None at the end."""

    lines: tuple[Member, ...]
    older: int | None


@dataclass(frozen=True)
class Counts:
    """How many there are of each; guests are counted and never listed."""

    members: int
    leaving: int
    guests: int


@dataclass(frozen=True)
class OpenGrant:
    """A grant that works: its kind and its end, never to whom or of what."""

    id: str
    kind: GrantKind
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class MemberPage:
    """One member: ways in, sign-ins and grants that work; nothing that they answered or wrote."""

    member: Member
    pseudonym: str
    has_password: bool
    identities: int
    sign_ins: int
    grants: tuple[OpenGrant, ...]


def members(wanted: Wanted) -> Members:
    """The members that are looked for, PAGE at a time; one statement."""
    row = PersonRow
    found = select(row).where(IS_MEMBER).order_by(row.id.desc()).limit(PAGE + 1)
    if wanted.words:
        found = found.where(
            or_(
                row.name.icontains(wanted.words, autoescape=True),
                row.email.icontains(wanted.words, autoescape=True),
            )
        )
    if wanted.role:
        found = found.where(has_role(wanted.role))
    if wanted.state is State.LEAVING:
        found = found.where(row.erase_after.is_not(None))
    elif wanted.state is State.STAYING:
        found = found.where(row.erase_after.is_(None))
    if wanted.before is not None:
        found = found.where(row.id < wanted.before)
    rows = db.session.scalars(found).all()
    shown = rows[:PAGE]
    return Members(tuple(map(_member, shown)), shown[-1].id if len(rows) > PAGE else None)


def counts() -> Counts:
    """How many members, of them leaving, and how many guests; one statement."""
    row = PersonRow
    every, with_address, leaving = db.session.execute(
        select(func.count(), func.count(row.email), func.count(row.erase_after)).select_from(row)
    ).one()
    return Counts(with_address, leaving, every - with_address)


def member_page(person_id: int, *, now: datetime) -> MemberPage | None:
    """One member; None for guests and nobody; three statements."""
    row = db.session.get(PersonRow, person_id)
    if row is None or row.email is None:
        return None
    mine, known = SignInRow.person_id == person_id, ExternalIdentityRow.person_id == person_id
    sign_ins, identities = db.session.execute(
        select(
            select(func.count()).select_from(SignInRow).where(mine).scalar_subquery(),
            select(func.count()).select_from(ExternalIdentityRow).where(known).scalar_subquery(),
        )
    ).one()
    return MemberPage(
        member=_member(row),
        pseudonym=pseudonym(person_id),
        has_password=row.password_hash is not None,
        identities=identities,
        sign_ins=sign_ins,
        grants=_open_grants(person_id, now=now),
    )


def _open_grants(person_id: int, *, now: datetime) -> tuple[OpenGrant, ...]:
    grant = GrantRow
    rows = db.session.execute(
        select(grant.id, grant.kind, grant.created_at, grant.expires_at)
        .where(grant.person_id == person_id, is_open(now))
        .order_by(grant.created_at.desc(), grant.id)
    )
    return tuple(OpenGrant(one, GrantKind(kind), made, ends) for one, kind, made, ends in rows)


def _member(row: PersonRow) -> Member:
    return Member(
        row.id,
        row.name,
        row.email or "",
        sorted_roles(row.roles or ()),
        row.created_at,
        row.active_at,
        row.erase_after,
    )
