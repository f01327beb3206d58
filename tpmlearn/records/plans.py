"""The plan that a person saved last, and where it puts one thing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from sqlalchemy import Text, bindparam, cast, select

from tpmlearn.db import db
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.snapshot import SnapshotUnreadable, from_json
from tpmlearn.models import PlanRow
from tpmlearn.prepared import Prepared
from tpmlearn.words import _


@dataclass(frozen=True)
class Planned:
    """Where a plan puts something: its weeks, counted from 1, its first day, or the day done."""

    weeks: range
    on: date
    done: bool

    @property
    def words(self) -> str:
        """Its place as a person would say it: 'week 3', 'weeks 3 to 5', 'done'."""
        if self.done:
            return _("done")
        first, last = self.weeks[0], self.weeks[-1]
        if first == last:
            return _("week %(number)s", number=first)
        return _("weeks %(first)s to %(last)s", first=first, last=last)


def saved_plan(person_id: int) -> Plan | None:
    """The saved plan, None without one or where its format is no longer read; one statement."""
    return plan_from(
        db.session.scalar(select(PlanRow.snapshot).where(PlanRow.person_id == person_id))
    )


def saved_places(person_id: int) -> Mapping[str, Planned]:
    """Where the saved plan puts each of its activities, by key; one statement.

    Pages ask for it that show nothing else of the plan, so it is kept: to read a plan takes longer
    than the rest of such a page.
    """
    found = _SNAPSHOT.first(person=person_id)
    return places_in(found[0]) if found else {}


def places_in(snapshot: str | None) -> Mapping[str, Planned]:
    """Where the plan of a stored snapshot (`SNAPSHOT_TEXT`) puts each activity."""
    return _places(snapshot) if snapshot else {}


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


@cached(LRUCache(500), key=_digest, lock=Lock())
def _places(text: str) -> Mapping[str, Planned]:
    plan = plan_from(json.loads(text))
    places = ((row.key, planned(plan, row.key)) for row in plan.rows) if plan else ()
    return {key: place for key, place in places if place}


def plan_from(snapshot: dict[str, Any] | None) -> Plan | None:
    """The plan in a stored snapshot, None where there is none or its format is no longer read."""
    if snapshot is None:
        return None
    try:
        return from_json(json.dumps(snapshot))
    except SnapshotUnreadable:
        return None


def planned(plan: Plan | None, key: str) -> Planned | None:
    """Where `plan` puts the activity `key`, None where it does not hold it."""
    row = plan.row(key) if plan else None
    if plan is None or row is None:
        return None
    return Planned(plan.weeks_of(row), row.start, row.done)


SNAPSHOT_TEXT = cast(PlanRow.snapshot, Text)
"""The column as text, which is quick to compare."""
_SNAPSHOT = Prepared(lambda: select(SNAPSHOT_TEXT).where(PlanRow.person_id == bindparam("person")))
