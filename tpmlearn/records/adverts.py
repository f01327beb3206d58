"""Job adverts as they are read: by gap, plan and their own pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Requirement, Role
from tpmlearn.domain.planning.advert_target import advert_role
from tpmlearn.models import AdvertRow

KEPT_ASIDE = timedelta(days=1)
"""How long a deleted advert can be brought back."""


@dataclass(frozen=True)
class Advert:
    """An advert; `skills` is what it asks for, by skill code, as its owner left it."""

    id: str
    title: str
    employer: str
    skills: Mapping[str, Requirement]
    created_at: datetime
    removed: bool

    @property
    def role(self) -> Role:
        """The advert in the shape of a role."""
        return advert_role(self.id, title=self.title, employer=self.employer, skills=self.skills)


def requirements(stored: Iterable[Mapping[str, Any]]) -> dict[str, Requirement]:
    """What a row's `skills` say, by skill code."""
    return {one["skill"]: Requirement(one["level"], one["weight"]) for one in stored}


def stored(skills: Mapping[str, Requirement]) -> list[dict[str, Any]]:
    """Requirements as a row's `skills` keep them."""
    return [
        {"skill": code, "level": one.level, "weight": one.weight} for code, one in skills.items()
    ]


COLUMNS = (
    AdvertRow.id,
    AdvertRow.title,
    AdvertRow.employer,
    AdvertRow.skills,
    AdvertRow.created_at,
    AdvertRow.removed_at,
)
"""What an advert is read from: all but its text, which is long."""


def advert_from(row: Sequence[Any]) -> Advert:
    """The advert that the values of `COLUMNS` describe."""
    id, title, employer, skills, created_at, removed_at = row
    return Advert(id, title, employer, requirements(skills), created_at, removed_at is not None)


def adverts_of(person_id: int | None) -> list[Advert]:
    """A person's adverts, newest first, none that is deleted; one statement, none for a visitor."""
    if person_id is None:
        return []
    rows = db.session.execute(
        select(*COLUMNS)
        .where(AdvertRow.person_id == person_id, AdvertRow.removed_at.is_(None))
        .order_by(AdvertRow.created_at.desc(), AdvertRow.id)
    )
    return [advert_from(row) for row in rows]


def advert_of(person_id: int | None, advert: str) -> Advert | None:
    """One advert of this person, deleted or not; None where there is none."""
    if person_id is None:
        return None
    row = db.session.execute(
        select(*COLUMNS).where(AdvertRow.id == advert, AdvertRow.person_id == person_id)
    ).one_or_none()
    return advert_from(row) if row else None


def forget_adverts(*, now: datetime) -> int:
    """Erase adverts that were deleted more than a day ago (the caller commits); how many."""
    gone = db.session.scalars(
        delete(AdvertRow).where(AdvertRow.removed_at < now - KEPT_ASIDE).returning(AdvertRow.id)
    )
    return len(gone.all())
