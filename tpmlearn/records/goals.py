"""The role that a person moves to."""

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.models import GoalRow

FIRST_ROLE = "tpm"


def chosen_role(person_id: int, catalogue: Catalogue) -> Role | None:
    """The chosen role, None where none is chosen or it left the framework."""
    row = db.session.get(GoalRow, person_id)
    return catalogue.roles.get(row.role) if row else None


def role_or_first(person_id: int | None, catalogue: Catalogue) -> Role:
    """The chosen role, else the one this site is about. LookupError on content without roles."""
    chosen = chosen_role(person_id, catalogue) if person_id is not None else None
    return chosen or catalogue.roles.get(FIRST_ROLE) or next(iter(catalogue.roles.values()))
