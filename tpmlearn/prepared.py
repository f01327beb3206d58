"""Statements of the pages that are asked for most: compiled once, run by the driver itself.

SQLAlchemy takes ten times as long to get a statement ready and its rows back as SQLite takes to
run it. A prepared one is written with SQLAlchemy all the same, belongs to the session's
transaction, and is seen by whoever listens to its engine.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Dialect, event
from sqlalchemy.orm import Session

from tpmlearn.connections import OPEN, RoutedSession
from tpmlearn.db import as_told, db, is_elsewhere, reader

Made = Callable[[], Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class _Compiled:
    """A statement in the words of one database.

    `names` are its values in their order, None where they go by name; `fixed` are those that stand
    in the statement itself. `put` and `got` turn values into what the driver knows, and back.
    """

    sql: str
    names: tuple[str, ...] | None
    fixed: Mapping[str, Any]
    put: Mapping[str, Convert]
    got: tuple[tuple[int, Convert], ...]
    row: Any


class Prepared:
    """A statement with named places for values: `bindparam`, or the columns `keys` of an INSERT.

    What makes it is called once for each kind of database. Defaults in Python are not filled in,
    and a list cannot be a value.
    """

    def __init__(self, make: Made, *, keys: Sequence[str] = ()) -> None:
        self._make, self._keys = make, list(keys) or None
        self._compiled: dict[str, _Compiled] = {}
        self._lock = Lock()

    def all(self, **values: Any) -> list[Any]:
        """Its rows, as named tuples."""
        compiled, rows = self._run(values)
        return [_row(compiled, row) for row in rows]

    def first(self, **values: Any) -> Any:
        """Its first row, None where there is none."""
        compiled, rows = self._run(values)
        return _row(compiled, rows[0]) if rows else None

    def run(self, **values: Any) -> None:
        """Run it, where nothing comes back."""
        self._run(values)

    def _run(self, values: dict[str, Any]) -> tuple[_Compiled, list[Any]]:
        connection = _connection(reads=self._reads)
        compiled = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        for name, convert in compiled.put.items():
            values[name] = convert(values[name])
        values = {**compiled.fixed, **values}
        names = compiled.names
        sent = values if names is None else tuple(values[name] for name in names)
        return compiled, _rows(connection, compiled, sent)

    @cached_property
    def _reads(self) -> bool:
        """Whether it neither writes nor locks."""
        statement = self._make()
        return bool(statement.is_select) and getattr(statement, "_for_update_arg", None) is None

    def _compile(self, dialect: Dialect) -> _Compiled:
        with self._lock:
            statement = self._make()
            made = statement.compile(dialect=dialect, column_keys=self._keys)
            columns = getattr(statement, "exported_columns", ())
            kinds = [column.type.dialect_impl(dialect) for column in columns]
            processors = [kind.result_processor(dialect, None) for kind in kinds]
            puts = {
                name: bind.type.dialect_impl(dialect).bind_processor(dialect)
                for name, bind in made.binds.items()
            }
            fixed = {
                name: put(bind.effective_value) if (put := puts[name]) else bind.effective_value
                for name, bind in made.binds.items()
                if not bind.required
            }
            row = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]
            found = _Compiled(
                sql=str(made),
                names=tuple(made.positiontup) if made.positional else None,
                fixed=fixed,
                put={name: put for name, put in puts.items() if put and name not in fixed},
                got=tuple((place, one) for place, one in enumerate(processors) if one),
                row=row,
            )
            self._compiled[dialect.name] = found
        return found


def _row(compiled: _Compiled, row: Sequence[Any]) -> Any:
    values = list(row)
    for place, convert in compiled.got:
        values[place] = convert(values[place])
    return compiled.row._make(values)


def _rows(connection: Connection, compiled: _Compiled, sent: Any) -> list[Any]:
    driver: Any = connection.connection
    sql = compiled.sql
    cursor = driver.cursor()
    # Those of the engine: a connection makes its own list of them, anew for each request.
    listeners = connection.engine.dispatch
    for note in listeners.before_cursor_execute:
        note(connection, cursor, sql, sent, None, False)
    try:
        cursor.execute(sql, sent)
        rows: list[Any] = cursor.fetchall() if compiled.row._fields else []
    except _errors(connection) as error:
        raise _as_known(connection, cursor, error, sql, sent) from error
    for note in listeners.after_cursor_execute:
        note(connection, cursor, sql, sent, None, False)
    cursor.close()
    return rows


def _errors(connection: Connection) -> type[Exception]:
    kind: type[Exception] = connection.dialect.dbapi.Error  # type: ignore[union-attr]
    return kind


def _as_known(
    connection: Connection, cursor: Any, error: Exception, sql: str, sent: Any
) -> Exception:
    """The driver's error as SQLAlchemy tells it; a line that is gone leaves the pool."""
    dialect = connection.dialect
    is_gone = dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)  # type: ignore[arg-type]
    if is_gone:
        connection.invalidate(error)
    return as_told(connection, error, sql, sent, is_gone=is_gone)


def _connection(*, reads: bool) -> Connection:
    """One for reading, or that of the session's transaction, which begins with it."""
    if reads and (found := reader()) is not None:
        return found
    session: Any = db.session()
    return session.connection_of_transaction()  # type: ignore[no-any-return]


@event.listens_for(RoutedSession, "after_begin")
def _begun(session: Session, _transaction: Any, connection: Connection) -> None:
    if not is_elsewhere():
        session.info[OPEN] = connection


@event.listens_for(RoutedSession, "after_transaction_end")
def _ended(session: Session, _transaction: Any) -> None:
    session.info.pop(OPEN, None)
