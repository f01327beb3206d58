"""Use cases of the second step: set up an app, check a code, new codes, off.

Each is one transaction, but `check_code`: its caller opens the session in it.
"""

from datetime import datetime

from tpmlearn.db import db
from tpmlearn.domain.accounts.notices import Notice
from tpmlearn.domain.accounts.ways_in import Step
from tpmlearn.records.addresses import address_counts
from tpmlearn.records.audit import note_blocked
from tpmlearn.records.code_apps import begin_app, confirm_app, drop_app, has_app, use_code
from tpmlearn.records.notices import post_notice
from tpmlearn.records.people import Person, hold
from tpmlearn.records.second_step import (
    Turn,
    make_recovery_codes,
    recovery_codes_left,
    settle,
    use_recovery_code,
)
from tpmlearn.throttle import Limit, Throttled, count_try, forgive
from tpmlearn.words import _

FREE_TRIES = 5
FIGURES = 6


class NotConfirmed(Exception):
    """The address is not confirmed: it is the way back, so it comes first."""


class HasApp(Exception):
    """There is an app that counts: it has to be turned off first."""


class WrongCode(Exception):
    """It is no code that works now."""


def start(person: Person, *, now: datetime) -> None:
    """Make a secret for an app to read. Raises NotConfirmed, HasApp."""
    if not address_counts(person):
        raise NotConfirmed
    hold(person.id)
    if has_app(person.id):
        db.session.rollback()
        raise HasApp
    begin_app(person.id, now=now)
    db.session.commit()


def confirm(person: Person, code: str, *, now: datetime) -> list[str]:
    """Let the app count, after a code of it; new recovery codes, none if there were some already.

    Raises WrongCode, Throttled.
    """
    limit = _limit(person)
    count_try(limit, now=now)
    if not use_code(person.id, code, now=now):
        db.session.rollback()
        raise WrongCode
    forgive(limit)
    confirm_app(person.id, now=now)
    is_first = settle(person.id, now=now) is Turn.ON
    codes = make_recovery_codes(person.id, now=now) if is_first else []
    post_notice(person, Notice.SECOND_STEP_ON, _("a code of your app"), now=now)
    db.session.commit()
    return codes


def renew_codes(person: Person, *, now: datetime) -> list[str]:
    """New recovery codes in the place of the old ones; none without a second step."""
    codes = make_recovery_codes(person.id, now=now) if person.second_step_at else []
    db.session.commit()
    return codes


def turn_off(person: Person, *, now: datetime) -> None:
    """Let the app count no more. Passkeys stay, and ask for a second step."""
    drop_app(person.id)
    turned = settle(person.id, now=now)
    detail = "" if turned is Turn.OFF else _(" as far as the app goes; your passkeys still count")
    post_notice(person, Notice.SECOND_STEP_OFF, detail, now=now)
    db.session.commit()


def check_code(person: Person, typed: str, *, now: datetime) -> Step:
    """What this code is, used up by it (the caller commits, what it is told included).

    Raises WrongCode; Throttled after FREE_TRIES wrong ones for an account, from any address.
    """
    limit = _limit(person)
    try:
        count_try(limit, now=now)
    except Throttled:
        note_blocked(person.email, now=now)
        raise
    figures = "".join(typed.split())
    if figures.isdecimal() and len(figures) == FIGURES:
        step, is_right = Step.CODE, use_code(person.id, figures, now=now)
    else:
        step, is_right = Step.RECOVERY, use_recovery_code(person.id, typed, now=now)
    if not is_right:
        db.session.rollback()
        raise WrongCode
    forgive(limit)
    if step is Step.RECOVERY:
        left = recovery_codes_left(person.id)
        post_notice(person, Notice.RECOVERY_USED, _("%(left)s are left.", left=left), now=now)
    return step


def _limit(person: Person) -> Limit:
    return Limit("second step", str(person.id), FREE_TRIES)
