"""Writers of one SQLite file, one after another.

SQLite lets one write at a time; who finds it busy sleeps, longer each time, and looks again: of
many at once some come too late for a second and more, while the file stands idle. Here they wait
in line, within a process at a lock, between processes at a lock of the system, which ends with
the process that holds it. Who writes without a turn is still kept off by SQLite itself.
"""

import contextlib
import fcntl
import os
import sqlite3
from threading import Lock
from typing import Any

try:
    from pysqlite3 import dbapi2 as sqlite_module
except ImportError:  # no wheel for this platform: the standard module
    sqlite_module = sqlite3

__all__ = ["Connection", "Turns", "safe_workers", "sound_sqlite", "sqlite_module"]

LONGEST_WAIT_SECONDS = 10.0
SUFFIX = "-turn"


def sound_sqlite(version: tuple[int, ...] = sqlite_module.sqlite_version_info) -> bool:
    """Whether this SQLite is free of the WAL-reset fault (3.7.0 to 3.51.2, mended in two lines)."""
    mended = (3, 44, 6) <= version < (3, 45) or (3, 50, 7) <= version < (3, 51)
    return version >= (3, 51, 3) or mended


def safe_workers(url: str, wanted: int) -> int:
    """How many worker processes may share the database at `url`."""
    return wanted if not url.startswith("sqlite") or sound_sqlite() else 1


class Turns:
    """The line of the writers of the file at `path` in this process."""

    def __init__(self, path: str) -> None:
        self._lock = Lock()
        self._path = path + SUFFIX if path not in {"", ":memory:"} else ""
        self._process, self._file = 0, -1

    def take(self) -> bool:
        """Wait for the turn; False where it does not come, and SQLite has to see to it."""
        if not self._lock.acquire(timeout=LONGEST_WAIT_SECONDS):
            return False
        # A folder that cannot be written to has no writers.
        with contextlib.suppress(OSError):
            self._open()
            if self._file >= 0:
                fcntl.flock(self._file, fcntl.LOCK_EX)
        return True

    def give(self) -> None:
        """Let the next one write."""
        if self._file >= 0 and self._process == os.getpid():
            with contextlib.suppress(OSError):
                fcntl.flock(self._file, fcntl.LOCK_UN)
        self._lock.release()

    def __del__(self) -> None:
        if self._file >= 0 and self._process == os.getpid():
            os.close(self._file)

    def _open(self) -> None:
        if self._path and self._process != os.getpid():
            # Of a parent's descriptor the lock would be the parent's too.
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._process = os.getpid()


class Connection(sqlite_module.Connection):  # type: ignore[misc]
    """A connection that gives its turn back once its transaction is over."""

    turns: Turns | None = None

    def take_turn(self, turns: Turns) -> None:
        """Wait for the right to write."""
        if self.turns is None and turns.take():
            self.turns = turns

    def commit(self) -> None:
        """Commit; a transaction that could not be ended keeps its turn."""
        try:
            super().commit()
        finally:
            self._give()

    def rollback(self) -> None:
        """Roll back."""
        try:
            super().rollback()
        finally:
            self._give()

    def close(self) -> None:
        """Close; what was not committed is gone."""
        try:
            super().close()
        finally:
            self._give(at_all_events=True)

    def _give(self, *, at_all_events: bool = False) -> None:
        if self.turns is not None and (at_all_events or not self.in_transaction):
            turns: Any = self.turns
            self.turns = None
            turns.give()
