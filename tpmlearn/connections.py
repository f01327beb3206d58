"""By which connection a statement goes: of the ORM's session, of one beside it, or of a copy.

To open, to commit and to close an ORM session takes longer than the two or three statements of a
page or of a save that is asked for often. Those are prepared (`tpmlearn.prepared`), and run on a
connection beside the session, which the session takes over as soon as the ORM is asked; so a
request has one transaction, and a thread one connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import local
from time import monotonic
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine, Pool
from sqlalchemy.exc import DBAPIError

from tpmlearn import work

USED = "used at"
REST_SECONDS = 1.0
OPEN = "open connection"

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_reading: ContextVar[bool] = ContextVar("reading", default=False)
_elsewhere: ContextVar[Engine | None] = ContextVar("elsewhere", default=None)
_reader: ContextVar[Connection | None] = ContextVar("reader", default=None)
_rests = local()


@contextmanager
def writing() -> Iterator[None]:
    """Transactions that begin inside are write transactions from their first statement.

    SQLite fails at once, whatever the busy timeout, when a transaction that has read wants to
    write after another has written; BEGIN IMMEDIATE waits its turn instead.
    """
    mark = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(mark)


def mark_writing(value: bool) -> None:
    """Say whether the transactions of this thread's request will write (see `writing`)."""
    _writing.set(value)


def mark_reading(value: bool) -> None:
    """Say whether this thread's request only reads.

    PostgreSQL is then spared BEGIN and ROLLBACK, two journeys of five: each statement sees what is
    committed as it begins, in such a transaction (READ COMMITTED) or in none. A transaction begins
    with the first statement that writes or locks after all.
    """
    _reading.set(value)


def is_writing() -> bool:
    """Whether transactions that begin now are for writing."""
    return _writing.get()


def only_reads() -> bool:
    """Whether a request is under way that only reads."""
    return _reading.get() and not _writing.get()


@contextmanager
def reading_from(engine: Engine) -> Iterator[None]:
    """Statements of the session go to this engine instead of the app's own."""
    mark = _elsewhere.set(engine)
    try:
        yield
    finally:
        _elsewhere.reset(mark)


def is_elsewhere() -> bool:
    """Whether statements of the session go to another engine now (`reading_from`)."""
    return _elsewhere.get() is not None


class RoutedSession(Session):
    """The ORM's session, with the transaction of a request that it may not have been asked for yet.

    Its reads can be sent to a copy of the database (`reading_from`). It closes although its
    connection has died since its last statement: what was committed is committed, and the answer
    that was made of it is as good as ever.
    """

    _beside: Connection | None = None

    def connection_of_transaction(self) -> Connection:
        """The connection for a statement that the driver runs; the transaction begins with it.

        In a request that writes it stands beside the ORM as long as that is not asked.
        """
        if not is_elsewhere():
            if (beside := self._beside) is not None and beside.in_transaction():
                return beside
            if (known := self.info.get(OPEN)) is not None:
                return known  # type: ignore[no-any-return]
            if _writing.get() and not self.in_transaction() and work.current() is not None:
                return self._begin_beside()
        return self.connection()

    def has_begun(self) -> bool:
        """Whether a transaction is under way, the ORM's own or the one beside it."""
        beside = self._beside
        return self.in_transaction() or (beside is not None and beside.in_transaction())

    def _begin_beside(self) -> Connection:
        if self._beside is None:
            engine: Any = super().get_bind()
            release_reader()
            self._beside = rested(engine) or engine.connect()
        self._beside.begin()
        return self._beside

    def get_bind(self, *args: Any, **more: Any) -> Engine | Connection:
        """The engine for a statement, or the connection whose transaction is under way."""
        if (elsewhere := _elsewhere.get()) is not None:
            give_reader_back()
            return elsewhere
        if (beside := self._beside) is not None:
            if beside.in_transaction():
                return beside
            # The ORM may want one with another isolation level, which must not stay.
            self._leave_beside()
        # What the session is about to open may be the same connection: no thread needs two.
        give_reader_back()
        return super().get_bind(*args, **more)

    def commit(self) -> None:
        """Commit what the ORM and prepared statements did."""
        begun = self._beside and self._beside.get_transaction()
        if begun and not self.in_transaction():
            begun.commit()
            self.dispatch.after_commit(self)
        else:
            if begun:
                # What the ORM was given and did not send yet belongs to the same transaction.
                self.connection()
            super().commit()
        # What follows may take long, and who wants it then asks whether its server is there.
        self._leave_beside()
        _forget_own()

    def rollback(self) -> None:
        """Undo what the ORM and prepared statements did."""
        super().rollback()
        self._leave_beside()
        _forget_own()

    def close(self) -> None:
        """End the session and what it had open."""
        try:
            try:
                super().close()
            finally:
                self._leave_beside()
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise

    def _leave_beside(self) -> None:
        beside, self._beside = self._beside, None
        if beside is None:
            return
        try:
            if begun := beside.get_transaction():
                begun.rollback()
                self.dispatch.after_rollback(self)
        except DBAPIError:
            beside.invalidate()
            beside.close()
            raise
        rest(beside)


def _forget_own() -> None:
    # What was locked for who asks is locked no longer.
    if (now := work.current()) is not None:
        now.own = None


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
