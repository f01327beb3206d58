"""Use cases of signing in by a provider: each one transaction, committed at its end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tpmlearn.db import db, writing
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.accounts.id_token import Identity
from tpmlearn.models import ExternalIdentityRow, PersonRow, SignInRow
from tpmlearn.records.audit import about_person, note_act, pseudonym
from tpmlearn.records.hashing import matches
from tpmlearn.records.people import Person, hold, person_from
from tpmlearn.records.ways_in import has_another_way_in
from tpmlearn.throttle import Limit, count_try, forgive, record_failure, refuse_if_blocked

FREE_SIGN_UPS = 10
FREE_PER_ACCOUNT = 5

Answer = TypeVar("Answer")


class Gone(Exception):
    """Nobody here is this somebody at the provider any more."""


class Taken(Exception):
    """The address has an account, or the identity has one, since a moment ago."""


class WrongPassword(Exception):
    """This is not the present password."""


class LastWayIn(Exception):
    """Without this identity its owner could not sign in again."""


class NoSuchIdentity(Exception):
    """There is no such identity, or it is somebody else's."""


@dataclass(frozen=True)
class NewMember:
    """What joining asks for; `email` in small letters."""

    name: str
    email: str
    time_zone: str


def sign_in_as(
    issuer: str, subject: str, admit: Callable[[Person], Answer], *, now: datetime
) -> Answer:
    """Let in the member who is this somebody at the provider; the web's answer. Raises Gone.

    For a GET, as the provider sends the browser back by one: it ends the transaction that has read
    so far and begins one that writes. `admit` is the web's, and ends it.
    """
    db.session.rollback()
    with writing():
        row = db.session.scalar(
            select(PersonRow)
            .join(ExternalIdentityRow, ExternalIdentityRow.person_id == PersonRow.id)
            .where(ExternalIdentityRow.issuer == issuer, ExternalIdentityRow.subject == subject)
            .with_for_update(of=PersonRow)
        )
        if row is None or (row.erase_after is not None and row.erase_after <= now):
            db.session.rollback()
            raise Gone
        row.active_at = now
        return admit(person_from(row))


def join(
    guest: Person,
    wanted: NewMember,
    issuer: str,
    identity: Identity,
    *,
    address: str,
    now: datetime,
) -> Person:
    """Make the guest a member who signs in by the provider; all they did stays theirs.

    The caller commits, with the session that it opens. Raises Taken, Throttled: trying which
    addresses have accounts is slowed down as at signing up.
    """
    limit = Limit("sign-up address", address, FREE_SIGN_UPS)
    refuse_if_blocked(limit, now=now)
    row = db.session.get_one(PersonRow, guest.id)
    row.name, row.email, row.time_zone = wanted.name, wanted.email, wanted.time_zone
    # The provider has seen that its own address is theirs; one that was typed is still to confirm.
    row.verified_at = now if identity.own_email else None
    _add(row.id, issuer, identity, now)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        record_failure(limit, now=now)
        db.session.commit()
        raise Taken from None
    db.session.execute(delete(SignInRow).where(SignInRow.person_id == row.id))
    return person_from(row)


def commit_sign_in() -> None:
    """Keep the session that the web just opened."""
    db.session.commit()


def link(person: Person, password: str, issuer: str, identity: Identity, *, now: datetime) -> None:
    """Let a member sign in as this somebody at the provider too; who has a password proves it, as a
    session found open must not add a way in.

    Raises WrongPassword, Throttled, and Taken where the identity is another member's.
    """
    limit = Limit("own password", person.email, FREE_PER_ACCOUNT)
    count_try(limit, now=now)
    stored = db.session.get_one(PersonRow, person.id).password_hash
    if stored is not None and not matches(stored, password):
        raise WrongPassword
    forgive(limit)
    _add(person.id, issuer, identity, now)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise Taken from None


def unlink(person_id: int, identity_id: int, *, now: datetime) -> None:
    """Take a way in away, if another remains. Raises NoSuchIdentity, LastWayIn."""
    hold(person_id)
    row = db.session.get(ExternalIdentityRow, identity_id)
    if row is None or row.person_id != person_id:
        db.session.rollback()
        raise NoSuchIdentity
    if not has_another_way_in(person_id):
        db.session.rollback()
        raise LastWayIn
    db.session.delete(row)
    note_act(Act.IDENTITY_UNLINKED, about_person(person_id), now=now)
    db.session.commit()


def _add(person_id: int, issuer: str, identity: Identity, now: datetime) -> None:
    db.session.add(
        ExternalIdentityRow(
            person_id=person_id,
            issuer=issuer,
            subject=identity.subject,
            called=identity.called,
            linked_at=now,
        )
    )
    by = pseudonym(person_id)
    note_act(Act.IDENTITY_LINKED, about_person(person_id), now=now, by=by)
