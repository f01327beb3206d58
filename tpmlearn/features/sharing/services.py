"""Use cases of sharing: each one transaction, committed at its end."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.exc import IntegrityError

from tpmlearn.db import db, new_id
from tpmlearn.domain.profiles.visibility import Consent, GrantKind
from tpmlearn.models import GrantRow, PersonRole, PersonRow, SnapshotRow, ViewRow
from tpmlearn.records.addresses import counting_address
from tpmlearn.records.consents import consent_anew, consent_to_grant
from tpmlearn.records.grants import Grant, end_grants, grant_from, is_open, view_from
from tpmlearn.records.hashing import hash_password
from tpmlearn.records.people import hashed, hold, stays
from tpmlearn.throttle import Limit, count_try

MOST_LIVE = 50
MOST_VIEWS = 30
TWICE = timedelta(seconds=10)
TOKEN_BYTES = 32
FREE_RECRUITERS = 10


class TooMany(Exception):
    """A person has as many views or working grants as anybody can keep in view."""


class JustRenewed(Exception):
    """The grant was ended a moment ago: this is the same wish again."""


class NoSuchView(Exception):
    """There is no such view, or it is somebody else's."""


class NoSuchGrant(Exception):
    """There is no such grant, or it is somebody else's."""


class NoSuchRecruiter(Exception):
    """No account with the role recruiter has this address."""


class AlreadyGranted(Exception):
    """This account has a working grant of this view, or this person has a public profile."""


class SlugTaken(Exception):
    """Another public profile has this name."""


@dataclass(frozen=True)
class WantedView:
    """What a view is to show, and against which role."""

    name: str
    consent: Consent
    role: str


@dataclass(frozen=True)
class WantedGrant:
    """To whom a view is granted: a recruiter's `address`, a public `slug`, or else a link.

    `lifetime` is None for what has no end; an empty `passcode` asks for none.
    """

    label: str
    lifetime: timedelta | None
    passcode: str = ""
    address: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Made:
    """A new grant; the `token` of a link is known here for the last time."""

    id: str
    token: str


def make_view(person_id: int, wanted: WantedView, *, now: datetime) -> str:
    """Make a view that nobody sees yet; its id. Raises TooMany."""
    hold(person_id)
    mine = select(func.count()).where(ViewRow.person_id == person_id, ViewRow.removed_at.is_(None))
    if (db.session.scalar(mine) or 0) >= MOST_VIEWS:
        raise TooMany
    row = ViewRow(id=new_id(), person_id=person_id, created_at=now, changed_at=now)
    _fill(row, wanted)
    db.session.add(row)
    db.session.commit()
    return row.id


def change_view(person_id: int, view_id: str, wanted: WantedView, *, now: datetime) -> None:
    """Change what a view shows, for everybody whom it is granted, at once. Raises NoSuchView.

    What they saw before is no longer what its person wants to show: its snapshots go. A consent to
    something else is another consent: the old one ends, a new one begins.
    """
    row = _own_view(person_id, view_id)
    before = view_from(row)
    _fill(row, wanted)
    if view_from(row) == before:
        db.session.commit()
        return
    row.changed_at = now
    db.session.flush()
    mine = select(GrantRow.id).where(GrantRow.view_id == view_id)
    db.session.execute(delete(SnapshotRow).where(SnapshotRow.grant_id.in_(mine)))
    if view_from(row).consent != before.consent:
        consent_anew(view_id, view_from(row), now)
    db.session.commit()


def remove_view(person_id: int, view_id: str, *, now: datetime) -> None:
    """End every grant of a view and take it off the list. Raises NoSuchView."""
    row = _own_view(person_id, view_id)
    grants = db.session.scalars(select(GrantRow.id).where(GrantRow.view_id == view_id)).all()
    end_grants(person_id, grants, now=now)
    row.removed_at = now
    db.session.commit()


def make_grant(person_id: int, view_id: str, wanted: WantedGrant, *, now: datetime) -> Made:
    """Grant a view. Raises NoSuchView, TooMany, NoSuchRecruiter, AlreadyGranted, SlugTaken."""
    row = _own_view(person_id, view_id)
    try:
        made = _add(row, wanted, now)
        db.session.commit()
    except IntegrityError as fault:
        db.session.rollback()
        raise SlugTaken from fault
    return made


def withdraw(person_id: int, grant_id: str, *, now: datetime) -> Grant:
    """End a grant at once; one that has ended stays as it was. Raises NoSuchGrant."""
    row, view = _own_grant(person_id, grant_id)
    end_grants(person_id, [grant_id], now=now)
    db.session.commit()
    return grant_from(row, view, now=now)


