"""What the database says: reachable, sound, migrated, roomy, and of the same clock."""

import time
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from tpmlearn.cli.doctor.finding import Finding, note, right, wrong
from tpmlearn.cli.doctor.places import check_clock, check_local, kind_of
from tpmlearn.db import db, sound_sqlite, sqlite_module
from tpmlearn.records.schema_version import Schema, current, standing, steps
from tpmlearn.records.site import site_settings

OLDEST_POSTGRESQL = 15
CONNECTIONS_A_WORKER = 15
UPGRADE = "start with `flask serve`, or: flask --app app db upgrade"


def check_postgresql(number: int) -> Finding:
    """The version, as `server_version_num` has it."""
    version = number // 10_000
    if version < OLDEST_POSTGRESQL:
        return wrong("database", f"PostgreSQL {version}", f"use {OLDEST_POSTGRESQL} or newer")
    return right("database", f"PostgreSQL {version} answers")


def check_sqlite(version: tuple[int, ...], mode: str) -> Finding:
    """The version, and the journal mode, which is WAL."""
    name = "SQLite " + ".".join(map(str, version))
    if mode.lower() != "wal":
        return wrong(
            "database",
            f"{name} has the journal mode {mode} and not WAL",
            "stop what else holds the file, and keep it on a local disk",
        )
    if not sound_sqlite(version):
        return note(
            "database",
            f"{name} carries the WAL-reset fault, so one worker is started",
            "install the package pysqlite3, or a SQLite of 3.51.3 or newer",
        )
    return right("database", f"{name} answers, in WAL mode")


def check_migrations(revision: str | None, known: dict[str, str | None]) -> Finding:
    """How the database stands to this code."""
    found = standing(revision, known)
    if found is Schema.AT_HEAD:
        return right("migrations", f"at {revision}, the newest")
    if found is Schema.NEWER:
        return note(
            "migrations",
            f"at {revision}, which this code does not know",
            "newer code has migrated it: bring this code up to date",
        )
    if found is Schema.EMPTY:
        return wrong("migrations", "the database has no tables yet", UPGRADE)
    return wrong("migrations", f"at {revision}, behind this code", UPGRADE)


def check_connections(most: int, workers: int) -> Finding:
    """Whether PostgreSQL lets every worker keep its connections."""
    needed = workers * CONNECTIONS_A_WORKER + 5
    if most < needed:
        return wrong(
            "connections",
            f"PostgreSQL allows {most}, and {workers} workers may keep {needed - 5}",
            f"raise max_connections to {needed} or more, or start fewer workers",
        )
    return right("connections", f"{most} allowed, {needed - 5} needed by {workers} workers")


def check_pooler(told: int, real: int, *, pooled: bool) -> Finding:
    """Whether a pooler is in between, which shows as another number of the server's process."""
    if told != real and not pooled:
        return wrong(
            "pooler",
            "something like PgBouncer is between the site and PostgreSQL",
            "set TPMLEARN_DATABASE_POOLED=1, or statements that it prepared will be missing",
        )
    return right("pooler", "in between, and known" if pooled else "none in between")


def check_database(url: str, workers: int) -> list[Finding]:
    """All of the above for the database of the running app."""
    try:
        if url.startswith("sqlite"):
            return [*_sqlite(url), _migrations()]
        return [*_postgresql(workers), _migrations()]
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()
        return [
            wrong(
                "database",
                f"does not answer: {reason[0] if reason else 'no reason given'}",
                "see that it runs, and look at TPMLEARN_DATABASE_URL",
            )
        ]
    finally:
        db.session.remove()


def _migrations() -> Finding:
    return check_migrations(current(), steps())


def _sqlite(url: str) -> list[Finding]:
    mode = str(db.session.scalar(text("PRAGMA journal_mode")))
    path = Path(make_url(url).database or ".").absolute()
    mounts = Path("/proc/mounts")
    kind = kind_of(path, mounts.read_text(encoding="utf-8")) if mounts.exists() else ""
    return [check_sqlite(sqlite_module.sqlite_version_info, mode), check_local(kind, path)]


def _postgresql(workers: int) -> list[Finding]:
    asked = text(
        "SELECT current_setting('server_version_num')::int AS version,"
        " current_setting('max_connections')::int AS most,"
        " pg_backend_pid() AS process,"
        " extract(epoch FROM clock_timestamp())::float AS clock"
    )
    # The connection is opened by a first statement, so that its time is not taken for the clock's.
    db.session.execute(text("SELECT 1"))
    row = db.session.execute(asked).one()
    driver = db.session.connection().connection.driver_connection
    told = driver.info.backend_pid if driver else row.process
    pooled = site_settings().database_pooled
    return [
        check_postgresql(row.version),
        check_pooler(told, row.process, pooled=pooled),
        check_connections(row.most, workers),
        check_clock(time.time(), row.clock, whose="the database"),
    ]
