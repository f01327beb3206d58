"""Use cases of the calendar feed: each one transaction, committed at its end."""

from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db, new_id
from tpmlearn.models import FeedRow, PlanRow
from tpmlearn.records.people import hold


class NoPlan(Exception):
    """There is no plan that a feed could show."""


class NoFeed(Exception):
    """There is no feed to renew or to stop."""


class RenewedMeanwhile(Exception):
    """The address that the page showed is not the newest any more."""


def begin_feed(person_id: int, *, now: datetime) -> None:
    """Make a feed, or let a stopped one go on under its address. Raises NoPlan."""
    hold(person_id)
    plan = select(PlanRow.version).where(PlanRow.person_id == person_id)
    if db.session.scalar(plan) is None:
        raise NoPlan
    row = db.session.get(FeedRow, person_id, populate_existing=True)
    if row is None:
        row = FeedRow(person_id=person_id, id=new_id(), generation=1, made_at=now)
        db.session.add(row)
    row.stopped_at = None
    db.session.commit()


def renew_feed(person_id: int, seen: int, *, now: datetime) -> None:
    """Give the feed a new address; `seen` is the generation of the old one, which ends for good.

    Raises NoFeed, and RenewedMeanwhile for a button pressed twice.
    """
    row = _own(person_id)
    if row.generation != seen:
        raise RenewedMeanwhile
    row.generation, row.made_at, row.stopped_at = seen + 1, now, None
    db.session.commit()


def stop_feed(person_id: int, *, now: datetime) -> None:
    """Let no address work until the feed is begun again. Raises NoFeed."""
    row = _own(person_id)
    row.stopped_at = row.stopped_at or now
    db.session.commit()


def _own(person_id: int) -> FeedRow:
    hold(person_id)
    row = db.session.get(FeedRow, person_id, populate_existing=True)
    if row is None:
        raise NoFeed
    return row
