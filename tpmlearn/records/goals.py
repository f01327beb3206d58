"""What a person moves to: a role of the content, or a job advert of their own."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.domain.planning.advert_target import advert_id
from tpmlearn.models import AdvertRow, GoalRow
from tpmlearn.records.adverts import COLUMNS, Advert, advert_from, advert_of

FIRST_ROLE = "tpm"
GOALS_ADVERT = and_(AdvertRow.id == GoalRow.advert_id, AdvertRow.person_id == GoalRow.person_id)
"""Joins a goal with its advert, which must be the same person's."""


@dataclass(frozen=True)
class Goal:
    """What a person moves to; an advert has the shape of a role.

    Not `chosen`: `role` is the one this site is about. `lost` is the title of the advert that was
    the goal and is deleted; `role` is then what was chosen before it.
    """

    role: Role
    chosen: bool
    lost: str = ""


def goal_from(catalogue: Catalogue, slug: str | None, advert: Advert | None) -> Goal:
    """The goal that a row with this role and advert stands for; LookupError without roles."""
    if advert and not advert.removed:
        return Goal(advert.role, chosen=True)
    role = catalogue.roles.get(slug or "")
    lost = advert.role.title if advert else ""
    return Goal(role or first_role(catalogue), chosen=role is not None, lost=lost)


def goal_of(person_id: int | None, catalogue: Catalogue) -> Goal:
    """What this person moves to; one statement, none for a visitor."""
    row = None
    if person_id is not None:
        row = db.session.execute(
            select(GoalRow.role, *COLUMNS)
            .outerjoin(AdvertRow, GOALS_ADVERT)
            .where(GoalRow.person_id == person_id)
        ).one_or_none()
    if row is None:
        return goal_from(catalogue, None, None)
    slug, *advert = row
    return goal_from(catalogue, slug, advert_from(advert) if advert[0] else None)


def find_target(person_id: int | None, key: str, catalogue: Catalogue) -> Role | None:
    """The role with this slug, or this person's advert with this key; None where there is none."""
    if role := catalogue.roles.get(key):
        return role
    advert = advert_of(person_id, advert_id(key)) if advert_id(key) else None
    return advert.role if advert and not advert.removed else None


def first_role(catalogue: Catalogue) -> Role:
    """The role that this site is about. LookupError on content without roles."""
    return catalogue.roles.get(FIRST_ROLE) or next(iter(catalogue.roles.values()))


def role_or_first(person_id: int | None, catalogue: Catalogue) -> Role:
    """The role of the content that was chosen last, else the one this site is about.

    For what others see: an advert is its owner's alone.
    """
    row = db.session.get(GoalRow, person_id) if person_id is not None else None
    return catalogue.roles.get(row.role if row else "") or first_role(catalogue)
