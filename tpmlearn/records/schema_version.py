"""Which migration the database is at, and which one this code wants; without alembic's weight."""

import re
from contextlib import closing
from enum import StrEnum
from functools import cache
from pathlib import Path

from tpmlearn.config import ROOT
from tpmlearn.turns import sqlite_module
from tpmlearn.words import N_

FOLDER = ROOT / "migrations" / "versions"
_REVISION = re.compile(r"""^revision\s*=\s*["'](\w+)["']""", re.MULTILINE)
# With a path from the root, and nothing that would have to be decoded.
_FILE = re.compile(r"sqlite:///(/[^?#%]+)")
_VERSION = "SELECT version_num FROM alembic_version"
_DOWN = re.compile(r"""^down_revision\s*=\s*(?:["'](\w+)["']|None)""", re.MULTILINE)


class Schema(StrEnum):
    """How the database stands to this code."""

    AT_HEAD = N_("at head")
    BEHIND = N_("behind")
    NEWER = N_("newer")
    EMPTY = "empty"


@cache
def steps(folder: Path = FOLDER) -> dict[str, str | None]:
    """Each migration of this code with the one before it."""
    found: dict[str, str | None] = {}
    for path in sorted(folder.glob("*.py")):
        words = path.read_text(encoding="utf-8")
        revision, down = _REVISION.search(words), _DOWN.search(words)
        if revision and down:
            found[revision[1]] = down[1]
    return found


def heads(known: dict[str, str | None]) -> frozenset[str]:
    """The migrations that none follows: one, unless two were written beside each other."""
    return frozenset(known) - frozenset(down for down in known.values() if down)


def current() -> str | None:
    """The migration that the database is at, None where it has none; one statement.

    Raises SQLAlchemyError where the database does not answer.
    """
    # Here, as a start that finds the file at head needs neither.
    from sqlalchemy import text
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from tpmlearn.db import db

    try:
        found: str | None = db.session.scalar(text(_VERSION))
    except (OperationalError, ProgrammingError) as error:
        db.session.rollback()
        # A fresh database has no such table; one that does not answer says so again.
        if db.session.scalar(text("SELECT 1")) != 1:
            raise error from None
        return None
    return found


def is_file_at_head(url: str) -> bool:
    """Whether the database is a SQLite file at the newest migration: nothing has to be done then.

    By the driver alone: SQLAlchemy takes an eighth of a second to import, which each start would
    wait for. False too where it cannot be said so simply.
    """
    path = _FILE.fullmatch(url)
    try:
        if path is None or not Path(path[1]).is_file():
            return False
        with closing(sqlite_module.connect(path[1], timeout=1)) as connection:
            rows = connection.execute(_VERSION).fetchall()
    except (OSError, sqlite_module.Error):
        return False
    return len(rows) == 1 and standing(rows[0][0], steps()) is Schema.AT_HEAD


def standing(revision: str | None, known: dict[str, str | None]) -> Schema:
    """How a database at `revision` stands to code that knows these migrations.

    A revision that the code does not know is one that newer code has brought: old workers go on
    beside new ones, as migrations first add and take away later.
    """
    if revision is None:
        return Schema.EMPTY
    if revision in heads(known):
        return Schema.AT_HEAD
    return Schema.BEHIND if revision in known else Schema.NEWER
