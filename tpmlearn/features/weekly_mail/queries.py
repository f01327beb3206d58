"""Reads for the weekly mail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.models import PersonRow, PlanRow, WeeklyMailRow


@dataclass(frozen=True)
class Wish:
    """When a person wants the mail; `confirmed` says whether their address is proven."""

    weekday: int
    hour: int
    confirmed: bool
    sent_at: datetime | None


@dataclass(frozen=True)
class Subscriber:
    """Somebody who may get the mail: name and address, time zone, wish and last sending.

    `language` is the tag that they chose, empty without a choice.
    """

    person_id: int
    name: str
    email: str
    time_zone: str
    weekday: int
    hour: int
    since: datetime
    sent_at: datetime | None
    language: str


def wish_of(person_id: int) -> Wish | None:
    """What a person asked for, None for nothing; one statement."""
    row = db.session.execute(
        select(WeeklyMailRow, PersonRow.email)
        .join(PersonRow, PersonRow.id == WeeklyMailRow.person_id)
        .where(WeeklyMailRow.person_id == person_id)
    ).one_or_none()
    if row is None:
        return None
    mail, email = row
    proven = mail.confirmed_at is not None and mail.address == email
    return Wish(mail.weekday, mail.hour, proven, mail.sent_at)


def subscribers() -> list[Subscriber]:
    """Everybody with a plan whose address is confirmed; one statement."""
    rows = db.session.execute(
        select(WeeklyMailRow, PersonRow.name, PersonRow.time_zone, PersonRow.language)
        .join(PersonRow, PersonRow.id == WeeklyMailRow.person_id)
        .join(PlanRow, PlanRow.person_id == WeeklyMailRow.person_id)
        .where(WeeklyMailRow.confirmed_at.is_not(None), WeeklyMailRow.address == PersonRow.email)
        .order_by(WeeklyMailRow.person_id)
    )
    return [
        Subscriber(
            person_id=mail.person_id,
            name=name,
            email=mail.address,
            time_zone=zone,
            weekday=mail.weekday,
            hour=mail.hour,
            since=max(mail.asked_at, mail.confirmed_at or mail.asked_at),
            sent_at=mail.sent_at,
            language=language or "",
        )
        for mail, name, zone, language in rows
    ]
