"""Moves what was answered into the past, as a browser cannot wait for the next day."""

import sqlite3
from contextlib import closing

from tests.browser.visit import Visit


def age(visit: Visit, attempt: str, *, days: int) -> None:
    """Let an attempt have happened so many days earlier."""
    earlier = "strftime('%Y-%m-%d %H:%M:%f', {}, ?) || '000'"
    with closing(sqlite3.connect(visit.site.folder / "tpmlearn.db", timeout=10)) as database:
        for table, column, key in (
            ("answers", "answered_at", "attempt_id"),
            ("attempts", "started_at", "id"),
            ("attempts", "finished_at", "id"),
        ):
            database.execute(
                f"UPDATE {table} SET {column} = {earlier.format(column)} WHERE {key} = ?",
                (f"-{days} days", attempt),
            )
        database.commit()
