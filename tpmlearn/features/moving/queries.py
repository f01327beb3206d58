"""Reads for being away and for doing things in two parts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.days_off import Stretch, stretches, to_come
from tpmlearn.domain.planning.plan import Row
from tpmlearn.domain.planning.splitting import can_split, second_key
from tpmlearn.models import PlanRow
from tpmlearn.records.planning import plan_basis, plan_now


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


@dataclass(frozen=True)
class SplitPage:
    """What may be done in two parts, and which saving of the plan this shows."""

    row: Row
    version: int

    @property
    def minutes(self) -> int:
        """All that is left of it."""
        return round(self.row.activity.hours * 60)


def split_page(person_id: int, key: str, catalogue: Catalogue, today: date) -> SplitPage | None:
    """What the plan says of this activity, None where it cannot be split; as `plan_basis`."""
    basis = plan_basis(person_id, catalogue, today)
    try:
        plan = plan_now(basis)
    except ValueError:
        return None
    row = plan.row(key) if plan else None
    if row is None or basis.saved is None or second_key(key) in basis.choices:
        return None
    return SplitPage(row, basis.saved.version) if can_split(row.activity) else None
