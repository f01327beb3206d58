"""What admins and operators do for members: roles, ways in, erasing; each one transaction."""

from datetime import datetime

from sqlalchemy import delete, select

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.jobs.letters import post_letter
from tpmlearn.mail import Letter
from tpmlearn.models import PersonRole, PersonRow, SignInRow
from tpmlearn.records.audit import about_person, note_act
from tpmlearn.records.leaving import begin_leaving, come_back
from tpmlearn.records.members import held_member, keep_an_admin
from tpmlearn.records.reset_links import RESET_LIFE, TOKEN_PLACE, make_reset_token
from tpmlearn.words import SOURCE, _, dates, speaking

EVERYBODY = "everybody"
"""All members, as the subject of an act."""


class IsAdmin(Exception):
    """An admin's account is erased once the role is taken away, and not before."""


class NotLeaving(Exception):
    """The account does not wait to be erased, or its week is over."""


class IsLeaving(Exception):
    """The account waits to be erased already."""


def change_role(person_id: int, role: str, *, held: bool, now: datetime) -> tuple[str, ...]:
    """Give or take a role; the roles held afterwards. Raises NoSuchMember, LastAdmin."""
    if role == PersonRole.ADMIN and not held:
        keep_an_admin(person_id)
    row = held_member(person_id)
    before = set(row.roles or ())
    if held != (role in before):
        act = Act.ROLE_GIVEN if held else Act.ROLE_TAKEN
        note_act(act, about_person(person_id), now=now, detail=role)
        row.roles = sorted(before | {role} if held else before - {role})
    roles = tuple(row.roles or ())
    db.session.commit()
    return roles


def end_sign_ins(person_id: int, *, now: datetime) -> int:
    """Sign a member out everywhere; of how many browsers. Raises NoSuchMember."""
    held_member(person_id)
    ended = db.session.scalars(
        delete(SignInRow).where(SignInRow.person_id == person_id).returning(SignInRow.id)
    ).all()
    note_act(Act.SIGN_INS_ENDED, about_person(person_id), now=now)
    db.session.commit()
    return len(ended)


def end_everybodys_sign_ins(*, now: datetime) -> int:
    """Sign all members out everywhere, after something bad happened; of how many browsers.

    Guests keep theirs: it is their only way to what they did, and opens nothing else.
    """
    of_members = SignInRow.person_id.in_(select(PersonRow.id).where(PersonRow.email.is_not(None)))
    ended = db.session.scalars(delete(SignInRow).where(of_members).returning(SignInRow.id)).all()
    note_act(Act.SIGN_INS_ENDED, EVERYBODY, now=now)
    db.session.commit()
    return len(ended)


def send_reset(person_id: int, *, link: str, now: datetime) -> None:
    """Make a right to set a new password, and post the letter with it. Raises NoSuchMember.

    `link` has TOKEN_PLACE where the token goes.
    """
    row = held_member(person_id)
    token = make_reset_token(row, now=now)
    note_act(Act.RESET_LINK_SENT, about_person(person_id), now=now)
    with speaking(row.language or SOURCE):
        letter = _reset_letter(row.email or "", link.replace(TOKEN_PLACE, token))
    post_letter(letter, now=now, until=now + RESET_LIFE, person_id=person_id)
    db.session.commit()


def _reset_letter(to: str, address: str) -> Letter:
    return Letter(
        to,
        _("Set a new password for tpmlearn"),
        _(
            "An admin of this site sends you a link with which you can set a new password.\n\n"
            "Open this within an hour:\n%(address)s\n\n"
            "If you did not ask for it, nothing has changed and there is nothing to do.\n",
            address=address,
        ),
    )


def print_reset(person_id: int, *, now: datetime) -> str:
    """A reset token for an operator to hand over. Raises NoSuchMember."""
    token = make_reset_token(held_member(person_id), now=now)
    note_act(Act.RESET_LINK_MADE, about_person(person_id), now=now)
    db.session.commit()
    return token


def begin_erasing(person_id: int, *, come_back_at: str, now: datetime) -> None:
    """Let a member leave as they could by themselves, with the same week, and write to them.

    `come_back_at` is the address of the page for signing in. Raises NoSuchMember, IsAdmin,
    IsLeaving.
    """
    row = _to_erase(person_id)
    if row.erase_after is not None:
        db.session.rollback()
        raise IsLeaving
    email, until = row.email or "", begin_leaving(person_id, now=now)
    note_act(Act.ERASING_BEGUN, about_person(person_id), now=now)
    with speaking(row.language or SOURCE):
        letter = _erasing_letter(email, until, come_back_at)
    post_letter(letter, now=now, person_id=person_id)
    db.session.commit()


def _erasing_letter(to: str, until: datetime, address: str) -> Letter:
    return Letter(
        to,
        _("Your tpmlearn account will be erased"),
        _(
            "An admin of this site has begun to erase your account, as somebody asked for it.\n\n"
            "It will be erased after %(day)s, %(time)s UTC, with all in it. Until then nobody\n"
            "sees anything of it: share links have ended and no mail is sent.\n\n"
            'If you want to keep it, sign in before that and choose "Keep my account":\n'
            "%(address)s\n",
            day=dates.long_date(until),
            time=dates.clock(until),
            address=address,
        ),
    )


def keep(person_id: int, *, now: datetime) -> None:
    """Let a member stay who was leaving; what had ended stays ended. Raises NoSuchMember,
    NotLeaving."""
    held_member(person_id)
    if not come_back(person_id, now=now):
        db.session.rollback()
        raise NotLeaving
    note_act(Act.ERASING_UNDONE, about_person(person_id), now=now)
    db.session.commit()


def erase_at_once(person_id: int, *, now: datetime) -> None:
    """Erase an account without the week; for operators. Raises NoSuchMember, IsAdmin."""
    row = _to_erase(person_id)
    note_act(Act.ACCOUNT_ERASED, about_person(person_id), now=now)
    db.session.delete(row)
    db.session.commit()


def _to_erase(person_id: int) -> PersonRow:
    row = held_member(person_id)
    if PersonRole.ADMIN in (row.roles or ()):
        db.session.rollback()
        raise IsAdmin
    return row
