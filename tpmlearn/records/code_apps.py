"""Apps that make one-time codes: time-based, six figures, 30 seconds (TOTP, RFC 6238)."""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from tpmlearn.db import db
from tpmlearn.models import CodeAppRow
from tpmlearn.records.site import site_settings
from tpmlearn.sealing import WrongKey, open_short, seal_short

STEP_S = 30
AROUND = (0, -1, 1)
"""A phone's clock may be a step behind or ahead."""
SETTING_UP = timedelta(hours=1)


def begin_app(person_id: int, *, now: datetime) -> None:
    """A fresh secret that counts for nothing until a code of it is typed (the caller commits)."""
    import pyotp

    drop_app(person_id)
    sealed = seal_short(pyotp.random_base32().encode(), _key(), purpose=_purpose(person_id))
    row = CodeAppRow(person_id=person_id, secret=sealed, last_step=0, created_at=now)
    db.session.add(row)


def drop_app(person_id: int) -> None:
    """Forget a person's app (the caller commits)."""
    db.session.execute(delete(CodeAppRow).where(CodeAppRow.person_id == person_id))


def secret_to_show(person_id: int, *, now: datetime) -> str:
    """The secret of an app that is being set up; empty where none is, or it counts already."""
    row = db.session.get(CodeAppRow, person_id)
    if row is None or row.confirmed_at is not None or now - row.created_at > SETTING_UP:
        return ""
    return _secret(row)


def has_app(person_id: int) -> bool:
    """Whether a person has an app that counts; one statement."""
    row = db.session.get(CodeAppRow, person_id)
    return row is not None and row.confirmed_at is not None


def use_code(person_id: int, typed: str, *, now: datetime) -> bool:
    """Use a code of the app, each once, and none older than one used (the caller commits)."""
    row = db.session.get(CodeAppRow, person_id)
    secret = _secret(row) if row else ""
    step = _step_of(secret, typed, now) if secret else None
    if step is None:
        return False
    # The database decides: of two with the same code, one comes in.
    used = db.session.scalar(
        update(CodeAppRow)
        .where(CodeAppRow.person_id == person_id, CodeAppRow.last_step < step)
        .values(last_step=step)
        .returning(CodeAppRow.person_id)
    )
    return used is not None


def confirm_app(person_id: int, *, now: datetime) -> None:
    """Let an app count, after one of its codes was right (the caller commits)."""
    db.session.get_one(CodeAppRow, person_id).confirmed_at = now


def address_of(secret: str, email: str) -> str:
    """The `otpauth:` address that a QR code carries to an app."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="tpmlearn")


def _step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The step whose code was typed, of this one and its neighbours."""
    import pyotp

    code = "".join(typed.split())
    totp, here = pyotp.TOTP(secret), int(now.timestamp()) // STEP_S
    if not (code.isascii() and code.isdecimal()):
        return None
    for step in (here + by for by in AROUND):
        if hmac.compare_digest(totp.generate_otp(step), code):
            return step
    return None


def _secret(row: CodeAppRow) -> str:
    """The secret in clear; empty where the site has another secret key than when it was sealed."""
    try:
        return open_short(row.secret, _key(), purpose=_purpose(row.person_id)).decode()
    except WrongKey:
        return ""


def _key() -> bytes:
    return site_settings().secret_key.encode()


def _purpose(person_id: int) -> bytes:
    return f"code app of {person_id}".encode()
