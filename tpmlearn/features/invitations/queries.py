"""Reads for the page of invitations: each with who made and who took it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from tpmlearn.db import db
from tpmlearn.models import InvitationRow, PersonRow
from tpmlearn.records.invitations import Invitation, invitation_from

MOST_SHOWN = 200


@dataclass(frozen=True)
class InvitationLine:
    """An invitation in the list; a name is empty where nobody is behind it any more."""

    invitation: Invitation
    made_by: str
    used_by: str


def invitation_lines(*, now: datetime) -> list[InvitationLine]:
    """The newest invitations, MOST_SHOWN at most; one statement."""
    maker, taker, row = aliased(PersonRow), aliased(PersonRow), InvitationRow
    statement = (
        select(row, maker.name, taker.name, taker.email)
        .outerjoin(maker, maker.id == row.made_by)
        .outerjoin(taker, taker.id == row.used_by)
        .order_by(row.created_at.desc(), row.id)
        .limit(MOST_SHOWN)
    )
    return [
        InvitationLine(
            invitation_from(found, now=now), made_by or "", _called(name or "", email or "")
        )
        for found, made_by, name, email in db.session.execute(statement)
    ]


def _called(name: str, email: str) -> str:
    return f"{name}, {email}" if name and email else name or email
