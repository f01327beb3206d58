"""All that hangs on a person, found by walking the schema, so that no table is forgotten."""

from collections.abc import Iterator

from sqlalchemy import Table, and_, delete, exists, func, select, update

from tpmlearn.db import Base, db

# These are of the browser or of one account, and never move.
PERSONAL = frozenset(
    {
        "archives",
        "external_identities",
        "jobs",
        "sign_ins",
        "reset_tokens",
        "address_confirmations",
        "code_apps",
        "recovery_codes",
        "passkeys",
        "pair_judges",
        "standard_studies",
        "standard_judges",
    }
)


def tables_of_people() -> Iterator[Table]:
    """Every table with a `person_id`."""
    for table in Base.metadata.sorted_tables:
        if "person_id" in table.c:
            yield table


def count_belongings(person_id: int) -> dict[str, int]:
    """How many rows of each table hang on this person; tables without any are left out."""
    counts = {}
    for table in tables_of_people():
        if table.name in PERSONAL:
            continue
        statement = select(func.count()).select_from(table).where(table.c.person_id == person_id)
        counts[table.name] = db.session.scalar(statement) or 0
    return {name: count for name, count in counts.items() if count}


def move_belongings(source: int, target: int) -> None:
    """Give all that hangs on `source` to `target` (the caller commits).

    Where a table allows one row per person and thing and both have it, the target's stays.
    """
    for table in tables_of_people():
        if table.name in PERSONAL:
            continue
        if "person_id" in table.primary_key.columns:
            _drop_doubles(table, source, target)
        db.session.execute(
            update(table).where(table.c.person_id == source).values(person_id=target)
        )


def _drop_doubles(table: Table, source: int, target: int) -> None:
    other = table.alias()
    same = [
        other.c[column.name] == column
        for column in table.primary_key.columns
        if column.name != "person_id"
    ]
    db.session.execute(
        delete(table).where(
            table.c.person_id == source,
            exists(select(other.c.person_id).where(and_(other.c.person_id == target, *same))),
        )
    )
