"""Use cases of devices: end one sign-in, all others, or all; each one transaction."""

from sqlalchemy import delete

from tpmlearn.db import db
from tpmlearn.models import SignInRow
from tpmlearn.records.people import Person, hashed


class NoSuchDevice(Exception):
    """This person is signed in on no such device."""


def end(person: Person, handle: str) -> None:
    """End the sign-in of this handle. Raises NoSuchDevice."""
    row = SignInRow
    ended = db.session.scalars(
        delete(row)
        .where(row.person_id == person.id, row.id.startswith(handle, autoescape=True))
        .returning(row.id)
    ).all()
    if len(ended) != 1:
        db.session.rollback()
        raise NoSuchDevice
    db.session.commit()


def end_others(person: Person, session_id: str) -> None:
    """End every sign-in but this one."""
    row = SignInRow
    db.session.execute(delete(row).where(row.person_id == person.id, row.id != hashed(session_id)))
    db.session.commit()


def end_all(person: Person) -> None:
    """End every sign-in."""
    db.session.execute(delete(SignInRow).where(SignInRow.person_id == person.id))
    db.session.commit()
