"""Use cases of invitations: make, revoke and take one; each one transaction."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.models import InvitationRow, PersonRow
from tpmlearn.records.addresses import address_counts
from tpmlearn.records.audit import about_person, note_act
from tpmlearn.records.people import hashed


class NoSuchInvitation(Exception):
    """There is no such invitation, or it can be taken no more."""


class HasRole(Exception):
    """Whoever would take the invitation has its role already; it stays open."""


class NotConfirmed(Exception):
    """Whoever would take the invitation has not confirmed their address; it stays open."""


class NoRecruiter(Exception):
    """There is no member of that number with the role recruiter."""


def invite(admin_id: int, role: str, label: str, days: int, *, now: datetime) -> str:
    """Make an invitation; its token of 256 bits, of which only the hash is kept."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        InvitationRow(
            id=hashed(token),
            role=role,
            label=label,
            made_by=admin_id,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    )
    note_act(Act.INVITATION_MADE, _about(hashed(token)), now=now, detail=role)
    db.session.commit()
    return token


def revoke(invitation_id: str, *, now: datetime) -> None:
    """End an invitation that nobody has taken. Raises NoSuchInvitation."""
    row = InvitationRow
    done = db.session.scalar(
        update(row)
        .where(
            row.id == invitation_id,
            row.used_at.is_(None),
            row.revoked_at.is_(None),
            row.expires_at > now,
        )
        .values(revoked_at=now)
        .returning(row.id)
    )
    if done is None:
        db.session.rollback()
        raise NoSuchInvitation
    note_act(Act.INVITATION_REVOKED, _about(invitation_id), now=now)
    db.session.commit()


def take(person_id: int, token: str, *, now: datetime) -> str:
    """Give the role of an invitation to a member, once; the role.

    The database decides: of two at once, one raises NoSuchInvitation. Raises HasRole,
    NotConfirmed.
    """
    person = _held(person_id)
    row = InvitationRow
    role: str | None = db.session.scalar(
        update(row)
        .where(
            row.id == hashed(token),
            row.used_at.is_(None),
            row.revoked_at.is_(None),
            row.expires_at > now,
        )
        .values(used_by=person_id, used_at=now)
        .returning(row.role)
    )
    if role is None or person is None or person.email is None:
        db.session.rollback()
        raise NoSuchInvitation
    if role in (person.roles or ()):
        db.session.rollback()
        raise HasRole
    if not address_counts(person):
        db.session.rollback()
        raise NotConfirmed
    person.roles = sorted({*(person.roles or ()), role})
    note_act(Act.INVITATION_USED, _about(hashed(token)), now=now, detail=role)
    note_act(Act.ROLE_GIVEN, about_person(person_id), now=now, detail=role)
    db.session.commit()
    return role


def _about(invitation_id: str) -> str:
    """An invitation in the trail: the beginning of the hash of its token, which opens nothing."""
    return f"invitation:{invitation_id[:12]}"


def _held(person_id: int) -> PersonRow | None:
    """The row of a person, as nobody else changes it until the transaction ends."""
    statement = select(PersonRow).where(PersonRow.id == person_id).with_for_update()
    found: PersonRow | None = db.session.scalars(
        statement.execution_options(populate_existing=True)
    ).one_or_none()
    return found
