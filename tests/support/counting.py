"""Counts what a request asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import event

from tpmlearn.db import db


@dataclass
class Seen:
    """Statements (without BEGIN and the like) and commits."""

    sql: list[str] = field(default_factory=list)
    commits: int = 0
    committed: list[list[str]] = field(default_factory=list)
    """Of each commit what its transaction had said; what was rolled back is in none."""


@contextmanager
def statements(app: Flask) -> Iterator[Seen]:
    """What the database hears inside the block."""
    seen, open_now = Seen(), list[str]()

    def on_statement(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if not sql.upper().startswith(("BEGIN", "PRAGMA")):
            seen.sql.append(sql)
            open_now.append(sql)

    def on_commit(_connection: Any) -> None:
        seen.commits += 1
        seen.committed.append(list(open_now))
        open_now.clear()

    def on_rollback(_connection: Any) -> None:
        open_now.clear()

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", on_statement)
    event.listen(engine, "commit", on_commit)
    event.listen(engine, "rollback", on_rollback)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", on_statement)
        event.remove(engine, "commit", on_commit)
        event.remove(engine, "rollback", on_rollback)
