"""What ends because nobody came back: guests, sign-ins, and tokens that were not used."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from tpmlearn.db import db
from tpmlearn.models import AddressConfirmationRow, PersonRow, ResetTokenRow, SignInRow
from tpmlearn.records.people import IDLE_LIFE, SIGN_IN_LIFE

GUEST_LIFE = timedelta(days=90)


def erase_idle_guests(*, now: datetime) -> int:
    """Erase guests who were idle for 90 days, and what has expired; how many guests."""
    db.session.execute(delete(SignInRow).where(SignInRow.created_at < now - SIGN_IN_LIFE))
    members = select(PersonRow.id).where(PersonRow.email.is_not(None))
    last = func.coalesce(SignInRow.seen_at, SignInRow.created_at)
    idle = delete(SignInRow).where(last < now - IDLE_LIFE, SignInRow.person_id.in_(members))
    db.session.execute(idle)
    for tokens in (ResetTokenRow, AddressConfirmationRow):
        db.session.execute(delete(tokens).where(tokens.expires_at < now))
    erased = db.session.scalars(
        delete(PersonRow)
        .where(PersonRow.email.is_(None), PersonRow.active_at < now - GUEST_LIFE)
        .returning(PersonRow.id)
    ).all()
    db.session.commit()
    return len(erased)
