"""Everything about one person, found by walking the schema from their row.

What a table is for, and why some are left out, is in tpmlearn/domain/accounts/kept.py. A table of
which that says nothing fails the tests.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Table,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from tpmlearn.db import Base, db
from tpmlearn.domain.accounts.kept import by_table
from tpmlearn.models import EvidenceFileRow, EvidenceRow, PersonRow
from tpmlearn.records.audit import about_person, pseudonym

PEOPLE = PersonRow.__tablename__
OWNER = "person_id"
AT_ONCE = 500
"""Rows in memory together."""

# What lets somebody in or makes an address work: who finds an export must not be able to use it.
SECRETS = {
    ("people", "password_hash"),
    ("sign_ins", "id"),
    ("reset_tokens", "id"),
    ("address_confirmations", "id"),
    ("code_apps", "secret"),
    ("recovery_codes", "id"),
    ("passkeys", "id"),
    ("passkeys", "credential_id"),
    ("passkeys", "public_key"),
    ("passkeys", "user_handle"),
    ("confirmers", "key"),
    ("grants", "token_hash"),
    ("grants", "passcode_hash"),
    ("invitations", "id"),
    ("invigilator_codes", "code_hash"),
    ("feeds", "id"),
    ("jobs", "claim"),
    ("jobs", "sealed"),
}
# Others' numbers: a report names the author who answered, an answered one the person who wrote it.
OF_OTHERS = {
    ("report_steps", "author_id"),
    ("grants", "recruiter_id"),
    ("openings", "reader_id"),
    ("audit_log", "actor"),
}
# What a recruiter keeps of somebody's grant is the recruiter's own.
NO_WAY_UP = {("shortlist_entries", "grant_id")}
# Bytes go into the archive as files, and no archive into the next one.
AS_FILES = {("evidence_files", "data"), ("archive_parts", "data")}
# What would tell of a test that goes on: empty until its sitting has ended.
UNTIL_THE_END = {
    "sitting_items": ("sittings", frozenset({"correct", "score"})),
    "exam_items": (
        "exam_sittings",
        frozenset({"item", "item_version", "option_order", "drawn"}),
    ),
}
# Tables in which an author's work stands beside other people's things: their own words alone.
AS_AUTHOR = {
    "corrections": frozenset({"id", "item", "kind", "item_version", "why", "applied_at"}),
    "report_steps": frozenset({"report_id", "state", "text", "at"}),
    "invigilator_codes": frozenset({"id", "centre", "invigilator", "exam", "created_at"}),
    "invitations": frozenset({"role", "label", "created_at", "expires_at", "revoked_at"}),
    "content_drafts": frozenset({"id", "title", "state", "created_at", "changed_at"}),
    "content_draft_notes": frozenset({"draft_id", "kind", "text", "noted_at"}),
    "content_draft_writers": frozenset({"draft_id"}),
    "content_releases": frozenset({"id", "kind", "title", "released_at"}),
}
# No key ties these to a person: they are found by the pseudonym.
BY_PSEUDONYM = {"audit_log"}
BY_YOU = "_as_author"
MADE_BY = {"invigilator_codes": "issued_by", "invitations": "made_by"}
"""Where the column of who made a row is not `author_id`."""


def parts() -> list[str]:
    """The names of all parts of an export, in order: a table, or a table as its author sees it."""
    names = []
    for table in Base.metadata.sorted_tables:
        if _is_exported(table) and (
            table.name == PEOPLE or table.name in BY_PSEUDONYM or _ways_up(table)
        ):
            names.append(table.name)
        if table.name in AS_AUTHOR:
            names.append(table.name + BY_YOU)
    return names


def count_everything(person_id: int) -> dict[str, int]:
    """How many rows each part has; parts without any are left out; one statement."""
    counts = [
        select(literal(name).label("part"), func.count().label("rows"))
        .select_from(_table(name))
        .where(_condition(name, person_id))
        for name in parts()
    ]
    found = {row.part: row.rows for row in db.session.execute(union_all(*counts))}
    return {name: found[name] for name in parts() if found[name]}


def rows_of(part: str, person_id: int) -> Iterator[dict[str, Any]]:
    """The rows of one part, by primary key, AT_ONCE of them in memory at a time."""
    table = _table(part)
    statement = (
        select(*_columns(part)).where(_condition(part, person_id)).order_by(*table.primary_key)
    )
    found = db.session.execute(statement, execution_options={"yield_per": AT_ONCE})
    for row in found.mappings():
        yield dict(row)


def files_of(person_id: int) -> Iterator[tuple[int, str, bytes]]:
    """(entry, name, bytes) of each file, one in memory at a time; those put aside too."""
    mine = select(EvidenceRow.id).where(EvidenceRow.person_id == person_id)
    known = select(EvidenceFileRow.evidence_id).where(EvidenceFileRow.evidence_id.in_(mine))
    for entry in db.session.scalars(known.order_by(EvidenceFileRow.evidence_id)).all():
        name, data = db.session.execute(
            select(EvidenceFileRow.name, EvidenceFileRow.data).where(
                EvidenceFileRow.evidence_id == entry
            )
        ).one()
        yield entry, name, data


def bytes_of_files(person_id: int) -> int:
    """How large all files are together; one statement."""
    size = select(func.sum(EvidenceFileRow.size)).join(
        EvidenceRow, EvidenceRow.id == EvidenceFileRow.evidence_id
    )
    return int(db.session.scalar(size.where(EvidenceRow.person_id == person_id)) or 0)


def left_out_columns() -> list[str]:
    """The columns of secrets, as `table.column`."""
    return sorted(f"{table}.{column}" for table, column in SECRETS)


def _table(part: str) -> Table:
    return Base.metadata.tables[part.removesuffix(BY_YOU)]


def _is_exported(table: Table) -> bool:
    known = by_table().get(table.name)
    return known is not None and not known.not_exported


def _ways_up(table: Table) -> list[ForeignKeyConstraint]:
    """The keys that tie a table's rows to a person, by themselves or through other tables."""
    if OWNER in table.c:
        return [key for key in table.foreign_key_constraints if key.column_keys == [OWNER]]
    return [
        key
        for key in table.foreign_key_constraints
        if (key.ondelete or "").upper() == "CASCADE"
        and (table.name, key.column_keys[0]) not in NO_WAY_UP
        and _ways_up(key.referred_table)
    ]


