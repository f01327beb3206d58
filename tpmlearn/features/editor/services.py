"""What an author does with one file of a draft: save its text, remove it, take the live one."""

from datetime import datetime

from tpmlearn.db import db
from tpmlearn.library import Library
from tpmlearn.records.draft_branches import mirror
from tpmlearn.records.draft_texts import text_bytes
from tpmlearn.records.draft_writing import put_file
from tpmlearn.records.drafts import live_version


def save_text(
    library: Library, draft: str, name: str, text: str, *, seen: str, writer: int, now: datetime
) -> str:
    """Keep a text in a draft; the hash of the version that it is now.

    `seen` is the hash of the version that the text began with, "" where there was none. Raises
    Refused for what is no text of a content file, and what `put_file` raises.
    """
    data = text_bytes(library, name, text)
    kept = put_file(draft, library, name, data, seen=seen or None, writer=writer, now=now)
    db.session.commit()
    mirror(draft, library)
    return kept or ""


def remove_file(
    library: Library, draft: str, name: str, *, seen: str, writer: int, now: datetime
) -> None:
    """Let a draft remove a file. Raises what `put_file` raises."""
    put_file(draft, library, name, None, seen=seen or None, writer=writer, now=now)
    db.session.commit()
    mirror(draft, library)


def restore_file(
    library: Library, draft: str, name: str, *, seen: str, writer: int, now: datetime
) -> None:
    """Give a file of a draft its live version again. Raises what `put_file` raises.

    `seen` is the hash of the version that the page showed, "" for one that is removed.
    """
    live = live_version(library, name)
    put_file(draft, library, name, live.data, seen=seen or None, writer=writer, now=now)
    db.session.commit()
    mirror(draft, library)
