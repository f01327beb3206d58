"""Members as those see them who look after the site: by address, by role, held while one acts."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, String, cast, select

from tpmlearn.db import db
from tpmlearn.models import HAS_ROLES, PersonRole, PersonRow


class NoSuchMember(Exception):
    """There is no member of this number or address."""


class LastAdmin(Exception):
    """There is no other admin, so this one cannot lose the role or go."""


def has_role(role: str) -> ColumnElement[bool]:
    """Whether the person of a row has this role: a condition for statements."""
    # The column is JSON on both databases; as text it can be looked into on both. The first half
    # lets them use the index of those who have any.
    return HAS_ROLES & cast(PersonRow.roles, String).contains(f'"{role}"')


def member_called(email: str) -> int:
    """The number of the member with this address. Raises NoSuchMember."""
    found = db.session.scalar(select(PersonRow.id).where(PersonRow.email == email.lower()))
    if found is None:
        raise NoSuchMember
    return int(found)


def held_member(person_id: int) -> PersonRow:
    """A member's row, as nobody else changes it until the transaction ends. Raises NoSuchMember."""
    statement = select(PersonRow).where(PersonRow.id == person_id).with_for_update()
    row: PersonRow | None = db.session.scalars(
        statement.execution_options(populate_existing=True)
    ).one_or_none()
    if row is None or row.email is None:
        db.session.rollback()
        raise NoSuchMember
    return row


def keep_an_admin(person_id: int) -> None:
    """Let nobody take roles of admins until the transaction ends. Raises LastAdmin if this person
    is the only one; who is leaving counts as gone."""
    statement = (
        select(PersonRow.id)
        .where(has_role(PersonRole.ADMIN), PersonRow.erase_after.is_(None))
        .order_by(PersonRow.id)
        .with_for_update()
    )
    others = set(db.session.scalars(statement)) - {person_id}
    if not others:
        db.session.rollback()
        raise LastAdmin


def sorted_roles(roles: Iterable[object]) -> tuple[str, ...]:
    """Roles as they are kept and shown: known ones, in the order in which they are declared."""
    held = {str(one) for one in roles}
    return tuple(role.value for role in PersonRole if role in held)
