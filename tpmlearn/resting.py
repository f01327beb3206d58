"""Connections that rest with the thread that used them, from one request to its next.

The pool would hand one out again right away, which takes as long as a statement. One that rested
for a second goes back to it, and whoever takes it then asks whether its server is there.
"""

from contextvars import ContextVar
from threading import local
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, Pool

USED = "used at"
REST_SECONDS = 1.0

_reader: ContextVar[Connection | None] = ContextVar("reader", default=None)
_rests = local()


def reader() -> Connection | None:
    """The connection of this thread's request that reads, if it has one."""
    return _reader.get()


def read_by(connection: Connection | None) -> None:
    """Let the prepared statements of this thread's request go by this connection."""
    _reader.set(connection)


def release_reader(_error: object = None) -> None:
    """Let the connection for reading rest until this thread's next request."""
    if (known := _reader.get()) is not None:
        _reader.set(None)
        rest(known)


def give_reader_back() -> None:
    """Give this thread's connections for reading back to the pool, if there are any."""
    if (known := _reader.get()) is not None:
        _reader.set(None)
        known.close()
    _close_rested()


def rest(connection: Connection) -> None:
    """Let a connection rest with its thread: the pool would hand it out again right away, which
    takes as long as a statement. One whose transaction did not end goes to the pool, which ends it:
    after a COMMIT that failed, SQLAlchemy takes it for ended."""
    _close_rested()
    if connection.invalidated or not _is_idle(connection):
        connection.close()
        return
    _rests.found = (connection, connection.engine.pool, monotonic())


def _is_idle(connection: Connection) -> bool:
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        return not driver.in_transaction
    # IDLE of libpq's PGTransactionStatusType.
    return int(driver.pgconn.transaction_status) == 0


def rested(engine: Engine) -> Connection | None:
    """The connection that rests with this thread, if it can be trusted without asking it."""
    kept: tuple[Connection, Pool, float] | None = _rests.__dict__.get("found")
    if kept is None:
        return None
    known, pool, since = kept
    if pool is engine.pool and monotonic() - since < REST_SECONDS and not known.invalidated:
        del _rests.found
        return known
    _close_rested()
    return None


def _close_rested() -> None:
    if (kept := _rests.__dict__.pop("found", None)) is None:
        return
    known, _, since = kept
    info = None if known.invalidated else known.connection.info
    known.close()
    if info is not None:
        # It was given back now and rested before: who takes it asks whether its server is there.
        info[USED] = since
