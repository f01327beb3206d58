"""The one thing that an admin does to somebody else's grant: end it, and tell its owner."""

from datetime import datetime

from sqlalchemy import select, update

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.accounts.ending import TOLD
from tpmlearn.jobs.letters import post_letter
from tpmlearn.mail import Letter
from tpmlearn.models import GrantRow, PersonRow
from tpmlearn.records.audit import about_person, note_act
from tpmlearn.records.grants import end_grants, is_open
from tpmlearn.words import SOURCE, _, speaking


class NoSuchGrant(Exception):
    """There is no such grant, or it works no more."""


def end_grant(grant_id: str, why: str, *, sharing: str, now: datetime) -> None:
    """End a grant for one of the reasons of TOLD, and write to its owner.

    What others kept of it goes, as when its owner withdraws it. `sharing` is the address of the
    page on which the owner sees it. Raises NoSuchGrant.
    """
    owner_id = db.session.scalar(
        update(GrantRow)
        .where(GrantRow.id == grant_id, is_open(now))
        .values(ended_why=why)
        .returning(GrantRow.person_id)
    )
    if owner_id is None:
        db.session.rollback()
        raise NoSuchGrant
    end_grants(owner_id, [grant_id], now=now)
    note_act(Act.GRANT_ENDED, about_person(owner_id), now=now, detail=why)
    email, language = db.session.execute(
        select(PersonRow.email, PersonRow.language).where(PersonRow.id == owner_id)
    ).one()
    with speaking(language or SOURCE):
        letter = _letter(email or "", why, sharing)
    post_letter(letter, now=now, person_id=owner_id)
    db.session.commit()


def _letter(to: str, why: str, sharing: str) -> Letter:
    return Letter(
        to,
        _("A grant of yours was ended"),
        _(
            "An admin of this site has ended a grant of your profile, because %(why)s.\n\n"
            "From now on it shows nothing, and what others had kept of it is deleted. The admin "
            "saw\n"
            "of what kind it was and until when it worked, not what it showed.\n\n"
            "You can see which one it was, and grant another, here:\n%(address)s\n",
            why=_(TOLD[why]),
            address=sharing,
        ),
    )
