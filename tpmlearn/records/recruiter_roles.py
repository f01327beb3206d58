"""The roles that a recruiter compares with: ours, and those of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Requirement, Role
from tpmlearn.models import RecruiterRoleRow
from tpmlearn.records.goals import first_role
from tpmlearn.words import _

KEPT_ASIDE = timedelta(days=1)
"""How long a role or a shortlist that was removed can be brought back."""


@dataclass(frozen=True)
class OwnRole:
    """A role as one recruiter wants it; `needs` is by skill code."""

    id: str
    title: str
    based_on: str
    needs: Mapping[str, Requirement]
    changed_at: datetime
    removed: bool

    @property
    def role(self) -> Role:
        """The same in the shape of a role of the content; its slug is the id."""
        return Role(
            slug=self.id,
            title=self.title,
            short=self.title,
            order=0,
            summary="",
            day="",
            first_titles=(),
            note="",
            skills=self.needs,
        )


def stored(needs: Mapping[str, Requirement]) -> dict[str, list[int]]:
    """Requirements as a row's `needs` keep them."""
    return {code: [one.level, one.weight] for code, one in needs.items()}


def needs_from(kept: Mapping[str, Any]) -> dict[str, Requirement]:
    """What a row's `needs` say, by skill code."""
    return {code: Requirement(level, weight) for code, (level, weight) in kept.items()}


def own_roles(person_id: int) -> list[OwnRole]:
    """A recruiter's roles, by title, none that is removed; one statement."""
    rows = db.session.scalars(
        select(RecruiterRoleRow).where(
            RecruiterRoleRow.person_id == person_id, RecruiterRoleRow.removed_at.is_(None)
        )
    )
    return sorted(map(_from, rows), key=lambda one: (one.title.casefold(), one.id))


def own_role(person_id: int, role_id: str) -> OwnRole | None:
    """One role of this recruiter, removed or not; None for anybody else's; one statement."""
    row = db.session.scalar(select(RecruiterRoleRow).where(*_one(person_id, role_id)))
    return _from(row) if row else None


def desk_role(person_id: int, key: str, catalogue: Catalogue) -> Role | None:
    """The role of ours with this slug, or this recruiter's own with this id; None for neither."""
    if role := catalogue.roles.get(key):
        return role
    own = own_role(person_id, key) if key else None
    return own.role if own and not own.removed else None


def desk_role_or_first(person_id: int, keys: Sequence[str], catalogue: Catalogue) -> Role:
    """The first of `keys` that is a role for this recruiter, else the one this site is about."""
    found = (desk_role(person_id, key, catalogue) for key in keys if key)
    return next((role for role in found if role), None) or first_role(catalogue)


def role_choices(person_id: int, catalogue: Catalogue) -> list[tuple[str, str]]:
    """What a recruiter can compare with, as (key, title): their own first; one statement."""
    own = [(one.id, _("%(title)s (yours)", title=one.title)) for one in own_roles(person_id)]
    return [*own, *((role.slug, role.title) for role in catalogue.roles.values())]


def forget_roles(person_id: int, *, now: datetime) -> None:
    """Erase roles that were removed more than a day ago; the caller commits."""
    row = RecruiterRoleRow
    db.session.execute(
        delete(row).where(row.person_id == person_id, row.removed_at < now - KEPT_ASIDE)
    )


def _one(person_id: int, role_id: str) -> tuple[ColumnElement[bool], ...]:
    return RecruiterRoleRow.id == role_id, RecruiterRoleRow.person_id == person_id


def _from(row: RecruiterRoleRow) -> OwnRole:
    return OwnRole(
        row.id,
        row.title,
        row.based_on,
        needs_from(row.needs),
        row.changed_at,
        row.removed_at is not None,
    )
