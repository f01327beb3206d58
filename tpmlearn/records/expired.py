"""What recruiters kept under grants whose time is over, and what they removed: erased for good."""

from datetime import datetime

from sqlalchemy import delete, select

from tpmlearn.db import db
from tpmlearn.models import (
    CandidateNoteRow,
    GrantRow,
    RecruiterRoleRow,
    ShortlistEntryRow,
    ShortlistRow,
    SnapshotRow,
)
from tpmlearn.records.recruiter_roles import KEPT_ASIDE


def forget_expired(*, now: datetime) -> int:
    """Erase what no page shows any more (the caller commits); how many rows.

    Snapshots, notes and places on shortlists under grants that have expired, which `end_grants`
    never saw; roles and shortlists that were removed more than a day ago.
    """
    over = select(GrantRow.id).where(GrantRow.expires_at <= now)
    gone = 0
    for kept in (SnapshotRow, CandidateNoteRow, ShortlistEntryRow):
        found = delete(kept).where(kept.grant_id.in_(over)).returning(kept.grant_id)
        gone += len(db.session.scalars(found).all())
    for thing in (RecruiterRoleRow, ShortlistRow):
        removed = delete(thing).where(thing.removed_at < now - KEPT_ASIDE).returning(thing.id)
        gone += len(db.session.scalars(removed).all())
    return gone
