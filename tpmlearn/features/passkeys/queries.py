"""Reads for the page of passkeys."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.models import PasskeyRow


@dataclass(frozen=True)
class Passkey:
    """A passkey in the list; `used_at` is None until it opens something."""

    id: str
    name: str
    created_at: datetime
    used_at: datetime | None


def passkeys(person_id: int) -> list[Passkey]:
    """A person's passkeys, oldest first; one statement."""
    row = PasskeyRow
    found = db.session.scalars(
        select(row).where(row.person_id == person_id).order_by(row.created_at, row.id)
    )
    return [Passkey(one.id, one.name, one.created_at, one.used_at) for one in found]