def renew(person_id: int, grant_id: str, *, now: datetime) -> Made:
    """End a grant and make another of the same view, to the same, for as long.

    Raises NoSuchGrant, NoSuchView where the view was removed, TooMany, NoSuchRecruiter, and
    JustRenewed for a button pressed twice.
    """
    hold(person_id)
    row, view = _own_grant(person_id, grant_id)
    if row.revoked_at is not None and now - row.revoked_at < TWICE:
        raise JustRenewed
    if view.removed_at is not None:
        raise NoSuchView
    same = WantedGrant(
        label=row.label,
        lifetime=row.expires_at - row.created_at if row.expires_at else None,
        address=_address_of(row),
        slug=row.slug or "",
    )
    passcode = row.passcode_hash
    end_grants(person_id, [grant_id], now=now)
    db.session.flush()
    made = _add(view, same, now)
    db.session.get_one(GrantRow, made.id).passcode_hash = passcode
    db.session.commit()
    return made


def _own_view(person_id: int, view_id: str) -> ViewRow:
    hold(person_id)
    row = db.session.get(ViewRow, view_id)
    if row is None or row.person_id != person_id or row.removed_at is not None:
        raise NoSuchView
    return row


def _own_grant(person_id: int, grant_id: str) -> tuple[GrantRow, ViewRow]:
    row = db.session.get(GrantRow, grant_id)
    if row is None or row.person_id != person_id:
        raise NoSuchGrant
    return row, db.session.get_one(ViewRow, row.view_id)


def _fill(row: ViewRow, wanted: WantedView) -> None:
    consent = wanted.consent
    row.name, row.role = wanted.name, wanted.role
    row.sections = [section.value for section in consent.shown]
    row.skills = None if consent.skills is None else sorted(consent.skills)
    row.evidence = None if consent.evidence is None else sorted(consent.evidence)
    row.results = None if consent.results is None else sorted(consent.results)
    row.naming, row.traps = consent.naming, consent.traps


def _add(view: ViewRow, wanted: WantedGrant, now: datetime) -> Made:
    person_id = view.person_id
    live = select(func.count()).where(GrantRow.person_id == person_id, is_open(now))
    if (db.session.scalar(live) or 0) >= MOST_LIVE:
        raise TooMany
    row = GrantRow(
        id=new_id(),
        view_id=view.id,
        person_id=person_id,
        kind=GrantKind.LINK,
        label=wanted.label,
        created_at=now,
        expires_at=now + wanted.lifetime if wanted.lifetime else None,
    )
    token = ""  # nosec B105 # no secret
    if wanted.address:
        row.kind = GrantKind.ACCOUNT
        row.recruiter_id = _recruiter(wanted.address, person_id, now)
        _refuse_twice(row, GrantRow.recruiter_id == row.recruiter_id)
    elif wanted.slug:
        row.kind, row.slug = GrantKind.PUBLIC, wanted.slug
        _refuse_twice(row, GrantRow.kind == GrantKind.PUBLIC, any_view=True)
    else:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        row.token_hash = hashed(token)
        row.passcode_hash = hash_password(wanted.passcode) if wanted.passcode else None
    db.session.add(row)
    db.session.flush()
    db.session.add(consent_to_grant(row, view_from(view), now))
    return Made(row.id, token)


def _refuse_twice(row: GrantRow, *same: ColumnElement[bool], any_view: bool = False) -> None:
    """Raise AlreadyGranted where a working grant of the same kind is there."""
    found = select(GrantRow.id).where(
        GrantRow.person_id == row.person_id,
        is_open(row.created_at),
        *same,
    )
    if not any_view:
        found = found.where(GrantRow.view_id == row.view_id)
    if db.session.scalar(found.limit(1)) is not None:
        raise AlreadyGranted


def _recruiter(address: str, person_id: int, now: datetime) -> int:
    """The account of a recruiter. Tries are counted, as each one tells whether there is one."""
    limit = Limit("recruiter", str(person_id), FREE_RECRUITERS)
    found = db.session.execute(
        select(PersonRow.id, PersonRow.roles).where(
            PersonRow.email == address.lower(), counting_address(), stays(PersonRow.id)
        )
    ).one_or_none()
    if found is None or PersonRole.RECRUITER not in (found.roles or ()):
        db.session.rollback()
        count_try(limit, now=now)
        raise NoSuchRecruiter
    return int(found.id)


def _address_of(row: GrantRow) -> str:
    if row.kind != GrantKind.ACCOUNT:
        return ""
    found = db.session.scalar(select(PersonRow.email).where(PersonRow.id == row.recruiter_id))
    if found is None:
        raise NoSuchRecruiter
    return found
