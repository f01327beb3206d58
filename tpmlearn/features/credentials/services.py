"""Use cases of one's own badges: each one transaction, committed at its end."""

from datetime import datetime

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.credentials.revoking import Why
from tpmlearn.jobs.announcing import on_postgresql
from tpmlearn.records.asked_badges import ask_for_badge
from tpmlearn.records.credentials import credential_of, new_uuid, revoke_badge
from tpmlearn.records.issuing import Wanted, issue_now, ready
from tpmlearn.records.people import Person


class NoSuchBadge(Exception):
    """There is no such badge, or it is somebody else's."""


def issue(who: Person, wanted: Wanted, catalogue: Catalogue, *, now: datetime) -> str:
    """Issue a badge, in the background where there is a queue; its id.

    Raises what `ready` raises: what cannot be is refused before it is asked for.
    """
    badge_id = new_uuid()
    if on_postgresql():
        seen = ready(who, wanted, catalogue, now=now).digest(who, wanted)
        badge_id = ask_for_badge(who.id, badge_id, wanted, seen=seen, now=now)
    else:
        issue_now(who, badge_id, wanted, catalogue, now=now)
    db.session.commit()
    return badge_id


def revoke(person_id: int, credential_id: str, why: Why, *, now: datetime) -> None:
    """Revoke a badge for good; one that is revoked stays as it was. Raises NoSuchBadge."""
    if credential_of(person_id, credential_id) is None:
        raise NoSuchBadge
    revoke_badge(credential_id, why, now=now)
    db.session.commit()
