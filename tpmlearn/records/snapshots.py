"""What was shown under a grant, kept with its date until the grant or its view changes."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from cattrs import Converter
from sqlalchemy import delete, select

from tpmlearn.db import db, insert_for, new_id
from tpmlearn.domain.profiles.shown import Shown
from tpmlearn.models import SnapshotRow

MOST = 20
"""Snapshots of one grant; the oldest goes first."""


@dataclass(frozen=True)
class Snapshot:
    """What was shown from `taken_at` on; `is_newest` while nothing newer was shown since."""

    id: str
    taken_at: datetime
    is_newest: bool


class SnapshotUnreadable(ValueError):
    """A snapshot in the form of another release."""


@cache
def _converter() -> Converter:
    from cattrs.preconf.json import make_converter

    return make_converter()


def plain(shown: Shown) -> dict[str, Any]:
    """What is shown as JSON knows it: moments as ISO 8601, sets as sorted lists."""
    found = json.loads(json.dumps(_converter().unstructure(shown, Shown), sort_keys=True))
    for name in ("sections", "skills", "evidence", "results"):
        if found["consent"][name] is not None:
            found["consent"][name].sort()
    return dict(found)


def shown_from(found: dict[str, Any]) -> Shown:
    """What `plain` wrote. Raises SnapshotUnreadable."""
    try:
        return _converter().structure(found, Shown)
    except Exception as fault:  # cattrs raises groups of whatever went wrong inside
        raise SnapshotUnreadable("a snapshot of another form") from fault


def hash_of(found: dict[str, Any]) -> str:
    """The hash under which the same things shown twice share a snapshot."""
    return sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def keep_snapshot(grant_id: str, shown: Shown, *, now: datetime) -> None:
    """Keep what is shown under a grant, once (the caller commits); the oldest beyond MOST go."""
    found = plain(shown)
    values = {
        "id": new_id(),
        "grant_id": grant_id,
        "taken_at": now,
        "content_hash": hash_of(found),
        "shown": found,
    }
    db.session.execute(
        insert_for(SnapshotRow)
        .values(values)
        .on_conflict_do_nothing(index_elements=["grant_id", "content_hash"])
    )
    kept = (
        select(SnapshotRow.id)
        .where(SnapshotRow.grant_id == grant_id)
        .order_by(SnapshotRow.taken_at.desc(), SnapshotRow.id)
        .limit(MOST)
    )
    db.session.execute(
        delete(SnapshotRow).where(
            SnapshotRow.grant_id == grant_id, SnapshotRow.id.not_in(kept.scalar_subquery())
        )
    )


def snapshots_of(grant_id: str) -> list[Snapshot]:
    """What was shown under a grant, newest first; one statement."""
    rows = db.session.execute(
        select(SnapshotRow.id, SnapshotRow.taken_at)
        .where(SnapshotRow.grant_id == grant_id)
        .order_by(SnapshotRow.taken_at.desc(), SnapshotRow.id)
    ).all()
    return [Snapshot(row.id, row.taken_at, n == 0) for n, row in enumerate(rows)]


def snapshot(grant_id: str, snapshot_id: str) -> tuple[datetime, Shown] | None:
    """What was shown, and from when on; None for another grant's. Raises SnapshotUnreadable."""
    row = db.session.scalar(
        select(SnapshotRow).where(SnapshotRow.id == snapshot_id, SnapshotRow.grant_id == grant_id)
    )
    return (row.taken_at, shown_from(row.shown)) if row else None
