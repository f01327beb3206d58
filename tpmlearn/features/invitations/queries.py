"""Reads for the page of invitations: each with who took it, and who has which role."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, or_, select
from sqlalchemy.orm import aliased

from tpmlearn.db import db
from tpmlearn.models import InvitationRow, PersonRole, PersonRow
from tpmlearn.records.invitations import Invitation, invitation_from

MOST_SHOWN = 200


@dataclass(frozen=True)
class InvitationLine:
    """An invitation in the list; a name is empty where nobody is behind it any more."""

    invitation: Invitation
    made_by: str
    used_by: str


@dataclass(frozen=True)
class Holder:
    """A member with roles beside learning."""

    id: int
    name: str
    email: str
    roles: tuple[str, ...]


def invitation_lines(*, now: datetime) -> list[InvitationLine]:
    """The newest invitations, MOST_SHOWN at most; one statement."""
    maker, taker, row = aliased(PersonRow), aliased(PersonRow), InvitationRow
    statement = (
        select(row, maker.name, taker.name, taker.email)
        .outerjoin(maker, maker.id == row.made_by)
        .outerjoin(taker, taker.id == row.used_by)
        .order_by(row.created_at.desc(), row.id)
        .limit(MOST_SHOWN)
    )
    return [
        InvitationLine(
            invitation_from(found, now=now), made_by or "", _called(name or "", email or "")
        )
        for found, made_by, name, email in db.session.execute(statement)
    ]


def _called(name: str, email: str) -> str:
    return f"{name}, {email}" if name and email else name or email


def holders() -> list[Holder]:
    """Every member with a role, by name; one statement."""
    row = PersonRow
    # The column is JSON on both databases; as text it can be looked into on both.
    has_role = or_(*(cast(row.roles, String).contains(f'"{role}"') for role in PersonRole))
    statement = (
        select(row.id, row.name, row.email, row.roles)
        .where(row.email.is_not(None), has_role)
        .order_by(row.name, row.id)
    )
    return [
        Holder(number, name, email or "", tuple(role for role in PersonRole if role in roles))
        for number, name, email, roles in db.session.execute(statement)
    ]
