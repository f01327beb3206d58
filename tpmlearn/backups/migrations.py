"""Which migration a database is at, which the program knows, and taking a database to one."""

from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import Connection, Engine, Inspector, inspect, literal, select, table

from tpmlearn.backups.problems import BackupFailed
from tpmlearn.config import ROOT
from tpmlearn.db import NOT_OURS, db

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

FOLDER = str(ROOT / "migrations")
_MARK = "alembic_version"


def programs_migration() -> str:
    """The newest migration of this program."""
    return str(_scripts().get_current_head())


def is_known(migration: str) -> bool:
    """Whether this program has a migration."""
    return any(script.revision == migration for script in _scripts().walk_revisions())


def migration_of(connection: Connection) -> str:
    """The migration of a database; empty where there is none yet."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision() or ""


def require_newest(connection: Connection) -> str:
    """The migration of a database, which is that of the program. Raises BackupFailed."""
    found, wanted = migration_of(connection), programs_migration()
    if found != wanted:
        raise BackupFailed(
            f"The database is at migration {found or 'none'}, this program at {wanted}: start the "
            "site or run `flask db upgrade` first, or use the program that the database belongs to."
        )
    return found


def refuse_rows(connection: Connection) -> None:
    """Raise BackupFailed unless every table is empty; caches do not count."""
    inspector: Inspector = inspect(connection)
    for name in sorted(set(inspector.get_table_names()) - NOT_OURS - {_MARK}):
        if connection.scalar(select(literal(1)).select_from(table(name)).limit(1)):
            raise BackupFailed(
                f"The database is not empty: there are rows in {name}. Name an empty one."
            )


def bring_to(app: Flask, migration: str) -> None:
    """Take an empty database to a migration, whichever it was at."""
    from flask_migrate import downgrade, upgrade

    with app.app_context():
        engine: Engine = db.engine
        with engine.connect() as connection:
            found = migration_of(connection)
        if found and found != migration:
            downgrade(directory=FOLDER, revision="base")
        upgrade(directory=FOLDER, revision=migration)


def bring_to_newest(app: Flask) -> None:
    """Migrate a database to what this program needs."""
    from flask_migrate import upgrade

    with app.app_context():
        upgrade(directory=FOLDER)


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory(FOLDER)
