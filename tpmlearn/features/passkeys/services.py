"""Use cases of passkeys: ask for a new one, add it, remove one, come in by one.

Each is one transaction, but `open_by`: its caller opens the session in it.
"""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.accounts.notices import Notice
from tpmlearn.models import PasskeyRow, PersonRow
from tpmlearn.records.addresses import address_counts
from tpmlearn.records.audit import about_person, note_act
from tpmlearn.records.notices import post_notice
from tpmlearn.records.passkeys import (
    Challenge,
    MayBeCopied,
    NotRight,
    ask_for_new,
    passkeys_of,
    read_new,
    use_passkey,
)
from tpmlearn.records.people import Person, hashed, hold, person_from
from tpmlearn.records.second_step import Turn, make_recovery_codes, settle
from tpmlearn.throttle import Limit, count_try, take_back
from tpmlearn.words import _

MOST = 10
FREE_PER_ADDRESS = 30


class NotConfirmed(Exception):
    """The address is not confirmed: it is the way back, so it comes first."""


class TooMany(Exception):
    """There are MOST passkeys already."""


class KnownAlready(Exception):
    """This passkey is registered already."""


class NoSuchPasskey(Exception):
    """This person has no such passkey."""


def begin(person: Person) -> tuple[dict[str, Any], str]:
    """What the browser is asked for a new passkey, and the challenge; nothing is written.

    Raises NotConfirmed, TooMany, and NotRight where the site's address cannot have passkeys.
    """
    if not address_counts(person):
        raise NotConfirmed
    known = passkeys_of(person.id)
    if len(known) >= MOST:
        raise TooMany
    return ask_for_new(person, _handle_of(person.id), known)


def add(
    person: Person, name: str, credential: str, challenge: Challenge, *, handle: str, now: datetime
) -> list[str]:
    """Keep the passkey that the browser made; new recovery codes, none if there were some already.

    Raises NotRight, TooMany, KnownAlready.
    """
    made = read_new(credential, challenge, now=now)
    hold(person.id)
    known = select(func.count()).where(PasskeyRow.person_id == person.id)
    if (db.session.scalar(known) or 0) >= MOST:
        db.session.rollback()
        raise TooMany
    db.session.add(
        PasskeyRow(
            id=hashed(made.credential_id),
            person_id=person.id,
            name=name,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            user_handle=handle,
            created_at=now,
            asked_at=challenge.at,
        )
    )
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise KnownAlready from None
    note_act(Act.PASSKEY_ADDED, about_person(person.id), now=now)
    is_first = settle(person.id, now=now) is Turn.ON
    codes = make_recovery_codes(person.id, now=now) if is_first else []
    post_notice(person, Notice.PASSKEY_ADDED, name, now=now)
    db.session.commit()
    return codes


def remove(person: Person, passkey_id: str, *, now: datetime) -> None:
    """Let a passkey open nothing any more. Raises NoSuchPasskey."""
    row = PasskeyRow
    name = db.session.scalar(
        delete(row).where(row.id == passkey_id, row.person_id == person.id).returning(row.name)
    )
    if name is None:
        db.session.rollback()
        raise NoSuchPasskey
    note_act(Act.PASSKEY_REMOVED, about_person(person.id), now=now)
    turned = settle(person.id, now=now)
    what = Notice.SECOND_STEP_OFF if turned is Turn.OFF else Notice.PASSKEY_REMOVED
    detail = (
        _(", as its last passkey was removed: %(name)s", name=name) if turned is Turn.OFF else name
    )
    post_notice(person, what, detail, now=now)
    db.session.commit()


def open_by(credential: str, challenge: Challenge, *, address: str, now: datetime) -> Person:
    """Whose passkey this is (the caller commits). Raises NotRight, Throttled.

    A passkey that counts backwards is refused and noted in the trail.
    """
    limit = Limit("passkey address", address, FREE_PER_ADDRESS)
    count_try(limit, now=now)
    try:
        person_id = use_passkey(credential, challenge, now=now)
    except MayBeCopied as copied:
        note_act(Act.PASSKEY_REFUSED, about_person(copied.person_id), now=now)
        db.session.commit()
        raise NotRight from copied
    except NotRight:
        db.session.rollback()
        raise
    row = db.session.get_one(PersonRow, person_id)
    if row.erase_after is not None and row.erase_after <= now:
        db.session.rollback()
        raise NotRight
    take_back(limit, now=now)
    return person_from(row)


def commit_proof() -> None:
    """Keep what the web just noted."""
    db.session.commit()


def _handle_of(person_id: int) -> str:
    """The random name under which authenticators keep a person's passkeys, the same for all."""
    row = PasskeyRow
    known = db.session.scalar(select(row.user_handle).where(row.person_id == person_id).limit(1))
    return known or secrets.token_urlsafe(32)
