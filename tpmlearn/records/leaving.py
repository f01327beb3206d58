"""A member who leaves: seven days in which nothing of theirs is shown, then their rows go."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from tpmlearn.db import db, writing
from tpmlearn.domain.accounts.audit import SITE, Act
from tpmlearn.models import (
    AddressConfirmationRow,
    FeedRow,
    PersonRow,
    ResetTokenRow,
    SignInRow,
    WeeklyMailRow,
)
from tpmlearn.records.asked_badges import forget_asked
from tpmlearn.records.audit import about_person, note_act
from tpmlearn.records.credentials import revoke_all
from tpmlearn.records.grants import end_grants

GRACE = timedelta(days=7)


def is_leaving(person_id: int) -> bool:
    """Whether this person's rows wait to be erased; one statement."""
    leaving = select(PersonRow.erase_after).where(PersonRow.id == person_id)
    return db.session.scalar(leaving) is not None


def begin_leaving(person_id: int, *, now: datetime) -> datetime:
    """Let a person's rows go after GRACE, and let nobody see anything until then; when they go.

    The caller commits. Every sign-in ends. Grants end for good and the weekly mail stops, as
    both are consents that somebody who comes back gives anew; a stopped feed can be started again.
    Badges are revoked, which nothing undoes, and those that are asked for are not issued.
    """
    until = now + GRACE
    db.session.get_one(PersonRow, person_id).erase_after = until
    for table in (SignInRow, ResetTokenRow, AddressConfirmationRow, WeeklyMailRow):
        db.session.execute(delete(table).where(table.person_id == person_id))
    end_grants(person_id, now=now)
    revoke_all(person_id, now=now)
    forget_asked(person_id)
    db.session.execute(
        update(FeedRow)
        .where(FeedRow.person_id == person_id, FeedRow.stopped_at.is_(None))
        .values(stopped_at=now)
    )
    return until


def come_back(person_id: int, *, now: datetime) -> bool:
    """Keep the account of somebody who is leaving (the caller commits); whether it still could be.

    The database decides against the sweeper: one of the two finds the row.
    """
    kept = db.session.scalar(
        update(PersonRow)
        .where(PersonRow.id == person_id, PersonRow.erase_after > now)
        .values(erase_after=None)
        .returning(PersonRow.id)
    )
    return kept is not None


def erase_leavers(*, now: datetime) -> int:
    """Erase everybody whose days to come back are over, with all that hangs on them; how many.

    It looks before it asks for the right to write, as it is called every few seconds.
    """
    due = PersonRow.erase_after <= now
    found = db.session.scalar(select(PersonRow.id).where(due).limit(1))
    db.session.rollback()
    if found is None:
        return 0
    with writing():
        gone = db.session.scalars(delete(PersonRow).where(due).returning(PersonRow.id)).all()
        for person_id in gone:
            note_act(Act.ACCOUNT_ERASED, about_person(person_id), now=now, by=SITE)
        db.session.commit()
    return len(gone)
