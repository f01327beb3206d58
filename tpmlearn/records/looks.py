"""A recruiter's look at a candidate: on record before anything is shown, or not at all."""

from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.profiles.visibility import GrantKind
from tpmlearn.models import GrantRow
from tpmlearn.records.grants import Grant, grant_to, is_open, record_opening
from tpmlearn.records.people import stays


class NoSuchCandidate(Exception):
    """Nobody granted this to this recruiter."""


class ViewEnded(Exception):
    """It was granted to this recruiter, and shows nothing any more."""


def look(recruiter_id: int, grant_id: str, action: str, *, network: str, now: datetime) -> Grant:
    """The grant, with this look on record; for a GET (see `record_opening`).

    Raises NoSuchCandidate, and ViewEnded where it ended at any moment before the record.
    """
    grant = grant_to(recruiter_id, grant_id, now=now)
    if grant is None:
        raise ViewEnded if _was_granted(recruiter_id, grant_id) else NoSuchCandidate
    if not record_opening(grant, action, reader_id=recruiter_id, network=network, now=now):
        raise ViewEnded
    return grant


def hold_open_grant(recruiter_id: int, grant_id: str, *, now: datetime) -> bool:
    """Whether this recruiter's grant works, and keep it so until the transaction ends.

    Whoever keeps something with a grant asks for this first: what they keep is then there before
    the grant ends, and goes with it.
    """
    found = db.session.scalar(
        select(GrantRow.id)
        .where(
            GrantRow.id == grant_id,
            GrantRow.recruiter_id == recruiter_id,
            GrantRow.kind == GrantKind.ACCOUNT,
            is_open(now),
            stays(GrantRow.person_id),
        )
        .with_for_update(read=True)
    )
    return found is not None


def _was_granted(recruiter_id: int, grant_id: str) -> bool:
    found = select(GrantRow.id).where(
        GrantRow.id == grant_id, GrantRow.recruiter_id == recruiter_id
    )
    return db.session.scalar(found) is not None
