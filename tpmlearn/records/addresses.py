"""Whether an address counts as its person's, and the one-time right to confirm one, by mail."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, true

from tpmlearn.db import db
from tpmlearn.jobs.letters import post_letter
from tpmlearn.mail import Letter
from tpmlearn.models import AddressConfirmationRow, PersonRow
from tpmlearn.records.people import Person, hashed
from tpmlearn.records.reset_links import TOKEN_PLACE
from tpmlearn.records.site import site_settings
from tpmlearn.words import _

LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class Asked:
    """An address that waits to be confirmed."""

    address: str
    asked_at: datetime
    expires_at: datetime


def asks_for_confirmation() -> bool:
    """Whether addresses are confirmed here: a site that sends no mail cannot ask for it."""
    return bool(site_settings().mail_url)


def address_counts(person: Person | PersonRow) -> bool:
    """Whether what is meant for this person's address may reach them, and name it to others."""
    return person.verified_at is not None or not asks_for_confirmation()


def counting_address() -> ColumnElement[bool]:
    """The same as a condition on a row of people."""
    return PersonRow.verified_at.is_not(None) if asks_for_confirmation() else true()


def post_confirmation(person_id: int, address: str, *, link: str, now: datetime) -> None:
    """Make a token for this address and post the mail with it; the older one dies.

    `link` has TOKEN_PLACE where the token goes. The caller commits both.
    """
    letter = _letter(address, _token(person_id, address, now), link)
    post_letter(letter, now=now, until=now + LIFE, person_id=person_id)


def _token(person_id: int, address: str, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    drop_asked(person_id)
    db.session.add(
        AddressConfirmationRow(
            id=hashed(token),
            person_id=person_id,
            address=address,
            asked_at=now,
            expires_at=now + LIFE,
        )
    )
    return token


def asked_of(person_id: int, *, now: datetime) -> Asked | None:
    """The address of this person that waits to be confirmed; one statement."""
    row = db.session.scalar(
        select(AddressConfirmationRow).where(
            AddressConfirmationRow.person_id == person_id, AddressConfirmationRow.expires_at > now
        )
    )
    return Asked(row.address, row.asked_at, row.expires_at) if row else None


def drop_asked(person_id: int) -> None:
    """Let no mailed link confirm an address of this person any more (the caller commits)."""
    row = AddressConfirmationRow
    db.session.execute(delete(row).where(row.person_id == person_id))


def _letter(address: str, token: str, link: str) -> Letter:
    return Letter(
        address,
        _("Confirm your address for tpmlearn"),
        _(
            "Somebody, probably you, uses this address for an account of tpmlearn.\n\n"
            "Open this within a day and press the button there:\n%(link)s\n\n"
            "If it was not you, do nothing: the address is not confirmed.\n",
            link=link.replace(TOKEN_PLACE, token),
        ),
    )
