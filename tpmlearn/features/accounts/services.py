"""Use cases of accounts: each one transaction, committed at its end."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.accounts.notices import Notice
from tpmlearn.jobs.letters import post_letter
from tpmlearn.mail import Letter
from tpmlearn.models import (
    BaselineRow,
    PersonRow,
    PlanChoiceRow,
    PlanRow,
    PlanSplitRow,
    ReportRow,
    ResetTokenRow,
    SignInRow,
)
from tpmlearn.records.addresses import (
    asks_for_confirmation,
    drop_asked,
    post_confirmation,
)
from tpmlearn.records.audit import about_person, note_act, note_blocked
from tpmlearn.records.belongings import move_belongings
from tpmlearn.records.first_sight import review_first_sight
from tpmlearn.records.hashing import hash_password, matches
from tpmlearn.records.leaving import begin_leaving, come_back
from tpmlearn.records.members import held_member
from tpmlearn.records.merging import end_doubles
from tpmlearn.records.notices import post_notice
from tpmlearn.records.people import Person, hashed, person_from
from tpmlearn.records.reset_links import RESET_LIFE, TOKEN_PLACE, make_reset_token
from tpmlearn.records.second_step import drop_second_step
from tpmlearn.throttle import (
    Limit,
    Throttled,
    count_try,
    forgive,
    record_failure,
    refuse_if_blocked,
    take_back,
)
from tpmlearn.words import SOURCE, _, current, dates, speaking

log = logging.getLogger("tpmlearn.accounts")
FREE_PER_ACCOUNT = 5
FREE_PER_ADDRESS = 30
FREE_SIGN_UPS = 10
OF_A_PLAN = (PlanChoiceRow, PlanSplitRow, BaselineRow, ReportRow)


class AddressTaken(Exception):
    """An account with this e-mail address exists."""


class WrongCredentials(Exception):
    """No account has this address and password; which of the two is wrong is not told."""


class StaleToken(Exception):
    """The reset link is unknown, used or too old."""


@dataclass(frozen=True)
class NewAccount:
    """What signing up asks for."""

    name: str
    email: str
    password: str
    time_zone: str


def sign_up(guest: Person, wanted: NewAccount, *, address: str, link: str, now: datetime) -> Person:
    """Make the guest a member; all they did stays theirs. Raises AddressTaken, Throttled.

    Posts the mail that lets them confirm their address, if the site sends mail; `link` has
    TOKEN_PLACE where its token goes.
    """
    limit = Limit("sign-up address", address, FREE_SIGN_UPS)
    refuse_if_blocked(limit, now=now)
    row = db.session.get_one(PersonRow, guest.id)
    row.name, row.email = wanted.name, wanted.email.lower()
    row.time_zone, row.password_hash = wanted.time_zone, hash_password(wanted.password)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        record_failure(limit, now=now)
        db.session.commit()
        raise AddressTaken from None
    _end_sign_ins(row.id)
    if asks_for_confirmation():
        post_confirmation(row.id, row.email, link=link, now=now)
    db.session.commit()
    return person_from(row)


def check_password(email: str, password: str, *, address: str, now: datetime) -> Person:
    """The member with this address and password. Raises WrongCredentials or Throttled.

    Two transactions, the second one the caller's: hashing takes long, and nobody else could save
    meanwhile on SQLite.
    """
    by_account = Limit("sign-in account", email, FREE_PER_ACCOUNT)
    by_address = Limit("sign-in address", address, FREE_PER_ADDRESS)
    try:
        count_try(by_account, by_address, now=now)
    except Throttled:
        note_blocked(email, now=now)
        raise
    wanted = PersonRow.email == email.lower()
    stored = db.session.scalar(select(PersonRow.password_hash).where(wanted))
    db.session.rollback()
    # An unknown address costs the same time as a wrong password.
    if not matches(stored, password):
        raise WrongCredentials
    # Held until the new session is in, so that a new password set meanwhile ends that one too.
    row = db.session.scalar(select(PersonRow).where(wanted).with_for_update())
    if row is None or row.password_hash != stored:
        raise WrongCredentials
    if row.erase_after is not None and row.erase_after <= now:
        raise WrongCredentials
    forgive(by_account)
    take_back(by_address, now=now)
    row.active_at = now
    return person_from(row)


def commit_sign_in() -> None:
    """Keep the session that the web just opened."""
    db.session.commit()


def merge_guest(guest_id: int, member: Person) -> None:
    """Move what a guest did to a member; where both have one, the member's stays.

    Decisions on a plan, its baselines and its report belong to the plan: a member who has one
    keeps theirs alone.
    """
    # Held, so that what another tab of the guest is about to save is refused, not erased with them.
    guest = db.session.get(PersonRow, guest_id, with_for_update=True)
    if guest is not None and guest.email is None:
        if db.session.get(PlanRow, member.id):
            for table in OF_A_PLAN:
                db.session.execute(delete(table).where(table.person_id == guest_id))
        end_doubles(guest_id, member.id)
        move_belongings(guest_id, member.id)
        review_first_sight(member.id)
        db.session.delete(guest)
    db.session.commit()


def drop_guest(guest_id: int) -> None:
    """Erase a guest whose work the member does not want."""
    guest = db.session.get(PersonRow, guest_id)
    if guest is not None and guest.email is None:
        db.session.delete(guest)
    db.session.commit()


def change_password(person: Person, old: str, new: str, *, keep: str, now: datetime) -> None:
    """Set a new password and end every other sign-in. Raises WrongCredentials, Throttled."""
    row = _with_password(person, old, now=now)
    _set_password(row, new, keep=keep, now=now)
    post_notice(person, Notice.PASSWORD_CHANGED, now=now)
    db.session.commit()


def ask_reset(email: str, *, address: str, link: str, now: datetime) -> None:
    """Make a reset token and post the letter with it, where there is somebody to write to.

    `link` has TOKEN_PLACE where it goes. Raises Throttled: asking counts as a failure, so that
    nobody's mailbox is flooded.
    """
    count_try(Limit("reset account", email, 3), Limit("reset address", address, 20), now=now)
    row = db.session.scalar(select(PersonRow).where(PersonRow.email == email.lower()))
    if row is not None and row.email is not None:
        address = link.replace(TOKEN_PLACE, make_reset_token(row, now=now))
        # Who asks is probably the owner, and may be anybody.
        with speaking(row.language or current().tag):
            letter = _reset_letter(row.email, address)
        post_letter(letter, now=now, until=now + RESET_LIFE, person_id=row.id)
    db.session.commit()


def _reset_letter(to: str, address: str) -> Letter:
    return Letter(
        to,
        _("Set a new password for tpmlearn"),
        _(
            "Someone, probably you, asked to set a new password.\n\n"
            "Open this within an hour:\n%(address)s\n\n"
            "If it was not you, nothing has changed and there is nothing to do.\n",
            address=address,
        ),
    )


def reset_password(token: str, password: str, *, now: datetime) -> None:
    """Set the password with a mailed token, once, and end all sign-ins. Raises StaleToken."""
    person_id = db.session.scalar(
        delete(ResetTokenRow)
        .where(ResetTokenRow.id == hashed(token), ResetTokenRow.expires_at > now)
        .returning(ResetTokenRow.person_id)
    )
    if person_id is None:
        raise StaleToken
    row = db.session.get_one(PersonRow, person_id)
    _set_password(row, password, now=now)
    post_notice(row, Notice.PASSWORD_CHANGED, now=now)
    db.session.commit()


def save_settings(person: Person, *, name: str, time_zone: str) -> None:
    """Change the name and the time zone."""
    row = db.session.get_one(PersonRow, person.id)
    row.name, row.time_zone = name, time_zone
    db.session.commit()


def save_theme(person: Person, theme: str) -> None:
    """Remember light, dark or system."""
    db.session.get_one(PersonRow, person.id).theme = theme
    db.session.commit()


def leave(person: Person, password: str, *, come_back: str, now: datetime) -> None:
    """Hide the account at once and erase it after seven days; a letter says so.

    `come_back` is the address of the page for signing in. Raises WrongCredentials, Throttled.
    """
    row = _with_password(person, password, now=now)
    until = begin_leaving(row.id, now=now)
    letter = Letter(
        person.email,
        _("Your tpmlearn account will be erased"),
        _(
            "Your account will be erased after %(day)s, %(time)s UTC, with all in it.\n"
            "Until then nobody sees anything of it: share links have ended and no mail is sent.\n\n"
            'If you change your mind, sign in before that and choose "Keep my account":\n'
            "%(address)s\n\n"
            "If it was not you who asked for this, do the same, and set a new password.\n",
            day=dates.long_date(until),
            time=dates.clock(until),
            address=come_back,
        ),
    )
    post_letter(letter, now=now, person_id=row.id)
    db.session.commit()


def keep_account(person: Person, *, now: datetime) -> bool:
    """Take leaving back; whether it was in time."""
    kept = come_back(person.id, now=now)
    db.session.commit()
    return kept


def erase_account(person: Person, password: str, *, now: datetime) -> None:
    """Erase the account and all that hangs on it, now. Raises WrongCredentials, Throttled."""
    row = _with_password(person, password, now=now)
    note_act(Act.ACCOUNT_ERASED, about_person(person.id), now=now)
    db.session.delete(row)
    db.session.commit()


def add_member(wanted: NewAccount, roles: tuple[str, ...], *, now: datetime) -> int:
    """Make an account from the command line; its id. Raises AddressTaken."""
    row = PersonRow(
        name=wanted.name,
        email=wanted.email.lower(),
        time_zone=wanted.time_zone,
        password_hash=hash_password(wanted.password),
        roles=sorted(roles),
        created_at=now,
        active_at=now,
        # Whoever has the command line of the server answers for the address.
        verified_at=now,
    )
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise AddressTaken from None
    person_id = row.id
    note_act(Act.ACCOUNT_MADE, about_person(person_id), now=now)
    for role in row.roles:
        note_act(Act.ROLE_GIVEN, about_person(person_id), now=now, detail=role)
    db.session.commit()
    return person_id


def verify_address(person_id: int, *, now: datetime) -> bool:
    """Take an address as confirmed on an operator's word; whether it was not yet.

    Raises NoSuchMember.
    """
    row = held_member(person_id)
    is_new = row.verified_at is None
    if is_new:
        row.verified_at = now
        note_act(Act.ADDRESS_VERIFIED, about_person(row.id), now=now)
    db.session.commit()
    return is_new


def remove_second_step(person_id: int, *, now: datetime) -> bool:
    """Let somebody in by their password alone who has lost the rest, on an operator's word.

    Whether there was a second step; a notice says so. Every sign-in ends, and the days to set one
    up begin anew where one must be. Raises NoSuchMember.
    """
    row = held_member(person_id)
    was_on = drop_second_step(row.id, now=now)
    if was_on:
        with speaking(row.language or SOURCE):
            by_whom = _(" by the operator of the site")
            post_notice(row, Notice.SECOND_STEP_OFF, by_whom, now=now)
        _end_sign_ins(row.id)
    db.session.commit()
    return was_on


def _with_password(person: Person, password: str, *, now: datetime) -> PersonRow:
    """The row of a person who knows their password: a session found open must not guess it."""
    limit = Limit("own password", person.email, FREE_PER_ACCOUNT)
    count_try(limit, now=now)
    row = db.session.get_one(PersonRow, person.id)
    if not matches(row.password_hash, password):
        raise WrongCredentials
    forgive(limit)
    return row


def _set_password(row: PersonRow, password: str, *, now: datetime, keep: str = "") -> None:
    """A new password: whoever had the old one keeps no sign-in and no address on its way."""
    row.password_hash = hash_password(password)
    drop_asked(row.id)
    _end_sign_ins(row.id, keep=keep)
    note_act(Act.PASSWORD_CHANGED, about_person(row.id), now=now)


def _end_sign_ins(person_id: int, *, keep: str = "") -> None:
    db.session.execute(
        delete(SignInRow).where(
            SignInRow.person_id == person_id, SignInRow.id != (hashed(keep) if keep else "")
        )
    )
