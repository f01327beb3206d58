"""Tables as lines: read from one database, written into another, by the same code on both."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Double,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    cast,
    func,
    insert,
    select,
    text,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import TypeDecorator, TypeEngine

from tpmlearn.backups.problems import BackupFailed, BadBackup
from tpmlearn.db import Base, Moment, writing
from tpmlearn.domain.backups.manifest import TableShape
from tpmlearn.domain.backups.rows import BadRow, Kind, decode_row, encode_row
from tpmlearn.domain.backups.sums import TableSum, Tally

ROWS_AT_ONCE = 1_000
FILES_AT_ONCE = 4
BYTES_AT_ONCE = 8_000_000


class _JsonAsText(TypeDecorator[str]):
    """Text that PostgreSQL takes as JSON; SQLite keeps JSON as text anyway."""

    impl = Text
    cache_ok = True

    def bind_expression(self, bindparam: BindParameter[str]) -> Any:
        """Tell the database what the text is."""
        return cast(type_coerce(bindparam, Text), JSON)


_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: Text,
    Kind.INTEGER: BigInteger,
    Kind.REAL: Double,
    Kind.BOOLEAN: Boolean,
    Kind.MOMENT: Moment,
    Kind.DATE: Date,
    Kind.JSON: Text,
    Kind.BYTES: LargeBinary,
}
# From the narrow to the wide: Text is a String, Double a Float.
_KINDS: tuple[tuple[type[TypeEngine[Any]], Kind], ...] = (
    (Moment, Kind.MOMENT),
    (Date, Kind.DATE),
    (Boolean, Kind.BOOLEAN),
    (JSON, Kind.JSON),
    (LargeBinary, Kind.BYTES),
    (Integer, Kind.INTEGER),
    (Double, Kind.REAL),
    (String, Kind.TEXT),
)


def shapes() -> list[TableShape]:
    """All tables of the program, parents before children."""
    return [
        TableShape(
            table.name,
            tuple((column.name, kind_of(column.type)) for column in table.columns),
            tuple(column.name for column in table.primary_key),
        )
        for table in Base.metadata.sorted_tables
    ]


def kind_of(its: TypeEngine[Any]) -> Kind:
    """What a column of this type holds. Raises TypeError for a type that has no neutral form."""
    for one, kind in _KINDS:
        if isinstance(its, one):
            return kind
    raise TypeError(f"{its!r} has no form in a backup yet: give it one in the backups room.")


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One read transaction: all that is read in it is of one moment, while others go on writing.

    SQLite gives that by itself (WAL), from the first statement on.
    """
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect() as opened:
        connection = opened.execution_options(**options)
        with connection.begin():
            yield connection


@contextmanager
def filling(engine: Engine) -> Iterator[Connection]:
    """A write transaction, which counts once it is committed and is taken back otherwise."""
    with writing(), engine.connect() as connection:
        yield connection


def read_lines(connection: Connection, shape: TableShape) -> Iterator[bytes]:
    """The rows of a table, as lines, in no order; few at a time are in memory."""
    columns = _table(shape).c
    wanted = [
        cast(columns[name], Text) if kind is Kind.JSON else columns[name]
        for name, kind in shape.columns
    ]
    at_once = FILES_AT_ONCE if Kind.BYTES in shape.kinds else ROWS_AT_ONCE
    with _told(shape):
        found = connection.execute(select(*wanted).execution_options(yield_per=at_once))
        for row in found:
            yield encode_row(shape.kinds, row)


def write_lines(connection: Connection, shape: TableShape, lines: Iterable[bytes]) -> None:
    """Insert rows. Raises BackupFailed where the database does not take one, BadBackup for what is
    no row of the table."""
    names = [name for name, _ in shape.columns]
    statement = insert(_table(shape, json=_json_for(connection)))
    for batch in _batches(lines):
        with _told(shape):
            rows = [dict(zip(names, decode_row(shape.kinds, line), strict=True)) for line in batch]
            connection.execute(statement, rows)


def sum_of(connection: Connection, shape: TableShape) -> TableSum:
    """Count and sum of what a table holds now."""
    tally = Tally()
    for line in read_lines(connection, shape):
        tally.add(line)
    return tally.result()


def compare(connection: Connection, expected: Sequence[tuple[TableShape, TableSum]]) -> None:
    """Raise BackupFailed unless every table has the rows that it should have."""
    for shape, wanted in expected:
        found = sum_of(connection, shape)
        if found != wanted:
            raise BackupFailed(
                f"{shape.name} came out with {found.rows} rows of {wanted.rows}, or with other "
                "values. Nothing was kept. This is a fault of the program, please report it."
            )


def set_sequences(connection: Connection, tables: Iterable[TableShape]) -> None:
    """Let new rows be numbered after those that were inserted; SQLite needs nothing."""
    if connection.dialect.name != "postgresql":
        return
    for shape in tables:
        kinds = dict(shape.columns)
        if len(shape.key) == 1 and kinds[shape.key[0]] is Kind.INTEGER:
            _set_sequence(connection, shape.name, shape.key[0])


def _set_sequence(connection: Connection, table: str, column: str) -> None:
    quoted = connection.dialect.identifier_preparer.quote
    name = connection.scalar(
        text("SELECT pg_get_serial_sequence(:table, :column)"),
        {"table": quoted(table), "column": column},
    )
    if name:
        its = Table(table, MetaData(), Column(column, BigInteger)).c[column]
        highest = connection.scalar(select(func.max(its)))
        # Without a number yet the first is 1.
        connection.execute(select(func.setval(name, highest or 1, highest is not None)))


def _table(shape: TableShape, json: type[TypeEngine[Any]] = Text) -> Table:
    return Table(
        shape.name,
        MetaData(),
        *(
            Column(name, json() if kind is Kind.JSON else _TYPES[kind]())
            for name, kind in shape.columns
        ),
    )


def _json_for(connection: Connection) -> type[TypeEngine[Any]]:
    return _JsonAsText if connection.dialect.name == "postgresql" else Text


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) == ROWS_AT_ONCE or size >= BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def _told(shape: TableShape) -> Iterator[None]:
    try:
        yield
    except BadRow as fault:
        raise BadBackup(f"A row of {shape.name} in it cannot be read: {fault}") from None
    except DBAPIError as error:
        # The first line alone: the others may repeat what people wrote.
        said = str(error.orig).strip().partition("\n")[0]
        raise BackupFailed(f"The database refused at the table {shape.name}: {said}.") from None
