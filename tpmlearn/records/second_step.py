"""Whether an account asks for a second step, and the recovery codes that take its place."""

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, exists, func, select, update

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.accounts.ways_in import GRACE
from tpmlearn.models import CodeAppRow, PasskeyRow, PersonRow, RecoveryCodeRow
from tpmlearn.records.audit import about_person, note_act
from tpmlearn.records.people import hashed

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter is taken for a figure."""
LETTERS = 24
"""120 bits: a plain hash of so many tells nothing, even to whoever has it (NIST 800-63B: 112)."""
CODES = 10
_LOOKS_LIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})


class Turn(StrEnum):
    """What a change of the ways in did to the second step."""

    NONE = "none"
    ON = "on"
    OFF = "off"


def settle(person_id: int, *, now: datetime) -> Turn:
    """Let the account ask for a second step if it has an app or a passkey, else for none.

    The caller commits. Turning it off lets the recovery codes go; both are noted in the trail.
    """
    row = db.session.get_one(PersonRow, person_id, with_for_update={"key_share": True})
    has_app = select(CodeAppRow.person_id).where(
        CodeAppRow.person_id == person_id, CodeAppRow.confirmed_at.is_not(None)
    )
    has_passkey = select(PasskeyRow.id).where(PasskeyRow.person_id == person_id)
    has_one = bool(db.session.scalar(select(exists(has_app) | exists(has_passkey))))
    if has_one == (row.second_step_at is not None):
        return Turn.NONE
    row.second_step_at = now if has_one else None
    if not has_one:
        db.session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.person_id == person_id))
    act = Act.SECOND_STEP_ON if has_one else Act.SECOND_STEP_OFF
    note_act(act, about_person(person_id), now=now)
    return Turn.ON if has_one else Turn.OFF


def drop_second_step(person_id: int, *, now: datetime) -> bool:
    """Take app, passkeys and recovery codes off an account (the caller commits); whether there was
    a second step. Where one must be set up, the days for it begin anew."""
    for table in (CodeAppRow, PasskeyRow):
        db.session.execute(delete(table).where(table.person_id == person_id))
    row = db.session.get_one(PersonRow, person_id)
    row.second_step_due = now + GRACE if row.second_step_due else None
    return settle(person_id, now=now) is Turn.OFF


def make_recovery_codes(person_id: int, *, now: datetime) -> list[str]:
    """New codes in the place of all older ones (the caller commits); kept as hashes only."""
    row = RecoveryCodeRow
    db.session.execute(delete(row).where(row.person_id == person_id))
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(CODES)]
    for code in codes:
        db.session.add(row(id=_hash_of(person_id, code), person_id=person_id, created_at=now))
    note_act(Act.RECOVERY_CODES_MADE, about_person(person_id), now=now)
    return ["-".join(code[at : at + 4] for at in range(0, LETTERS, 4)) for code in codes]


def use_recovery_code(person_id: int, typed: str, *, now: datetime) -> bool:
    """Use a code, once, whatever blanks or dashes it was typed with (the caller commits)."""
    code = "".join(char for char in typed.lower() if char.isalnum()).translate(_LOOKS_LIKE)
    row = RecoveryCodeRow
    used = db.session.scalar(
        update(row)
        .where(row.id == _hash_of(person_id, code), row.used_at.is_(None))
        .values(used_at=now)
        .returning(row.id)
    )
    if used:
        note_act(Act.RECOVERY_CODE_USED, about_person(person_id), now=now)
    return used is not None


def recovery_codes_left(person_id: int) -> int:
    """How many codes can still be used; one statement."""
    row = RecoveryCodeRow
    left = select(func.count()).where(row.person_id == person_id, row.used_at.is_(None))
    return int(db.session.scalar(left) or 0)


def _hash_of(person_id: int, code: str) -> str:
    return hashed(f"recovery\0{person_id}\0{code}")
