"""Use cases of shortlists: each one transaction, committed at its end."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from tpmlearn.db import db, insert_for, new_id
from tpmlearn.models import ShortlistEntryRow, ShortlistRow
from tpmlearn.records.looks import NoSuchCandidate, hold_open_grant
from tpmlearn.records.people import hold
from tpmlearn.records.shortlists import forget_shortlists

MOST_LISTS = 50
MOST_ENTRIES = 200


class TooMany(Exception):
    """There are as many shortlists, or candidates on one, as anybody can keep in view."""


class NoSuchShortlist(Exception):
    """There is no such shortlist, or it is somebody else's."""


def begin_shortlist(person_id: int, name: str, role: str, *, now: datetime) -> str:
    """Begin a shortlist for a role; its id. Raises TooMany."""
    hold(person_id)
    forget_shortlists(person_id, now=now)
    _require_room(person_id)
    shortlist = new_id()
    db.session.add(
        ShortlistRow(id=shortlist, person_id=person_id, name=name, role=role, created_at=now)
    )
    db.session.commit()
    return shortlist


def change_shortlist(person_id: int, shortlist_id: str, name: str, role: str) -> None:
    """Give a shortlist another name and role. Raises NoSuchShortlist."""
    row = _own(person_id, shortlist_id)
    row.name, row.role = name, role
    db.session.commit()


def remove_shortlist(person_id: int, shortlist_id: str, *, now: datetime) -> None:
    """Put a shortlist aside; for a day it can be brought back. Raises NoSuchShortlist."""
    forget_shortlists(person_id, now=now)
    _set_removed(person_id, shortlist_id, now)


def restore_shortlist(person_id: int, shortlist_id: str) -> None:
    """Bring a removed shortlist back. Raises NoSuchShortlist, TooMany."""
    hold(person_id)
    _require_room(person_id)
    _set_removed(person_id, shortlist_id, None)


def put_on(person_id: int, shortlist_id: str, grant_id: str, *, now: datetime) -> None:
    """Put a candidate on a shortlist; one who is on it stays.

    Raises NoSuchShortlist, NoSuchCandidate, TooMany.
    """
    hold(person_id)
    _own(person_id, shortlist_id)
    if not hold_open_grant(person_id, grant_id, now=now):
        raise NoSuchCandidate
    there = select(func.count()).where(ShortlistEntryRow.shortlist_id == shortlist_id)
    if (db.session.scalar(there) or 0) >= MOST_ENTRIES:
        raise TooMany
    insert = insert_for(ShortlistEntryRow).values(
        shortlist_id=shortlist_id, grant_id=grant_id, added_at=now
    )
    db.session.execute(insert.on_conflict_do_nothing())
    db.session.commit()


def take_off(person_id: int, shortlist_id: str, grant_id: str) -> None:
    """Take a candidate off a shortlist; who is not on it is off. Raises NoSuchShortlist."""
    _own(person_id, shortlist_id)
    row = ShortlistEntryRow
    db.session.execute(
        delete(row).where(row.shortlist_id == shortlist_id, row.grant_id == grant_id)
    )
    db.session.commit()


def _own(person_id: int, shortlist_id: str) -> ShortlistRow:
    row = db.session.get(ShortlistRow, shortlist_id)
    if row is None or row.person_id != person_id or row.removed_at is not None:
        raise NoSuchShortlist
    return row


def _require_room(person_id: int) -> None:
    row = ShortlistRow
    there = select(func.count()).where(row.person_id == person_id, row.removed_at.is_(None))
    if (db.session.scalar(there) or 0) >= MOST_LISTS:
        raise TooMany


def _set_removed(person_id: int, shortlist_id: str, moment: datetime | None) -> None:
    found = db.session.scalar(
        update(ShortlistRow)
        .where(ShortlistRow.id == shortlist_id, ShortlistRow.person_id == person_id)
        .values(removed_at=moment)
        .returning(ShortlistRow.id)
    )
    if found is None:
        raise NoSuchShortlist
    db.session.commit()
