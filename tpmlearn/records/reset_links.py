"""Mailed and printed rights to set a new password, each once and for an hour."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete

from tpmlearn.db import db
from tpmlearn.models import PersonRow, ResetTokenRow
from tpmlearn.records.people import hashed

RESET_LIFE = timedelta(hours=1)
TOKEN_PLACE = "TOKEN"  # noqa: S105 - a place in a link, no secret  # nosec B105


def make_reset_token(row: PersonRow, *, now: datetime) -> str:
    """A new one-time token for this account; older ones die (the caller commits)."""
    token = secrets.token_urlsafe(32)
    db.session.execute(delete(ResetTokenRow).where(ResetTokenRow.person_id == row.id))
    db.session.add(ResetTokenRow(id=hashed(token), person_id=row.id, expires_at=now + RESET_LIFE))
    return token
