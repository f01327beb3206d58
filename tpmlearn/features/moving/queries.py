"""Reads for being away and for doing things in two parts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.planning.days_off import Stretch, stretches, to_come
from tpmlearn.models import PlanRow


@dataclass(frozen=True)
class AwayPage:
    """Which saving of the plan this shows, 0 without a plan, and the days off to come."""

    version: int
    away: tuple[Stretch, ...]


def away_page(person_id: int | None, today: date) -> AwayPage:
    """The days off of this person; one statement, none for a visitor."""
    row = (
        person_id
        and db.session.execute(
            select(PlanRow.version, PlanRow.days_off).where(PlanRow.person_id == person_id)
        ).one_or_none()
    )
    if not row:
        return AwayPage(0, ())
    version, saved = row
    return AwayPage(version, stretches(to_come(map(date.fromisoformat, saved), today)))
