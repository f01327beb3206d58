"""Use cases of sharing: each one transaction, committed at its end."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from tpmlearn.db import db, new_id
from tpmlearn.domain.profiles.visibility import Consent, GrantKind
from tpmlearn.models import GrantRow, ViewRow
from tpmlearn.records.grants import (
    Grant,
    end_grants,
    grant_behind,
    is_open,
    record_opening,
    view_from,
)
from tpmlearn.records.people import Person, hashed, hold

MOST_LIVE = 50
TWICE = timedelta(seconds=10)
TOKEN_BYTES = 32


class TooManyLinks(Exception):
    """A person has as many working links as anybody can keep in view."""


class JustRenewed(Exception):
    """The link was ended a moment ago: this is the same wish again."""


class NoSuchLink(Exception):
    """There is no such link, or it is somebody else's."""


@dataclass(frozen=True)
class Wanted:
    """What a learner chose to show, against which role, and for how long."""

    label: str
    consent: Consent
    role: str
    lifetime: timedelta


@dataclass(frozen=True)
class Made:
    """A new link; `token` is known here for the last time."""

    id: str
    token: str


def make_link(person_id: int, wanted: Wanted, *, now: datetime) -> Made:
    """Make a link. Raises TooManyLinks."""
    made = _add(person_id, wanted, now)
    db.session.commit()
    return made


def revoke_link(person_id: int, link_id: str, *, now: datetime) -> None:
    """End a link at once; one that has been revoked stays as it was. Raises NoSuchLink."""
    _own(person_id, link_id)
    end_grants(person_id, [link_id], now=now)
    db.session.commit()


def renew_link(person_id: int, link_id: str, *, now: datetime) -> Made:
    """End a link and make another with the same choices.

    Raises NoSuchLink, TooManyLinks, and JustRenewed for a button pressed twice.
    """
    hold(person_id)
    row, view = _own(person_id, link_id)
    if row.revoked_at is not None and now - row.revoked_at < TWICE:
        raise JustRenewed
    same = Wanted(
        label=row.label,
        consent=view_from(view).consent,
        role=view.role,
        lifetime=(row.expires_at or now) - row.created_at,
    )
    end_grants(person_id, [link_id], now=now)
    made = _add(person_id, same, now)
    db.session.commit()
    return made


def open_link(token: str, reader: Person | None, *, now: datetime) -> Grant | None:
    """The grant behind a token, with this opening on record; None where there is none.

    A link that shows nothing is not opened, and its owner's own look does not count.
    """
    grant = grant_behind(token, now=now)
    if grant is None or not grant.is_active:
        return grant
    if reader is not None and reader.id == grant.view.person_id:
        return grant
    reader_id = reader.id if reader and reader.is_member else None
    recorded = record_opening(grant, "opened", reader_id=reader_id, network="", now=now)
    return grant if recorded else grant_behind(token, now=now)


def _own(person_id: int, link_id: str) -> tuple[GrantRow, ViewRow]:
    row = db.session.get(GrantRow, link_id)
    if row is None or row.person_id != person_id:
        raise NoSuchLink
    return row, db.session.get_one(ViewRow, row.view_id)


def _add(person_id: int, wanted: Wanted, now: datetime) -> Made:
    hold(person_id)
    live = select(func.count()).where(GrantRow.person_id == person_id, is_open(now))
    if (db.session.scalar(live) or 0) >= MOST_LIVE:
        raise TooManyLinks
    token = secrets.token_urlsafe(TOKEN_BYTES)
    view = ViewRow(
        id=new_id(),
        person_id=person_id,
        name=wanted.label,
        sections=[section.value for section in wanted.consent.shown],
        naming=wanted.consent.naming,
        role=wanted.role,
        traps=False,
        created_at=now,
        changed_at=now,
    )
    db.session.add(view)
    db.session.flush()
    row = GrantRow(
        id=new_id(),
        view_id=view.id,
        person_id=person_id,
        kind=GrantKind.LINK,
        token_hash=hashed(token),
        label=wanted.label,
        created_at=now,
        expires_at=now + wanted.lifetime,
    )
    db.session.add(row)
    return Made(row.id, token)
