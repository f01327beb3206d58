"""Writes in drafts: begins one, gives it versions of files; nobody commits here."""

from datetime import datetime

from sqlalchemy import delete, select, update

from tpmlearn.db import db, insert_for, new_id
from tpmlearn.domain.publishing.releases import blob_hash
from tpmlearn.domain.publishing.review import (
    DraftState,
)
from tpmlearn.library import Library
from tpmlearn.models import (
    DraftFileRow,
    DraftRow,
    DraftWriterRow,
)
from tpmlearn.records.blobs import keep_blobs
from tpmlearn.records.drafts import (
    LONGEST_ID,
    ChangedMeanwhile,
    Draft,
    DraftEnded,
    NoSuchDraft,
    Version,
    drafts_from,
    live_version,
    version_in,
)
from tpmlearn.records.people import Person


def begin_draft(who: Person, title: str, *, now: datetime) -> str:
    """Begin a draft; its id. The caller commits."""
    draft_id = new_id()
    db.session.add(
        DraftRow(
            id=draft_id,
            title=title,
            state=DraftState.OPEN,
            author_id=who.id,
            author_name=called(who),
            created_at=now,
            changed_at=now,
        )
    )
    db.session.flush()
    return draft_id


def called(who: Person) -> str:
    """The name that drafts, notes and commits carry."""
    return who.name or "An author"


def put_file(
    draft_id: str,
    library: Library,
    name: str,
    data: bytes | None,
    *,
    seen: str | None,
    writer: int,
    now: datetime,
) -> str | None:
    """Give a draft its version of a file, None removing it; the hash. The caller commits.

    `seen` is the hash of the version that the change began with, None for no file. An approval
    ends. Raises NoSuchDraft, DraftEnded and ChangedMeanwhile.
    """
    draft = hold_draft(draft_id)
    present = version_in(draft, library, name)
    new = None if data is None else blob_hash(data)
    if present.hash not in {seen, new}:
        raise ChangedMeanwhile(present.hash)
    if new == present.hash:
        return new
    own, live = draft.file(name), live_version(library, name)
    base = own.base_hash if own else live.hash
    keep_blobs([one for one in (data, live.data) if one is not None])
    row = DraftFileRow
    if new == base:
        db.session.execute(delete(row).where(row.draft_id == draft_id, row.name == name))
    else:
        _put(draft_id, name, base, new, now)
    note_change(draft_id, writer, now=now)
    return new


def rebase_file(
    draft_id: str, name: str, base: Version, data: bytes | None, *, now: datetime
) -> None:
    """Let a draft's version of a file begin with another one. The caller holds and commits."""
    keep_blobs([one for one in (data, base.data) if one is not None])
    new, row = None if data is None else blob_hash(data), DraftFileRow
    if new == base.hash:
        db.session.execute(delete(row).where(row.draft_id == draft_id, row.name == name))
    else:
        _put(draft_id, name, base.hash, new, now)


def _put(draft_id: str, name: str, base: str | None, new: str | None, now: datetime) -> None:
    values = {"base_hash": base, "hash": new, "changed_at": now}
    statement = insert_for(DraftFileRow).values(draft_id=draft_id, name=name, **values)
    db.session.execute(
        statement.on_conflict_do_update(index_elements=["draft_id", "name"], set_=values)
    )


def note_change(draft_id: str, writer: int | None, *, now: datetime) -> None:
    """Note who wrote in a draft, if anybody: an approval of before ends. The caller commits."""
    if writer is not None:
        statement = insert_for(DraftWriterRow).values(draft_id=draft_id, author_id=writer)
        db.session.execute(statement.on_conflict_do_nothing())
    row = DraftRow
    db.session.execute(
        update(row)
        .where(row.id == draft_id)
        .values(changed_at=now, approved_digest=None, approved_by=None, approved_by_name="")
    )
    db.session.execute(
        update(row)
        .where(row.id == draft_id, row.state == DraftState.APPROVED)
        .values(state=DraftState.IN_REVIEW)
    )


def hold_draft(draft_id: str) -> Draft:
    """A draft that nobody else changes until the transaction ends.

    Raises NoSuchDraft, and DraftEnded where it can change no more.
    """
    if not 0 < len(draft_id) <= LONGEST_ID:
        raise NoSuchDraft
    statement = select(DraftRow).where(DraftRow.id == draft_id).with_for_update()
    row = db.session.scalars(statement.execution_options(populate_existing=True)).first()
    if row is None:
        raise NoSuchDraft
    (draft,) = drafts_from([row])
    if not draft.is_alive:
        raise DraftEnded
    return draft
