"""The ways in that a member has, so that the last one is never taken away."""

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.models import ExternalIdentityRow, PasskeyRow, PersonRow


def has_password(person_id: int) -> bool:
    """Whether a member can sign in by a password; one statement."""
    known = select(PersonRow.password_hash.is_not(None)).where(PersonRow.id == person_id)
    return bool(db.session.scalar(known))


def has_another_way_in(person_id: int) -> bool:
    """Whether a member who loses one identity at a provider can still sign in; two statements."""
    identities, passkeys = (
        select(func.count()).select_from(row).where(row.person_id == person_id).scalar_subquery()
        for row in (ExternalIdentityRow, PasskeyRow)
    )
    return has_password(person_id) or (db.session.scalar(select(identities + passkeys)) or 0) > 1
