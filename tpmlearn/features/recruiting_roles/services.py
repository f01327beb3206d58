"""Use cases of a recruiter's own roles: each one transaction, committed at its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from tpmlearn.db import db, new_id
from tpmlearn.domain.content.catalogue import Catalogue, Requirement, Role
from tpmlearn.models import RecruiterRoleRow
from tpmlearn.records.people import hold
from tpmlearn.records.recruiter_roles import forget_roles, needs_from, stored

MOST_ROLES = 50


class TooManyRoles(Exception):
    """A recruiter has as many roles as anybody can keep apart."""


class NoSuchRole(Exception):
    """There is no such role, or it is somebody else's."""


@dataclass(frozen=True)
class Changes:
    """What becomes of a role; None leaves a skill out, an empty title stays as it was."""

    needs: Mapping[str, Requirement | None]
    title: str = ""


def copy_role(person_id: int, ours: Role, title: str, *, now: datetime) -> str:
    """Begin a role as a copy of one of ours; its id. Raises TooManyRoles."""
    hold(person_id)
    forget_roles(person_id, now=now)
    _require_room(person_id)
    role = new_id()
    db.session.add(
        RecruiterRoleRow(
            id=role,
            person_id=person_id,
            title=title or ours.title,
            based_on=ours.slug,
            needs=stored(ours.skills),
            created_at=now,
            changed_at=now,
        )
    )
    db.session.commit()
    return role


def change_role(
    person_id: int, role_id: str, changes: Changes, *, catalogue: Catalogue, now: datetime
) -> None:
    """Set levels and weights by skill code, others stay. Raises NoSuchRole.

    Codes that the framework does not know are left out.
    """
    row = db.session.scalar(
        select(RecruiterRoleRow)
        .where(
            RecruiterRoleRow.id == role_id,
            RecruiterRoleRow.person_id == person_id,
            RecruiterRoleRow.removed_at.is_(None),
        )
        .with_for_update()
    )
    if row is None:
        raise NoSuchRole
    merged = {**needs_from(row.needs), **changes.needs}
    row.needs = stored(
        {code: one for code in catalogue.skills if (one := merged.get(code)) is not None}
    )
    row.title = changes.title or row.title
    row.changed_at = now
    db.session.commit()


def remove_role(person_id: int, role_id: str, *, now: datetime) -> None:
    """Put a role aside; for a day it can be brought back. Raises NoSuchRole."""
    forget_roles(person_id, now=now)
    _set_removed(person_id, role_id, now)


def restore_role(person_id: int, role_id: str) -> None:
    """Bring a removed role back. Raises NoSuchRole, TooManyRoles."""
    hold(person_id)
    _require_room(person_id)
    _set_removed(person_id, role_id, None)


def _require_room(person_id: int) -> None:
    row = RecruiterRoleRow
    there = select(func.count()).where(row.person_id == person_id, row.removed_at.is_(None))
    if (db.session.scalar(there) or 0) >= MOST_ROLES:
        raise TooManyRoles


def _set_removed(person_id: int, role_id: str, moment: datetime | None) -> None:
    found = db.session.scalar(
        update(RecruiterRoleRow)
        .where(RecruiterRoleRow.id == role_id, RecruiterRoleRow.person_id == person_id)
        .values(removed_at=moment)
        .returning(RecruiterRoleRow.id)
    )
    if found is None:
        raise NoSuchRole
    db.session.commit()
