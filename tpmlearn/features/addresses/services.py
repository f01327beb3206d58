"""Use cases of addresses: ask for a mail, confirm, change, give up; each one transaction."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.accounts.notices import Notice
from tpmlearn.models import AddressConfirmationRow, PersonRow, ResetTokenRow
from tpmlearn.records.addresses import (
    asked_of,
    asks_for_confirmation,
    drop_asked,
    post_confirmation,
)
from tpmlearn.records.audit import about_person, note_act
from tpmlearn.records.notices import post_notice, post_notice_to
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


def ask(person: Person, *, link: str, now: datetime) -> bool:
    """Post the mail that lets a member confirm their address, or the new one that they wait for.

    False where nothing waits. `link` has TOKEN_PLACE where the token goes. Raises Throttled.
    """
    if not asks_for_confirmation():
        return False
    asked = asked_of(person.id, now=now)
    address = asked.address if asked else person.email
    if address == person.email and person.verified_at is not None:
        return False
    _count(person, address, now)
    post_confirmation(person.id, address, link=link, now=now)
    db.session.commit()
    return True


def change(person: Person, address: str, *, link: str, now: datetime) -> bool:
    """Ask for another address; whether it counts at once. Raises SameAddress, AddressTaken.

    Raises Throttled, too. It counts once it is confirmed; where no mail is sent, at once. Whether
    somebody else has it is told, as by signing up, and slowed down like it.
    """
    address = address.lower()
    if address == person.email:
        raise SameAddress
    _count(person, address, now)
    taken = select(PersonRow.id).where(PersonRow.email == address)
    if db.session.scalar(taken) is not None:
        raise AddressTaken
    if not asks_for_confirmation():
        _set(person.id, address, verified_at=None, now=now)
        return True
    post_confirmation(person.id, address, link=link, now=now)
    post_notice(person, Notice.ADDRESS_ASKED, address, now=now)
    db.session.commit()
    return False


def give_up(person: Person) -> None:
    """Stay with the present address: the mailed link confirms nothing any more."""
    drop_asked(person.id)
    db.session.commit()


def confirm(token: str, *, now: datetime) -> None:
    """Confirm an address with a mailed token, once; an address that was left is told.

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
    _set(found.person_id, found.address, verified_at=now, now=now)


def _set(person_id: int, address: str, *, verified_at: datetime | None, now: datetime) -> None:
    """Give an account this address, tell the one it had, and commit."""
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
    if before != address and was_verified and asks_for_confirmation():
        with speaking(language or current().tag):
            post_notice_to(before, Notice.ADDRESS_CHANGED, address, person_id=person_id, now=now)
    db.session.commit()


def _count(person: Person, address: str, now: datetime) -> None:
    by_person = Limit("address mail person", str(person.id), FREE_LETTERS)
    count_try(by_person, Limit("address mail address", address, FREE_TO_ONE), now=now)
