"""One JSON object a line for programs, without anything about a person."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from tpmlearn.config import ROOT
from tpmlearn.work import current

OURS = "tpmlearn"
FIELDS = (
    *("method", "status", "ms", "statements", "database_ms", "sql"),
    *("way", "step", "outcome", "who"),
)
LONGEST = 2_000


class JsonLines(logging.Formatter):
    """Time, level, logger, message, request and endpoint; of a fault its kind and its place.

    A message may have a `plain` form without what people typed. The words of an exception are left
    out, because databases put values into them; those of other packages come without values too.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        work = current()
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _words(record),
        }
        if work:
            line |= {"request": work.id, "endpoint": work.endpoint}
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["fault"] = fault_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    plain = getattr(record, "plain", None)
    if plain is not None:
        return str(plain)
    is_ours = record.name == OURS or record.name.startswith(f"{OURS}.")
    if not is_ours or not isinstance(record.args, tuple):
        return str(record.msg)[:LONGEST]
    told = tuple(_named(value) for value in record.args)
    return (str(record.msg) % told if told else str(record.msg))[:LONGEST]


def _named(value: object) -> object:
    return type(value).__qualname__ if isinstance(value, BaseException) else value


def fault_of(error: BaseException) -> dict[str, Any]:
    """The kind of an exception and of those behind it, and where it came from; no word of it."""
    kinds: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(kinds) < 5:
        kinds.append(type(seen).__qualname__)
        seen = seen.__cause__ or seen.__context__
    return {"kinds": kinds, "at": _places(error.__traceback__)}


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [
        f"{frame.filename.removeprefix(f'{ROOT}/')}:{frame.lineno} {frame.name}" for frame in frames
    ]


def init_logs() -> None:
    """Let every logger of this process write JSON lines to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
