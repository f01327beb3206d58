"""Statements of the pages that are asked for most: compiled once, run by the driver itself.

SQLAlchemy takes ten times as long to get a statement ready and its rows back as SQLite takes to
run it. A prepared one is written with SQLAlchemy all the same, belongs to the session's
transaction, and is seen by whoever listens to its engine.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Integer,
    String,
    cast,
    event,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session

from tpmlearn.connections import OPEN, RoutedSession
from tpmlearn.db import as_told, is_elsewhere, reader, sessions

Made = Callable[[], Any]
Convert = Callable[[Any], Any]


class _Shape:
    """What a row of the driver becomes: `kind`, a named tuple, with the values that Python has."""

    def __init__(self, columns: Iterable[Any], dialect: Dialect) -> None:
        columns = tuple(columns)
        made = [column.type.dialect_impl(dialect) for column in columns]
        converts = [kind.result_processor(dialect, None) for kind in made]
        self.kind: Any = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]
        self.got = tuple((place, one) for place, one in enumerate(converts) if one)

    def __call__(self, row: Sequence[Any]) -> Any:
        values = list(row)
        for place, convert in self.got:
            values[place] = convert(values[place])
        return tuple.__new__(self.kind, values)


@dataclass(frozen=True)
class _Compiled:
    """A statement in the words of one database.

    `names` are its values in their order, None where they go by name; `fixed` are those that stand
    in the statement itself. `put` turns values into what the driver knows, `shape` rows back.
    """

    dialect: Dialect
    sql: str
    names: tuple[str, ...] | None
    fixed: Mapping[str, Any]
    put: Mapping[str, Convert]
    shape: _Shape


class Prepared:
    """A statement with named places for values: `bindparam`, or the columns `keys` of an INSERT.

    What makes it is called once for each kind of database. Defaults in Python are not filled in,
    and a list cannot be a value. One that goes `ahead` is read before the transaction of a request
    that writes where that locks the whole database (SQLite): what it finds may change until then.
    """

    def __init__(self, make: Made, *, keys: Sequence[str] = (), ahead: bool = False) -> None:
        self._make, self._keys, self._ahead = make, list(keys) or None, ahead
        self._compiled: dict[str, _Compiled] = {}
        self._lock = Lock()

    def all(self, **values: Any) -> list[Any]:
        """Its rows, as named tuples."""
        compiled, rows = self._run(values)
        return list(map(compiled.shape, rows))

    def first(self, **values: Any) -> Any:
        """Its first row, None where there is none."""
        compiled, rows = self._run(values)
        return compiled.shape(rows[0]) if rows else None

    def run(self, **values: Any) -> None:
        """Run it, where nothing comes back."""
        self._run(values)

    def _run(self, values: dict[str, Any]) -> tuple[_Compiled, list[Any]]:
        connection = self._connection()
        compiled = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        for name, convert in compiled.put.items():
            values[name] = convert(values[name])
        values = {**compiled.fixed, **values}
        names = compiled.names
        sent = values if names is None else tuple(values[name] for name in names)
        return compiled, _rows(connection, compiled, sent)

    def _connection(self) -> Connection:
        """One for reading, or that of the session's transaction, which begins with it."""
        if self._reads and (found := reader()) is not None:
            return found
        if self._ahead and (found := sessions.connection_ahead()) is not None:
            return found
        return sessions.connection_of_transaction()

    @cached_property
    def _reads(self) -> bool:
        """Whether it neither writes nor locks."""
        statement = self._make()
        return bool(statement.is_select) and getattr(statement, "_for_update_arg", None) is None

    def _compile(self, dialect: Dialect) -> _Compiled:
        with self._lock:
            statement = self._make()
            made = statement.compile(dialect=dialect, column_keys=self._keys)
            puts = {
                name: bind.type.dialect_impl(dialect).bind_processor(dialect)
                for name, bind in made.binds.items()
            }
            fixed = {
                name: put(bind.effective_value) if (put := puts[name]) else bind.effective_value
                for name, bind in made.binds.items()
                if not bind.required
            }
            found = _Compiled(
                dialect=dialect,
                sql=str(made),
                names=tuple(made.positiontup) if made.positional else None,
                fixed=fixed,
                put={name: put for name, put in puts.items() if put and name not in fixed},
                shape=_Shape(getattr(statement, "exported_columns", ()), dialect),
            )
            self._compiled[dialect.name] = found
        return found


class Joint(Prepared):
    """Two statements that read, sent as one: `first` finds one row at most, and `rest`, made for a
    person, module or the like, is asked for the value of its column `key`.

    The columns of each are empty in the rows of the other; `key` never is in that of `first`. Those
    of `rest` need names, each another.
    """

    def __init__(self, first: Made, rest: Callable[[Any], Any], *, key: str) -> None:
        super().__init__(lambda: _joined(first(), rest, key))
        self._first, self._rest, self._key = first, rest, key
        self._shapes: dict[str, tuple[int, int, _Shape, _Shape]] = {}

    def both(self, **values: Any) -> tuple[Any, list[Any]]:
        """The row of `first`, None where there is none, and the rows of `rest`."""
        compiled, rows = self._run(values)
        dialect = compiled.dialect
        width, place, of_first, of_rest = self._shapes.get(dialect.name) or self._cut(dialect)
        first, rest = None, []
        for row in rows:
            if row[place] is None:
                rest.append(of_rest(row[width:]))
            else:
                first = of_first(row[:width])
        return first, rest

    def _cut(self, dialect: Dialect) -> tuple[int, int, _Shape, _Shape]:
        columns = self._first().exported_columns
        rest = self._rest(null()).exported_columns
        place = list(columns.keys()).index(self._key)
        shapes = _Shape(columns, dialect), _Shape(rest, dialect)
        found = self._shapes[dialect.name] = (len(columns), place, *shapes)
        return found


class _Written(ColumnElement[Any]):
    """A value that stands in its statement."""

    inherit_cache = False

    def __init__(self, value: str | int) -> None:
        self.value = value
        self.type = String() if isinstance(value, str) else Integer()


@compiles(_Written)
def _write(element: _Written, compiler: Any, **_more: object) -> str:
    return compiler.render_literal_value(element.value, element.type)  # type: ignore[no-any-return]


def written(value: str | int) -> ColumnElement[Any]:
    """A word or number of the program that stands in the statement itself: to send it with each
    would take as long as to read a row."""
    return _Written(value)


def _joined(first: Any, rest: Callable[[Any], Any], key: str) -> Any:
    one = first.cte("one")
    mine = rest(select(one.c[key]).scalar_subquery()).subquery("rest")
    if len({column.name for column in mine.c}) < len(mine.c):
        raise ValueError("Two columns have one name.")
    without_rest = [cast(null(), column.type) for column in mine.c]
    without_one = [cast(null(), column.type) for column in one.c]
    return union_all(select(*one.c, *without_rest), select(*without_one, *mine.c))


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
        rows: list[Any] = cursor.fetchall() if compiled.shape.kind._fields else []
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


@event.listens_for(RoutedSession, "after_begin")
def _begun(session: Session, _transaction: Any, connection: Connection) -> None:
    if not is_elsewhere():
        session.info[OPEN] = connection


@event.listens_for(RoutedSession, "after_transaction_end")
def _ended(session: Session, _transaction: Any) -> None:
    session.info.pop(OPEN, None)
