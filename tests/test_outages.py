"""What errors of drivers and of the system say about the database and the disk."""

import errno
from pathlib import Path

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import create_engine, text
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    TimeoutError,
)
from sqlalchemy.pool import QueuePool

from tests.support.cluster import free_port
from tpmlearn.db import require_url, sqlite_module
from tpmlearn.outages import Outage, outage


def of(orig: Exception) -> Outage | None:
    return outage(OperationalError("SELECT 1", {}, orig))


@pytest.mark.parametrize(
    ("orig", "expected"),
    [
        (errors.AdminShutdown(), Outage.AWAY),
        (errors.CrashShutdown(), Outage.AWAY),
        (errors.CannotConnectNow(), Outage.AWAY),
        (errors.ConnectionFailure(), Outage.AWAY),
        (errors.ReadOnlySqlTransaction(), Outage.AWAY),
        (errors.DiskFull(), Outage.FULL),
        (errors.TooManyConnections(), Outage.BUSY),
        (errors.DeadlockDetected(), Outage.BUSY),
        (psycopg.OperationalError("the connection is closed"), Outage.AWAY),
        (errors.UndefinedTable(), None),
    ],
)
def test_postgresql_says_what_it_is(orig: Exception, expected: Outage | None) -> None:
    assert of(orig) is expected


def test_what_is_wrong_with_a_statement_or_its_values_is_our_fault() -> None:
    assert outage(ProgrammingError("SELECT", {}, errors.SyntaxError())) is None
    assert outage(IntegrityError("INSERT", {}, errors.UniqueViolation())) is None
    assert outage(ValueError("of our own")) is None
    assert outage(OSError(errno.EACCES, "not allowed")) is None


def test_what_another_library_passes_on_is_known_by_its_cause() -> None:
    def passed_on(cause: Exception) -> Outage | None:
        try:
            raise RuntimeError("Database error.") from cause
        except RuntimeError as error:
            return outage(error)

    assert passed_on(errors.AdminShutdown()) is Outage.AWAY
    assert passed_on(psycopg.OperationalError("connection refused")) is Outage.AWAY
    assert passed_on(errors.UniqueViolation()) is None
    assert passed_on(ValueError("of our own")) is None


def test_a_disk_that_is_full_is_full_whoever_writes() -> None:
    assert outage(OSError(errno.ENOSPC, "No space left on device")) is Outage.FULL
    assert outage(OSError(errno.EDQUOT, "Disk quota exceeded")) is Outage.FULL


def test_a_server_that_nobody_reaches_is_away() -> None:
    url = require_url(f"postgresql://tpmlearn@127.0.0.1:{free_port()}/tpmlearn")

    with pytest.raises(DBAPIError) as told:
        create_engine(url).connect()

    assert outage(told.value) is Outage.AWAY


def test_sqlite_says_what_it_is(tmp_path: Path) -> None:
    url, module = f"sqlite:///{tmp_path / 'small.db'}", sqlite_module
    engine = create_engine(url, module=module, connect_args={"timeout": 0})
    with engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count=4"))
        connection.execute(text("CREATE TABLE texts (text)"))
        with pytest.raises(DBAPIError) as full:
            connection.execute(text(f"INSERT INTO texts VALUES ('{'x' * 50_000}')"))
    with engine.connect() as one, engine.connect() as other:
        one.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(DBAPIError) as busy:
            other.exec_driver_sql("BEGIN IMMEDIATE")
    with engine.connect() as connection, pytest.raises(DBAPIError) as ours:
        connection.execute(text("SELECT * FROM nowhere"))
    with pytest.raises(DBAPIError) as gone:
        create_engine(f"sqlite:///{tmp_path}/no/such.db", module=module).connect()

    assert [outage(told.value) for told in (full, busy, ours, gone)] == [
        Outage.FULL,
        Outage.BUSY,
        None,
        Outage.AWAY,
    ]


def test_a_pool_without_a_free_connection_is_busy() -> None:
    engine = create_engine(
        "sqlite://", poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0
    )
    with engine.connect(), pytest.raises(TimeoutError) as told:
        engine.connect()

    assert outage(told.value) is Outage.BUSY
