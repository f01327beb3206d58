"""Use cases of reading: each one transaction, committed at its end. All can be repeated."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from tpmlearn.db import db, insert_for
from tpmlearn.models import BookmarkRow, NoteRow, SectionReadRow

Mark = type[SectionReadRow] | type[BookmarkRow]


@dataclass(frozen=True)
class Place:
    """A section of a lesson: the module's slug and the section's anchor."""

    module: str
    section: str


def mark_read(person_id: int, place: Place, *, now: datetime) -> None:
    """Tick a section as read; one that is ticked keeps its time."""
    _put(SectionReadRow, person_id, place, {"read_at": now})


def unmark_read(person_id: int, place: Place) -> bool:
    """Take the tick away; whether there was one."""
    return _drop(SectionReadRow, person_id, place)


def bookmark(person_id: int, place: Place, *, now: datetime) -> None:
    """Bookmark a section; one that is bookmarked keeps its time."""
    _put(BookmarkRow, person_id, place, {"marked_at": now})


def drop_bookmark(person_id: int, place: Place) -> bool:
    """Take the bookmark away; whether there was one."""
    return _drop(BookmarkRow, person_id, place)


def keep_note(person_id: int, module: str, text: str, *, now: datetime) -> None:
    """Keep the text as the person's note on this lesson, in place of what it was."""
    insert = insert_for(NoteRow).values(
        person_id=person_id, module=module, text=text, changed_at=now
    )
    db.session.execute(
        insert.on_conflict_do_update(
            index_elements=["person_id", "module"], set_={"text": text, "changed_at": now}
        )
    )
    db.session.commit()


def drop_note(person_id: int, module: str) -> bool:
    """Remove the note on this lesson; whether there was one."""
    dropped = db.session.execute(
        delete(NoteRow)
        .where(NoteRow.person_id == person_id, NoteRow.module == module)
        .returning(NoteRow.module)
    ).all()
    db.session.commit()
    return bool(dropped)


def _put(table: Mark, person_id: int, place: Place, stamp: dict[str, datetime]) -> None:
    insert = insert_for(table).values(
        person_id=person_id, module=place.module, section=place.section, **stamp
    )
    db.session.execute(insert.on_conflict_do_nothing())
    db.session.commit()


def _drop(table: Mark, person_id: int, place: Place) -> bool:
    dropped = db.session.execute(
        delete(table)
        .where(
            table.person_id == person_id,
            table.module == place.module,
            table.section == place.section,
        )
        .returning(table.section)
    ).all()
    db.session.commit()
    return bool(dropped)
