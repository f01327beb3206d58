"""A recruiter's shortlists; who is on them shows only as long as their grant works."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from tpmlearn.db import db
from tpmlearn.models import ShortlistEntryRow, ShortlistRow
from tpmlearn.records.recruiter_roles import KEPT_ASIDE


@dataclass(frozen=True)
class Shortlist:
    """A list of candidates for one opening; `entries` says since when each grant is on it.

    A grant that has ended can still be among them: readers show those that they find open.
    """

    id: str
    name: str
    role_key: str
    created_at: datetime
    removed: bool
    entries: dict[str, datetime]


def shortlists_of(person_id: int) -> list[Shortlist]:
    """A recruiter's shortlists, by name, none that is removed; two statements."""
    rows = db.session.scalars(
        select(ShortlistRow).where(
            ShortlistRow.person_id == person_id, ShortlistRow.removed_at.is_(None)
        )
    ).all()
    found = _with_entries(list(rows))
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def shortlist_of(person_id: int, shortlist_id: str) -> Shortlist | None:
    """One shortlist of this recruiter, removed or not; None for anybody else's; two statements."""
    row = db.session.scalar(
        select(ShortlistRow).where(
            ShortlistRow.id == shortlist_id, ShortlistRow.person_id == person_id
        )
    )
    return _with_entries([row])[0] if row else None


def forget_shortlists(person_id: int, *, now: datetime) -> None:
    """Erase shortlists that were removed more than a day ago; the caller commits."""
    row = ShortlistRow
    db.session.execute(
        delete(row).where(row.person_id == person_id, row.removed_at < now - KEPT_ASIDE)
    )


def _with_entries(rows: list[ShortlistRow]) -> list[Shortlist]:
    entries: dict[str, dict[str, datetime]] = {row.id: {} for row in rows}
    entry = ShortlistEntryRow
    found = db.session.execute(
        select(entry.shortlist_id, entry.grant_id, entry.added_at)
        .where(entry.shortlist_id.in_(list(entries)))
        .order_by(entry.added_at, entry.grant_id)
    )
    for shortlist, grant, added_at in found:
        entries[shortlist][grant] = added_at
    return [
        Shortlist(
            row.id,
            row.name,
            row.role,
            row.created_at,
            row.removed_at is not None,
            entries[row.id],
        )
        for row in rows
    ]
