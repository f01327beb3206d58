"""Reads for the exports of a plan and for its feed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlsplit

from itsdangerous import BadSignature, Signer
from sqlalchemy import ColumnElement, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.activities import Activity
from tpmlearn.domain.planning.exports.material import Material
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.models import FeedRow, PersonRow
from tpmlearn.records.planning import Basis, plan_basis, plan_now
from tpmlearn.records.site import site_settings

Address = Callable[[Activity], str]


class FeedState(StrEnum):
    """What the address of a feed gives."""

    RUNNING = "running"
    STOPPED = "stopped"
    RENEWED = "renewed"


@dataclass(frozen=True)
class Feed:
    """A person's feed, or one of its earlier addresses; `token` is the secret of the address."""

    person_id: int
    time_zone: str
    token: str
    generation: int
    state: FeedState
    made_at: datetime


@dataclass(frozen=True)
class ExportPage:
    """What there is to export; `fault` says why the plan could not be made anew, if so."""

    material: Material | None
    fault: str
    feed: Feed | None


def export_page(
    person_id: int | None, catalogue: Catalogue, *, now: datetime, zone: tzinfo, address: Address
) -> ExportPage:
    """The plan and the feed of a person; two statements more than `plan_basis`."""
    if person_id is None:
        return ExportPage(None, "", None)
    material, fault = material_of(person_id, catalogue, now=now, zone=zone, address=address)
    return ExportPage(material, fault, own_feed(person_id))


def material_of(
    person_id: int, catalogue: Catalogue, *, now: datetime, zone: tzinfo, address: Address
) -> tuple[Material | None, str]:
    """The plan as it is today, for export, and why it could not be made anew, if so.

    None where there is no plan. `address` gives the page of an activity, empty where it has none.
    One statement more than `plan_basis`.
    """
    today = now.astimezone(zone).date()
    basis = plan_basis(person_id, catalogue, today)
    plan, fault = _plan(basis)
    if plan is None or basis.saved is None:
        return None, fault
    activities = (row.activity for row in plan.rows)
    material = Material(
        plan=plan,
        goal=basis.role.title,
        today=today,
        zone=zone,
        saved_at=basis.saved.saved_at,
        version=basis.saved.version,
        mark=_mark(person_id),
        host=urlsplit(site_settings().public_url).hostname or "localhost",
        links={one.key: found for one in activities if (found := address(one))},
    )
    return material, fault


def own_feed(person_id: int) -> Feed | None:
    """The person's feed, None where none was ever made; one statement."""
    found = _feed(FeedRow.person_id == person_id)
    return None if found is None else _read(*found)


def feed_behind(token: str) -> Feed | None:
    """The feed of an address, None where the address was never ours.

    One statement, and none for a token that the site's key has not signed: guessing costs nothing.
    """
    try:
        feed_id, generation = _signer().unsign(token).decode().rsplit(".", 1)
    except (BadSignature, ValueError):
        return None
    # One address has one spelling: the signature's decoder passes over what it does not know.
    if token != _token(feed_id, int(generation)):
        return None
    found = _feed(FeedRow.id == feed_id)
    return None if found is None else _read(*found, asked=int(generation))


def _plan(basis: Basis) -> tuple[Plan | None, str]:
    """The plan of today; where it cannot be made, the saved one and a sentence on why."""
    try:
        return plan_now(basis), ""
    except ValueError as fault:
        return basis.saved.plan if basis.saved else None, str(fault)


def _mark(person_id: int) -> str:
    """16 hex digits that are the same for a person always, and tell nobody who they are."""
    made_at = db.session.scalar(select(PersonRow.created_at).where(PersonRow.id == person_id))
    text = f"{site_settings().public_url}\0{person_id}\0{made_at}"
    return sha256(text.encode()).hexdigest()[:16]


def _feed(condition: ColumnElement[bool]) -> tuple[FeedRow, str] | None:
    statement = select(FeedRow, PersonRow.time_zone).join(
        PersonRow, PersonRow.id == FeedRow.person_id
    )
    found = db.session.execute(statement.where(condition)).one_or_none()
    return None if found is None else (found[0], found[1])


def _read(row: FeedRow, time_zone: str, asked: int | None = None) -> Feed:
    generation = row.generation if asked is None else asked
    state = FeedState.RUNNING if row.stopped_at is None else FeedState.STOPPED
    if generation != row.generation:
        state = FeedState.RENEWED
    token = _token(row.id, generation)
    return Feed(row.person_id, time_zone, token, generation, state, row.made_at)


def _token(feed_id: str, generation: int) -> str:
    return _signer().sign(f"{feed_id}.{generation}").decode()


def _signer() -> Signer:
    return Signer(site_settings().secret_key, salt="plan-feed", digest_method=sha256)
