"""Invitations to a role as they are stored, and how the old ones go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, or_, select

from tpmlearn.db import db
from tpmlearn.domain.accounts.invitations import KEPT, InvitationState, Term
from tpmlearn.models import InvitationRow
from tpmlearn.records.people import hashed


@dataclass(frozen=True)
class Invitation:
    """A right to take a role, once; `id` is the hash of its token."""

    id: str
    role: str
    label: str
    created_at: datetime
    term: Term
    state: InvitationState


def invitation_behind(token: str, *, now: datetime) -> Invitation | None:
    """The invitation that this token opens, whatever its state; one statement."""
    row = db.session.scalars(
        select(InvitationRow).where(InvitationRow.id == hashed(token))
    ).one_or_none()
    return invitation_from(row, now=now) if row else None


def invitation_from(row: InvitationRow, *, now: datetime) -> Invitation:
    """The invitation that a row describes."""
    term = Term(row.expires_at, row.revoked_at, row.used_at)
    return Invitation(row.id, row.role, row.label, row.created_at, term, term.state(now))


def forget_invitations(*, now: datetime) -> int:
    """Delete those that were used or ended 90 days ago (the caller commits); how many."""
    row, since = InvitationRow, now - KEPT
    ended = or_(row.revoked_at < since, row.expires_at < since)
    old = or_(row.used_at < since, and_(row.used_at.is_(None), ended))
    done = db.session.execute(delete(row).where(old).execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]
