"""Use cases of addresses: ask for a mail, confirm, change, give up; each one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.accounts.notices import Notice
from tpmlearn.mail import Letter
from tpmlearn.models import AddressConfirmationRow, PersonRow, ResetTokenRow
from tpmlearn.records.addresses import (
    ask_to_confirm,
    asked_of,
    asks_for_confirmation,
    confirmation_letter,
    drop_asked,
)
from tpmlearn.records.audit import about_person, note_act
from tpmlearn.records.notices import notice, notice_to
from tpmlearn.records.people import Person, hashed
from tpmlearn.throttle import Limit, count_try
from tpmlearn.words import current, speaking

FREE_LETTERS = 5
FREE_TO_ONE = 3


class AddressTaken(Exception):
    """Another account has this address."""


class SameAddress(Exception):
    """It is the address that the account has."""


class StaleLink(Exception):
    """The link is unknown, used, replaced by a newer one, or older than a day."""


@dataclass(frozen=True)
class Changed:
    """What is to be sent about a change, and whether the new address counts at once."""

    letters: tuple[Letter | None, ...]
    is_done: bool


def ask(person: Person, *, link: str, now: datetime) -> Letter | None:
    """The mail that lets a member confirm their address, or the new one that they wait for.

    None where nothing waits. `link` has TOKEN_PLACE where the token goes. Raises Throttled.
    """
    if not asks_for_confirmation():
        return None
    asked = asked_of(person.id, now=now)
    address = asked.address if asked else person.email
    if address == person.email and person.verified_at is not None:
        return None
    _count(person, address, now)
    token = ask_to_confirm(person.id, address, now=now)
    db.session.commit()
    return confirmation_letter(address, token, link=link)


def change(person: Person, address: str, *, link: str, now: datetime) -> Changed:
    """Ask for another address. Raises SameAddress, AddressTaken, Throttled.

    It counts once it is confirmed; where no mail is sent, at once. Whether somebody else has it is
    told, as by signing up, and slowed down like it.
    """
    address = address.lower()
    if address == person.email:
        raise SameAddress
    _count(person, address, now)
    taken = select(PersonRow.id).where(PersonRow.email == address)
    if db.session.scalar(taken) is not None:
        raise AddressTaken
    if not asks_for_confirmation():
        return Changed((_set(person.id, address, verified_at=None, now=now),), is_done=True)
    token = ask_to_confirm(person.id, address, now=now)
    db.session.commit()
    letter = confirmation_letter(address, token, link=link)
    return Changed((letter, notice(person, Notice.ADDRESS_ASKED, address)), is_done=False)


def give_up(person: Person) -> None:
    """Stay with the present address: the mailed link confirms nothing any more."""
    drop_asked(person.id)
    db.session.commit()


def confirm(token: str, *, now: datetime) -> Letter | None:
    """Confirm an address with a mailed token, once; the notice to an address that was left.

    Raises StaleLink, and AddressTaken where somebody else has confirmed it meanwhile.
    """
    row = AddressConfirmationRow
    found = db.session.execute(
        delete(row)
        .where(row.id == hashed(token), row.expires_at > now)
        .returning(row.person_id, row.address)
    ).one_or_none()
    if found is None:
        db.session.rollback()
        raise StaleLink
    return _set(found.person_id, found.address, verified_at=now, now=now)


def _set(
    person_id: int, address: str, *, verified_at: datetime | None, now: datetime
) -> Letter | None:
    """Give an account this address and commit; the notice to the one it had."""
    row = db.session.get_one(PersonRow, person_id)
    before, was_verified, language = row.email or "", row.verified_at is not None, row.language
    row.email, row.verified_at = address, verified_at
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise AddressTaken from None
    if before != address:
        # A link that lies in the mailbox that was left must not set a new password.
        db.session.execute(delete(ResetTokenRow).where(ResetTokenRow.person_id == person_id))
        drop_asked(person_id)
        note_act(Act.ADDRESS_CHANGED, about_person(person_id), now=now)
    db.session.commit()
    if before == address or not was_verified or not asks_for_confirmation():
        return None
    with speaking(language or current().tag):
        return notice_to(before, Notice.ADDRESS_CHANGED, address)


def _count(person: Person, address: str, now: datetime) -> None:
    by_person = Limit("address mail person", str(person.id), FREE_LETTERS)
    count_try(by_person, Limit("address mail address", address, FREE_TO_ONE), now=now)
