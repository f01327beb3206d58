"""A recruiter's look at a candidate: on record before anything is shown, or not at all."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.shown import Shown
from tpmlearn.domain.profiles.visibility import GrantKind
from tpmlearn.models import GrantRow
from tpmlearn.records.grants import Grant, grant_to, is_open, record_opening
from tpmlearn.records.people import stays
from tpmlearn.records.shown import shown_profile
from tpmlearn.records.snapshots import SnapshotUnreadable, snapshot


class NoSuchCandidate(Exception):
    """Nobody granted this to this recruiter."""


class ViewEnded(Exception):
    """It was granted to this recruiter, and shows nothing any more."""


@dataclass(frozen=True)
class Seen:
    """A grant and what it shows: read first, then put on record, so that nothing is unrecorded."""

    grant: Grant
    shown: Shown


@dataclass(frozen=True)
class Reader:
    """The recruiter who looks, from which half of a network address."""

    id: int
    network: str


def look(
    reader: Reader, grant_id: str, action: str, catalogue: Catalogue, *, now: datetime
) -> Seen:
    """What a grant shows, with this look and its snapshot on record; for a GET.

    Raises NoSuchCandidate, and ViewEnded where it ended at any moment before the record. A view
    that changed meanwhile is read once more (see `record_opening`).
    """
    for _ in range(2):
        grant = _granted(reader.id, grant_id, now=now)
        shown = shown_profile(grant.view.person_id, grant.view.consent, catalogue, now=now)
        if _recorded(grant, action, shown, reader, now):
            return Seen(grant, shown)
    raise ViewEnded


def look_back(
    reader: Reader, grant_id: str, snapshot_id: str, *, now: datetime
) -> tuple[Seen, datetime]:
    """What a grant showed before, from when on, with this look on record; for a GET.

    Raises NoSuchCandidate, also for another grant's snapshot or one of another release, ViewEnded.
    """
    grant = _granted(reader.id, grant_id, now=now)
    try:
        found = snapshot(grant_id, snapshot_id)
    except SnapshotUnreadable:
        found = None
    if found is None:
        raise NoSuchCandidate
    taken_at, shown = found
    if not _recorded(grant, "seen-before", None, reader, now):
        raise ViewEnded
    return Seen(grant, shown), taken_at


def _granted(recruiter_id: int, grant_id: str, *, now: datetime) -> Grant:
    grant = grant_to(recruiter_id, grant_id, now=now)
    if grant is None:
        raise ViewEnded if _was_granted(recruiter_id, grant_id) else NoSuchCandidate
    return grant


def _recorded(
    grant: Grant, action: str, shown: Shown | None, reader: Reader, now: datetime
) -> bool:
    return record_opening(
        grant, action, shown, reader_id=reader.id, network=reader.network, now=now
    )


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
