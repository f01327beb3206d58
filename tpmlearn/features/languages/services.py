"""The use case of choosing a language: one transaction, committed at its end."""

from tpmlearn.db import db
from tpmlearn.models import PersonRow
from tpmlearn.records.people import Person


def save_language(person: Person, tag: str | None) -> None:
    """Remember the tag of a language; None for what the browser asks for."""
    db.session.get_one(PersonRow, person.id).language = tag
    db.session.commit()
