"""A draft of an author, with files in it, and what the live files say."""

from datetime import UTC, datetime

from flask import Flask

from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.publishing.review import DraftState
from tpmlearn.library import Library
from tpmlearn.models import DraftRow
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.draft_writing import put_file
from tpmlearn.records.drafts import Draft, find_draft, live_version, version_in

NOW = datetime(2026, 11, 29, 12, 3, tzinfo=UTC)


def library_of(app: Flask) -> Library:
    """The library that the site reads through."""
    with app.app_context():
        return current_library()


def add_draft(
    app: Flask, author: int, *, title: str = "Mend an item", state: DraftState = DraftState.OPEN
) -> str:
    """A draft without files; its id."""
    with app.app_context(), writing():
        row = DraftRow(id=new_id(), title=title, state=state, author_id=author)
        row.author_name, row.created_at, row.changed_at = "Ari Aho", NOW, NOW
        db.session.add(row)
        db.session.commit()
        return row.id


def put(app: Flask, draft: str, name: str, text: str | None, *, writer: int) -> str:
    """Give a draft a text of a file as it stands, None to remove it; the hash."""
    with app.app_context(), writing():
        library = current_library()
        seen = version_in(draft_of(draft), library, name).hash
        data = None if text is None else text.encode()
        kept = put_file(draft, library, name, data, seen=seen, writer=writer, now=NOW)
        db.session.commit()
        return kept or ""


def draft_of(draft: str) -> Draft:
    """The draft, which is there."""
    found = find_draft(draft)
    assert found
    return found


def live(app: Flask, name: str) -> tuple[str, str]:
    """Text and hash of a live file."""
    with app.app_context():
        version = live_version(current_library(), name)
        return version.text, version.hash or ""


def in_draft(app: Flask, draft: str, name: str) -> str | None:
    """The text of a file as a draft has it, None for none."""
    with app.app_context():
        version = version_in(draft_of(draft), current_library(), name)
        return version.text if version.hash else None
