"""Runs the migrations on the app's own database, inside one transaction."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import text

from tpmlearn.db import NOT_OURS, Base, db, writing
from tpmlearn.models.people import PARTIAL_INDEXES


def include_object(_object: Any, name: str | None, kind: str, *_rest: Any) -> bool:
    """Leave tables that are not ours to migrate alone, and indexes that no model declares."""
    is_left = (kind == "table" and name in NOT_OURS) or (
        kind == "index" and name in PARTIAL_INDEXES
    )
    return not is_left


def run() -> None:
    """Bring the database to the wanted revision."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection, writing():
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            # A batch rebuild of a parent with the pragma on would delete the children. It must
            # stand before BEGIN, so it goes to the driver itself.
            # Detached: it never goes back to the pool with the pragma off.
            raw = connection.connection.driver_connection
            connection.detach()
            raw.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=include_object,
            transaction_per_migration=False,
            **options,
        )
        with context.begin_transaction():
            if on_sqlite:
                # Two starts at once: the second waits here, then finds nothing to do.
                connection.exec_driver_sql("SELECT 1")
            else:
                # For this transaction only: behind PgBouncer the connection is another's next.
                connection.execute(text("SET LOCAL lock_timeout = '5s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(7401)"))
            context.run_migrations()
            if on_sqlite:
                _refuse_orphans(connection)


def _refuse_orphans(connection: Any) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"The migration would leave rows without their parent: {orphans[:5]}")


run()
