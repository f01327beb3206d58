"""The ways in that a member has, so that the last one is never taken away."""

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.models import ExternalIdentityRow, PersonRow


def has_password(person_id: int) -> bool:
    """Whether a member can sign in by a password; one statement."""
    known = select(PersonRow.password_hash.is_not(None)).where(PersonRow.id == person_id)
    return bool(db.session.scalar(known))


def has_another_way_in(person_id: int) -> bool:
    """Whether a member who loses one identity at a provider can still sign in; two statements."""
    identity = ExternalIdentityRow
    mine = select(func.count()).select_from(identity).where(identity.person_id == person_id)
    return has_password(person_id) or (db.session.scalar(mine) or 0) > 1
