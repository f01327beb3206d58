"""What the request under way is and costs: its id, its place, its statements and their time."""

from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter
from typing import Any

UNKNOWN: Any = object()


@dataclass(slots=True)
class Work:
    """One request: `began` is a time of `perf_counter`, `seconds` are those that the database took
    for its `statements`.

    `asks` is who asks as `tpmlearn.web.access` found them, UNKNOWN until it has looked, and
    `person_id` their number, once that is known; `reads_own` what is to be read
    of theirs with that, and `own` what was found, until it is asked for or its transaction ends;
    `catalogue` the content that it sees, once it has looked.
    """

    id: str
    endpoint: str
    began: float
    statements: int = 0
    seconds: float = 0.0
    asks: Any = UNKNOWN
    person_id: int | None = None
    reads_own: Any = None
    own: Any = None
    catalogue: Any = None


_current: ContextVar[Work | None] = ContextVar("work", default=None)


def begin(request_id: str, endpoint: str) -> Work:
    """Say that this thread works on a request from now on."""
    work = Work(request_id, endpoint, perf_counter())
    _current.set(work)
    return work


def end() -> None:
    """Say that the request is answered."""
    _current.set(None)


def current() -> Work | None:
    """The request that this thread works on; None in commands and beside requests."""
    return _current.get()
