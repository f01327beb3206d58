"""Use cases of sharing: each one transaction, committed at its end."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, insert, literal, select

from tpmlearn.db import Moment, db, new_id, writing
from tpmlearn.domain.profiles.visibility import Consent, LinkState, Section
from tpmlearn.features.profiles.queries import Link, link_behind
from tpmlearn.models import OpeningRow, ShareLinkRow
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
    _end(_own(person_id, link_id), now)
    db.session.commit()


def renew_link(person_id: int, link_id: str, *, now: datetime) -> Made:
    """End a link and make another with the same choices.

    Raises NoSuchLink, TooManyLinks, and JustRenewed for a button pressed twice.
    """
    hold(person_id)
    row = _own(person_id, link_id)
    if row.revoked_at is not None and now - row.revoked_at < TWICE:
        raise JustRenewed
    sections = frozenset(section for section in Section if section.value in row.sections)
    same = Wanted(
        label=row.label,
        consent=Consent(sections, row.show_name),
        role=row.role,
        lifetime=row.expires_at - row.created_at,
    )
    _end(row, now)
    made = _add(person_id, same, now)
    db.session.commit()
    return made


def open_link(token: str, reader: Person | None, *, now: datetime) -> Link | None:
    """The link behind a token, with this opening on record; None where there is none.

    A link that shows nothing is not opened, and its owner's own look does not count. It is called
    in a GET: until the link is known to work nothing is locked.
    """
    link = link_behind(token, now=now)
    if link is None or link.state is not LinkState.ACTIVE:
        return link
    if reader is not None and reader.id == link.person_id:
        return link
    # The transaction that has read so far cannot become one that writes (see db.writing).
    db.session.rollback()
    with writing():
        still_open = select(ShareLinkRow.id, literal(now, Moment)).where(
            ShareLinkRow.id == link.id,
            ShareLinkRow.revoked_at.is_(None),
            ShareLinkRow.expires_at > now,
        )
        recorded = db.session.scalar(
            insert(OpeningRow)
            .from_select(["link_id", "opened_at"], still_open)
            .returning(OpeningRow.id)
        )
        db.session.commit()
    return link if recorded is not None else link_behind(token, now=now)


def _own(person_id: int, link_id: str) -> ShareLinkRow:
    rows = db.session.scalars(select(ShareLinkRow).where(ShareLinkRow.person_id == person_id))
    row = next((row for row in rows if row.id == link_id), None)
    if row is None:
        raise NoSuchLink
    return row


def _end(row: ShareLinkRow, now: datetime) -> None:
    row.revoked_at = row.revoked_at or now


def _add(person_id: int, wanted: Wanted, now: datetime) -> Made:
    hold(person_id)
    live = select(func.count()).where(
        ShareLinkRow.person_id == person_id,
        ShareLinkRow.revoked_at.is_(None),
        ShareLinkRow.expires_at > now,
    )
    if (db.session.scalar(live) or 0) >= MOST_LIVE:
        raise TooManyLinks
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = ShareLinkRow(
        id=new_id(),
        person_id=person_id,
        token_hash=hashed(token),
        label=wanted.label,
        sections=[section.value for section in wanted.consent.shown],
        show_name=wanted.consent.show_name,
        role=wanted.role,
        created_at=now,
        expires_at=now + wanted.lifetime,
        revoked_at=None,
    )
    db.session.add(row)
    return Made(row.id, token)
