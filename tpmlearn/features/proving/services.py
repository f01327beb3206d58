"""Use case of proving: one transaction, ended by `commit_proof` once the web has noted it."""

from datetime import datetime

from tpmlearn.db import db
from tpmlearn.models import PersonRow
from tpmlearn.records.hashing import matches
from tpmlearn.records.people import Person
from tpmlearn.throttle import Limit, count_try, forgive

FREE_TRIES = 5


class WrongPassword(Exception):
    """It is not the password of this account, or the account has none."""


def check_own_password(person: Person, password: str, *, now: datetime) -> None:
    """Whether somebody signed in knows their password: a session found open must not guess it.

    Raises WrongPassword, Throttled. The same counter as for changing the password.
    """
    limit = Limit("own password", person.email, FREE_TRIES)
    count_try(limit, now=now)
    if not matches(db.session.get_one(PersonRow, person.id).password_hash, password):
        raise WrongPassword
    forgive(limit)


def commit_proof() -> None:
    """Keep what the web just noted."""
    db.session.commit()
