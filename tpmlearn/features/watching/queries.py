"""Whether this process can serve: its database, the migrations, the content."""

from collections.abc import Mapping

from sqlalchemy.exc import SQLAlchemyError

from tpmlearn.db import db
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.schema_version import Schema, current, standing, steps

READY = "ready"
SERVES = frozenset({Schema.AT_HEAD, Schema.NEWER})


def readiness() -> Mapping[str, str]:
    """What each part says of itself, `ready` where it is; one statement."""
    return {**_database(), "content": _content()}


def _database() -> Mapping[str, str]:
    try:
        found = standing(current(), steps())
    except SQLAlchemyError:
        # The text of the error names hosts and users, which are nobody's business here.
        return {"database": "does not answer", "migrations": "unknown"}
    finally:
        db.session.remove()
    return {"database": READY, "migrations": READY if found in SERVES else found.value}


def _content() -> str:
    return READY if current_catalogue().modules else "no lesson is loaded"
