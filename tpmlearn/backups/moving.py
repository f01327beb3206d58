"""Moves all rows from one database into an empty other one, of whichever kind."""

from flask import Flask
from sqlalchemy import Connection, Engine

from tpmlearn.backups import Tell, tables, watched
from tpmlearn.backups.migrations import bring_to, migration_of, refuse_rows, require_newest
from tpmlearn.backups.problems import BackupFailed
from tpmlearn.db import db
from tpmlearn.domain.backups.manifest import TableShape
from tpmlearn.domain.backups.sums import TableSum, Tally


def move_data(source: Engine, target_app: Flask, *, tell: Tell) -> int:
    """Copy every row into the database of `target_app`, count again there, and say how many.

    The source stays as it is. An empty database without tables gets them. Raises BackupFailed.
    """
    with target_app.app_context():
        target: Engine = db.engine
    if target.url == source.url:
        raise BackupFailed("That is the database that the site has already. Name another one.")
    with tables.snapshot(source) as reading:
        migration = require_newest(reading)
        _refuse_unfit(target, migration)
        bring_to(target_app, migration)
        with tables.filling(target) as writing:
            refuse_rows(writing)
            moved = [(shape, _move(reading, writing, shape, tell)) for shape in tables.shapes()]
            tell("counting what came in")
            tables.compare(writing, moved)
            tables.set_sequences(writing, (shape for shape, _ in moved))
            writing.commit()
    return sum(total.rows for _, total in moved)


def _move(reading: Connection, writing: Connection, shape: TableShape, tell: Tell) -> TableSum:
    tally = Tally()
    lines = watched(tables.read_lines(reading, shape), tally.add)
    tables.write_lines(writing, shape, lines)
    found = tally.result()
    tell(f"{shape.name}: {found.rows:,} rows")
    return found


def _refuse_unfit(target: Engine, migration: str) -> None:
    with target.connect() as connection:
        found = migration_of(connection)
        if found not in {"", migration}:
            raise BackupFailed(
                f"The other database is at migration {found}, this one at {migration}. Name one "
                "without tables: it gets them."
            )
        refuse_rows(connection)
