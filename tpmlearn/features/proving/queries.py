"""Reads for the page that wants to be sure."""

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.models import PersonRow
from tpmlearn.records.people import Person


def has_password(person: Person) -> bool:
    """Whether this account has a password; one statement."""
    stored = select(PersonRow.password_hash).where(PersonRow.id == person.id)
    return db.session.scalar(stored) is not None
