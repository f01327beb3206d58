"""Moves what was answered into the past, as a browser cannot wait for the next day."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

from tests.browser.visit import Visit
from tests.features.tracking.cast import earlier


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


def age_plan(visit: Visit, *, weeks: int) -> None:
    """Let the newest plan have been made, and agreed to, so many weeks earlier."""
    by = timedelta(weeks=weeks)
    with closing(sqlite3.connect(visit.site.folder / "tpmlearn.db", timeout=10)) as database:
        newest = "person_id = (SELECT max(person_id) FROM baselines)"
        for table, days in (("plans", ("starts_on", "saved_at")), ("baselines", ("saved_at",))):
            columns = ", ".join((*days, "snapshot"))
            (row,) = database.execute(f"SELECT {columns} FROM {table} WHERE {newest}").fetchall()
            moved = [earlier(value, by) for value in row[:-1]]
            snapshot = json.dumps(earlier(json.loads(row[-1]), by))
            names = ", ".join(f"{name} = ?" for name in (*days, "snapshot"))
            database.execute(f"UPDATE {table} SET {names} WHERE {newest}", (*moved, snapshot))
        database.commit()
