"""Fills every table with a row of one person, made from the schema alone, so new tables too."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, Table, insert

from tpmlearn.db import Base, Moment, db, writing
from tpmlearn.records.audit import pseudonym
from tpmlearn.records.everything import BY_PSEUDONYM

# What a judge said counts on without them: who it was goes, the rest stays (docs/data.md).
UNLINKED = {"pair_judges", "standard_judges", "standard_studies"}
AT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
Row = dict[str, Any]


def fill(app: Flask, person_id: int, mark: str) -> dict[str, Row]:
    """A row in each table but `people` that hangs on this person where it can; all by table.

    Texts hold `mark`, so that two people's rows can be told apart.
    """
    made: dict[str, Row] = {"people": {"id": person_id}}
    with app.app_context(), writing():
        for table in Base.metadata.sorted_tables:
            if table.name == "people":
                continue
            row = _row(table, made, mark)
            if table.name in BY_PSEUDONYM:
                row["actor"] = pseudonym(person_id)
            found = db.session.execute(insert(table).values(row).returning(*table.primary_key))
            made[table.name] = {**row, **dict(found.mappings().one())}
        db.session.commit()
    return made


def _row(table: Table, made: dict[str, Row], mark: str) -> Row:
    row: Row = {}
    for key in table.foreign_key_constraints:
        for one in key.elements:
            row[one.parent.name] = made[one.column.table.name][one.column.name]
    for column in table.c:
        serial = column.primary_key and isinstance(column.type, Integer) and column.autoincrement
        if column.name not in row and serial is not True and not _counts_by_itself(table, column):
            row[column.name] = _value(column, mark)
    return row


def _counts_by_itself(table: Table, column: Any) -> bool:
    return column is table.autoincrement_column


def _value(column: Any, mark: str) -> Any:
    kind = column.type
    if isinstance(kind, Moment):
        return AT
    if isinstance(kind, Date):
        return date(2026, 11, 3)
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, JSON):
        return {"of": mark}
    if isinstance(kind, LargeBinary):
        return f"bytes of {mark}".encode()
    if isinstance(kind, (Integer, Float)):
        return sum(mark.encode()) if column.unique or column.primary_key else 1
    return f"{mark} {column.name}"[: kind.length or 200]
