"""Use cases of job adverts: each one transaction, committed at its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from tpmlearn.db import db, new_id
from tpmlearn.domain.content.catalogue import Catalogue, Requirement
from tpmlearn.domain.planning.advert import match_advert
from tpmlearn.domain.planning.advert_paste import first_line
from tpmlearn.models import AdvertRow
from tpmlearn.records.adverts import forget_adverts, requirements, stored
from tpmlearn.records.people import hold

MOST_ADVERTS = 20
LONGEST_TITLE = 120


class TooManyAdverts(Exception):
    """A person has as many adverts as anybody would compare."""


class NoSuchAdvert(Exception):
    """There is no such advert, or it is somebody else's."""


class NoSuchSkill(Exception):
    """The framework has no such skill."""


@dataclass(frozen=True)
class Pasted:
    """What was pasted: a clean text, and title and employer, which may be empty."""

    text: str
    title: str = ""
    employer: str = ""


def keep_advert(person_id: int, pasted: Pasted, *, catalogue: Catalogue, now: datetime) -> str:
    """Keep an advert with what is found in it; its id. The same text again is the same advert.

    Raises TooManyAdverts.
    """
    hold(person_id)
    forget_adverts(now=now)
    mine = (AdvertRow.person_id == person_id, AdvertRow.removed_at.is_(None))
    twin = db.session.scalar(select(AdvertRow.id).where(*mine, AdvertRow.text == pasted.text))
    if twin is not None:
        db.session.commit()
        return twin
    if (db.session.scalar(select(func.count()).where(*mine)) or 0) >= MOST_ADVERTS:
        raise TooManyAdverts
    advert = new_id()
    db.session.add(
        AdvertRow(
            id=advert,
            person_id=person_id,
            title=pasted.title or first_line(pasted.text, LONGEST_TITLE),
            employer=pasted.employer,
            text=pasted.text,
            skills=stored(match_advert(pasted.text, catalogue).requirements),
            created_at=now,
            changed_at=now,
        )
    )
    db.session.commit()
    return advert


def change_advert(
    person_id: int,
    advert: str,
    changes: Mapping[str, Requirement | None],
    *,
    catalogue: Catalogue,
    now: datetime,
    title: str = "",
    employer: str | None = None,
) -> None:
    """Set levels and weights by skill code, None leaves a skill out; others stay as they are.

    An empty title and no employer stay, too. Raises NoSuchAdvert, NoSuchSkill.
    """
    row = db.session.scalar(
        select(AdvertRow)
        .where(
            AdvertRow.id == advert,
            AdvertRow.person_id == person_id,
            AdvertRow.removed_at.is_(None),
        )
        .with_for_update()
    )
    if row is None:
        raise NoSuchAdvert
    if not set(changes) <= set(catalogue.skills):
        raise NoSuchSkill
    merged = {**requirements(row.skills), **changes}
    row.skills = stored({code: one for code, one in merged.items() if one})
    row.title = title or row.title
    row.employer = row.employer if employer is None else employer
    row.changed_at = now
    db.session.commit()


def remove_advert(person_id: int, advert: str, *, now: datetime) -> None:
    """Put an advert aside; for a day it can be brought back. Raises NoSuchAdvert."""
    forget_adverts(now=now)
    _set_removed(person_id, advert, now)


def restore_advert(person_id: int, advert: str) -> None:
    """Bring a deleted advert back, and the goal that it was. Raises NoSuchAdvert."""
    _set_removed(person_id, advert, None)


def _set_removed(person_id: int, advert: str, moment: datetime | None) -> None:
    found = db.session.scalar(
        update(AdvertRow)
        .where(AdvertRow.id == advert, AdvertRow.person_id == person_id)
        .values(removed_at=moment)
        .returning(AdvertRow.id)
    )
    if found is None:
        raise NoSuchAdvert
    db.session.commit()
