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


@contextmanager
def statements(app: Flask) -> Iterator[Seen]:
    """What the database hears inside the block."""
    seen = Seen()

    def on_statement(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if not sql.upper().startswith(("BEGIN", "PRAGMA")):
            seen.sql.append(sql)

    def on_commit(_connection: Any) -> None:
        seen.commits += 1

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", on_statement)
    event.listen(engine, "commit", on_commit)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", on_statement)
        event.remove(engine, "commit", on_commit)
