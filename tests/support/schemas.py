"""A schema as it stands in a database: read, filled with a row in every table, and read again.

Nothing here knows the models: a schema of before is what its migrations made of it.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    UniqueConstraint,
    insert,
    inspect,
    select,
    update,
)

from tpmlearn.db import NOT_OURS

AT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
# What a value of its kind would not be: words that a later step reads.
SAYS = {
    ("share_links", "sections"): ["fit"],
    ("share_links", "role"): "tpm",
    ("evidence", "skill"): "CTL2",
    ("exam_items", "drawn"): {"n": 4},
    ("people", "email"): "ada@example.org",
}
Rows = dict[str, list[dict[str, Any]]]


def read_schema(connection: Connection) -> MetaData:
    """Our tables as they are: without the migrations' own, search and the queue of jobs."""
    found, asked = MetaData(), inspect(connection)
    found.reflect(connection)
    for name in {"alembic_version", *NOT_OURS} & set(found.tables):
        found.remove(found.tables[name])
    for table in found.tables.values():
        checks = asked.get_check_constraints(table.name)
        table.info["checks"] = {str(one["sqltext"]) for one in checks}
    return found


def fill(connection: Connection, schema: MetaData) -> None:
    """One row in every table, each hanging on those of the tables that it refers to."""
    made: dict[str, dict[str, Any]] = {}
    for table in schema.sorted_tables:
        row = row_for(connection, table, made)
        connection.execute(insert(table).values(row))
        made[table.name] = row


def row_for(
    connection: Connection, table: Table, made: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """A value for every column: that of the row referred to, else one of its kind."""
    row = {column.name: _value(connection, column) for column in table.c}
    for key in table.foreign_key_constraints:
        for one in key.elements:
            if one.column.table.name in made:
                row[one.parent.name] = made[one.column.table.name][one.column.name]
            elif one.parent.nullable:
                row[one.parent.name] = None
    return row


def contractions(former: MetaData, newer: MetaData) -> list[str]:
    """What of a newer schema stops a program that knows the former one, in words.

    Such a program names all its columns in what it inserts, and none besides.
    """
    gone = [f"{name} is gone" for name in former.tables if name not in newer.tables]
    both = [name for name in former.tables if name in newer.tables]
    changed = [_changed(former.tables[name], newer.tables[name]) for name in both]
    return [*gone, *(fault for faults in changed for fault in faults)]


def _changed(old: Table, new: Table) -> list[str]:
    found = [f"{old.name}.{name} is gone" for name in sorted(set(old.c.keys()) - set(new.c.keys()))]
    for column in new.c:
        name = f"{old.name}.{column.name}"
        former = old.c.get(column.name)
        if former is None:
            if not column.nullable and column.server_default is None:
                found.append(f"{name} is new and must have a value")
        elif str(former.type) != str(column.type):
            found.append(f"{name} is another type")
        elif former.nullable and not column.nullable:
            found.append(f"{name} must have a value")
        elif former.server_default is not None and column.server_default is None:
            found.append(f"{name} has lost its default")
    found += [f"{old.name} checks {one}" for one in new.info["checks"] - old.info["checks"]]
    found += [f"{old.name} is unique by {one}" for one in _unique(new) - _unique(old)]
    found += [f"{old.name} refers to {one}" for one in _referred(new, old) - _referred(old, old)]
    return found


def _unique(table: Table) -> set[tuple[str, ...]]:
    named = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    indexes = [one.columns for one in table.indexes if one.unique]
    return {tuple(column.name for column in columns) for columns in [*named, *indexes]}


def _referred(table: Table, known: Table) -> set[tuple[str, str]]:
    """The columns that refer to a table, of those that the former program fills."""
    keys = [one for key in table.foreign_key_constraints for one in key.elements]
    pairs = {(one.parent.name, one.column.table.name) for one in keys}
    return {pair for pair in pairs if pair[0] in known.c}


def work_as_before(connection: Connection, former: MetaData) -> None:
    """Insert, read and change a row of every table as a program does that knows this schema.

    The caller rolls back. Raises what the database raises.
    """
    fill(connection, former)
    for name, rows in rows_of(connection, former).items():
        table = former.tables[name]
        (row,) = rows
        values = {key: value for key, value in row.items() if key not in table.primary_key.c}
        # The database itself refuses to change the trail.
        if values and name != "audit_log":
            done = connection.execute(update(table).values(values))
            assert done.rowcount == 1, name


def rows_of(connection: Connection, schema: MetaData) -> Rows:
    """All rows, by table, in the order of their keys."""
    return {
        table.name: [
            dict(row)
            for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in schema.sorted_tables
    }


def _value(connection: Connection, column: Any) -> Any:
    kind, place = column.type, (column.table.name, column.name)
    if place in SAYS:
        return SAYS[place]
    match kind:
        case DateTime():
            return AT if connection.dialect.name == "postgresql" else AT.replace(tzinfo=None)
        case Date():
            return date(2026, 11, 3)
        case Boolean():
            return True
        case JSON():
            return []
        case LargeBinary():
            return b"bytes"
        case Integer() | Float() | Numeric():
            return 1
    return f"a {column.name}"[: getattr(kind, "length", None) or 200]
