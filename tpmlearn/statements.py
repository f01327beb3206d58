"""Counts and times what a request asks of the database, and logs what is slow."""

import logging
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, event

from tpmlearn.work import current

_BEGAN = "began"
_UNCOUNTED = ("BEGIN", "PRAGMA")
LONGEST = 2_000
log = logging.getLogger("tpmlearn.slow")


def measure_statements(engine: Engine, *, slow_ms: int) -> None:
    """Note every statement in the request under way; from `slow_ms` on it is logged.

    Its text is logged without its values: they stay apart from it. 0 logs nothing.
    """

    def before(connection: Any, *_rest: Any) -> None:
        connection.info[_BEGAN] = perf_counter()

    def after(connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        seconds = perf_counter() - connection.info[_BEGAN]
        work = current()
        if work is not None:
            # To wait for the right to write is time of the database, and no statement of ours.
            work.seconds += seconds
            work.statements += not sql.startswith(_UNCOUNTED)
        if 0 < slow_ms <= seconds * 1000:
            _tell(sql, round(seconds * 1000), work.endpoint if work else "no request")

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)


def _tell(sql: str, ms: int, endpoint: str) -> None:
    words = " ".join(sql.split())[:LONGEST]
    more = {"plain": "slow statement", "ms": ms, "sql": words}
    log.warning("slow statement: %d ms at %s: %s", ms, endpoint, words, extra=more)
