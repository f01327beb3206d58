"""By which connection a statement goes: of the ORM's session, of one beside it, or of a copy.

To open, to commit and to close an ORM session takes longer than the two or three statements of a
page or of a save that is asked for often. Those are prepared (`tpmlearn.prepared`), and run on a
connection beside the session, which the session takes over as soon as the ORM is asked; so a
request has one transaction, and a thread one connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import current_app, g
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session

from tpmlearn import work
from tpmlearn.resting import give_reader_back, release_reader, rest, rested

OPEN = "open connection"
BESIDE = "connection_beside"

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_reading: ContextVar[bool] = ContextVar("reading", default=False)
_elsewhere: ContextVar[Engine | None] = ContextVar("elsewhere", default=None)


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

    def get_bind(self, *args: Any, **more: Any) -> Engine | Connection:
        """The engine for a statement, or the connection whose transaction is under way."""
        if (elsewhere := _elsewhere.get()) is not None:
            give_reader_back()
            return elsewhere
        if (beside := _beside()) is not None:
            if beside.in_transaction():
                return beside
            # The ORM may want one with another isolation level, which must not stay.
            _leave_beside(self)
        # What the session is about to open may be the same connection: no thread needs two.
        give_reader_back()
        return super().get_bind(*args, **more)

    def commit(self) -> None:
        """Commit what the ORM and prepared statements did."""
        begun = (beside := _beside()) and beside.get_transaction()
        if begun and not self.in_transaction():
            begun.commit()
            self.dispatch.after_commit(self)
        else:
            if begun:
                # What the ORM was given and did not send yet belongs to the same transaction.
                self.connection()
            super().commit()
        # What follows may take long, and who wants it then asks whether its server is there.
        _leave_beside(self)
        _forget_own()

    def rollback(self) -> None:
        """Undo what the ORM and prepared statements did."""
        super().rollback()
        _leave_beside(self)
        _forget_own()

    def close(self) -> None:
        """End the session and what it had open."""
        try:
            try:
                super().close()
            finally:
                _leave_beside(self)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise


class RoutedSessions(scoped_session[RoutedSession]):
    """The session of each app context, opened when the ORM is asked.

    Until then the transaction of a request that writes is that of a connection beside it, which is
    committed and rolled back here as if it were the session's.
    """

    def opened(self) -> RoutedSession | None:
        """The session, None where the ORM was not asked yet."""
        return self.registry() if self.registry.has() else None

    def connection_of_transaction(self) -> Connection:
        """The connection for a statement that the driver runs; the transaction begins with it.

        In a request that writes it stands beside the ORM as long as that is not asked.
        """
        if not is_elsewhere():
            if (beside := _beside()) is not None and beside.in_transaction():
                return beside
            session = self.opened()
            if session is not None and (known := session.info.get(OPEN)) is not None:
                return known  # type: ignore[no-any-return]
            has_begun = session is not None and session.in_transaction()
            if _writing.get() and not has_begun and work.current() is not None:
                return _begin_beside(beside)
        return self.registry().connection()

    def connection_ahead(self) -> Connection | None:
        """The connection for a statement that must not wait for the lock of SQLite's one writer.

        It is in no transaction; None where one has begun, on PostgreSQL, and outside of a request
        that writes.
        """
        in_request = _writing.get() and work.current() is not None and not is_elsewhere()
        if not in_request or self.has_begun():
            return None
        connection = _beside() or _open_beside()
        return connection if connection.dialect.name == "sqlite" else None

    def has_begun(self) -> bool:
        """Whether a transaction is under way, the ORM's own or the one beside it."""
        beside, session = _beside(), self.opened()
        return (beside is not None and beside.in_transaction()) or (
            session is not None and session.in_transaction()
        )

    def commit(self) -> None:
        """Commit what the ORM and prepared statements did."""
        if self.registry.has():
            self.registry().commit()
            return
        if begun := (beside := _beside()) and beside.get_transaction():
            begun.commit()
        _leave_beside()
        _forget_own()

    def rollback(self) -> None:
        """Undo what the ORM and prepared statements did."""
        if self.registry.has():
            self.registry().rollback()
            return
        _leave_beside()
        _forget_own()

    def remove(self) -> None:
        """End the session of this app context, if there is one, and what was open beside it."""
        if self.registry.has():
            try:
                super().remove()
            finally:
                # Also where it could not be closed: the next app context may have the same number.
                self.registry.clear()
            return
        try:
            _leave_beside()
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise


def _beside() -> Connection | None:
    """The connection beside the session of this app context."""
    return g.get(BESIDE)  # type: ignore[no-any-return]


def _open_beside() -> Connection:
    engine = current_app.extensions["sqlalchemy"].engine
    release_reader()
    connection = rested(engine) or engine.connect()
    setattr(g, BESIDE, connection)
    return connection


def _begin_beside(beside: Connection | None) -> Connection:
    connection = beside or _open_beside()
    connection.begin()
    return connection


def _leave_beside(session: RoutedSession | None = None) -> None:
    beside = g.pop(BESIDE, None)
    if beside is None:
        return
    try:
        if begun := beside.get_transaction():
            begun.rollback()
            if session is not None:
                session.dispatch.after_rollback(session)
    except DBAPIError:
        beside.invalidate()
        beside.close()
        raise
    rest(beside)


def _forget_own() -> None:
    # What was locked for who asks is locked no longer.
    if (now := work.current()) is not None:
        now.own = None