def _condition(part: str, person_id: int) -> ColumnElement[bool]:
    table = _table(part)
    if part.endswith(BY_YOU):
        return table.c[MADE_BY.get(table.name, "author_id")] == person_id
    if part in BY_PSEUDONYM:
        about = table.c.subject == about_person(person_id)
        return or_(table.c.actor == pseudonym(person_id), about)
    return _belongs(table, person_id)


def _belongs(table: Table, person_id: int) -> ColumnElement[bool]:
    """Whether a row hangs on this person."""
    if table.name == PEOPLE:
        return table.c.id == person_id
    if OWNER in table.c:
        return table.c[OWNER] == person_id
    ways = []
    for key in _ways_up(table):
        parent = key.referred_table
        pairs = [(one.parent, one.column) for one in key.elements]
        of_person = select(*(above for _, above in pairs)).where(_belongs(parent, person_id))
        below = [here for here, _ in pairs]
        ways.append((below[0] if len(below) == 1 else tuple_(*below)).in_(of_person))
    return or_(*ways)


def _columns(part: str) -> list[ColumnElement[Any]]:
    table = _table(part)
    if part.endswith(BY_YOU):
        shown = AS_AUTHOR[table.name]
        return [column for column in table.c if column.name in shown]
    hidden = SECRETS | OF_OTHERS | AS_FILES
    return [_shown(column) for column in table.c if (table.name, column.name) not in hidden]


def _shown(column: Column[Any]) -> ColumnElement[Any]:
    """The column; of a sitting that goes on, nothing where it would tell something."""
    parent_name, late = UNTIL_THE_END.get(column.table.name, ("", frozenset()))
    if column.name not in late:
        return column
    parent = Base.metadata.tables[parent_name]
    over = exists().where(
        parent.c.id == column.table.c.sitting_id, parent.c.finished_at.is_not(None)
    )
    return case((over, column), else_=None).label(column.name)
