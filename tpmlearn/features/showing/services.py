"""Use case of opening a link that has a passcode."""

from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.models import GrantRow
from tpmlearn.records.grants import Grant
from tpmlearn.records.hashing import matches
from tpmlearn.throttle import Limit, count_try, forgive

FREE_PASSCODES = 5
FREE_PER_ADDRESS = 30


def check_passcode(grant: Grant, passcode: str, *, address: str, now: datetime) -> bool:
    """Whether this is the grant's passcode. Raises Throttled; guesses count per grant and address.

    Two transactions, the second one the caller's: hashing takes long.
    """
    limits = (
        Limit("passcode", grant.id, FREE_PASSCODES),
        Limit("passcode address", address, FREE_PER_ADDRESS),
    )
    count_try(*limits, now=now)
    stored = db.session.scalar(select(GrantRow.passcode_hash).where(GrantRow.id == grant.id))
    db.session.rollback()
    if not matches(stored, passcode):
        return False
    forgive(limits[0])
    db.session.commit()
    return True
