"""Reads for the list of devices."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.accounts.devices import device_name
from tpmlearn.domain.accounts.ways_in import came_in_by
from tpmlearn.models import SignInRow
from tpmlearn.records.people import IDLE_LIFE, SIGN_IN_LIFE, Person, hashed

HANDLE = 16
"""Letters of the hash of a sign-in that name it on the page; the cookie does not follow from it."""


@dataclass(frozen=True)
class Device:
    """A browser that is signed in; `seen_at` is exact to the hour, `by` is empty if unknown."""

    handle: str
    name: str
    says: str
    since: datetime
    seen_at: datetime
    by: str
    here: bool


def devices(person: Person, session_id: str, *, now: datetime) -> list[Device]:
    """Where this person is signed in: this browser, then the newest first; one statement."""
    rows = db.session.scalars(
        select(SignInRow)
        .where(
            SignInRow.person_id == person.id,
            SignInRow.created_at > now - SIGN_IN_LIFE,
            func.coalesce(SignInRow.seen_at, SignInRow.created_at) > now - IDLE_LIFE,
        )
        .order_by(SignInRow.created_at.desc())
    )
    found = [_device(row, here=row.id == hashed(session_id)) for row in rows]
    return sorted(found, key=lambda device: not device.here)


def _device(row: SignInRow, *, here: bool) -> Device:
    return Device(
        handle=row.id[:HANDLE],
        name=device_name(row.device),
        says=row.device,
        since=row.created_at,
        seen_at=row.seen_at or row.created_at,
        by=came_in_by(row.way, row.step),
        here=here,
    )
