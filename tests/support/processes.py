"""The processes of this machine: who started whom, what they use, and how they are killed."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

GONE_SECONDS = 20


def children(parent: int) -> frozenset[int]:
    """The processes that a process started and that still run."""
    return frozenset(pid for pid, its in _parents().items() if its == parent)


def kill(pids: Iterable[int]) -> None:
    """Kill processes with signal 9, and wait until none of them runs any more."""
    victims = list(pids)
    for pid in victims:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + GONE_SECONDS
    while not _parents().keys().isdisjoint(victims):
        if time.monotonic() > end:
            raise AssertionError(f"some of {victims} still run")
        time.sleep(0.01)


def _parents() -> dict[int, int]:
    """The parent of each process of this machine; `ps` is where there is no /proc."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        # A process may end while it is looked at.
        with suppress(OSError):
            head, _, tail = path.read_text().rpartition(")")
            state, parent = tail.split()[:2]
            if state != "Z":
                found[int(head.split()[0])] = int(parent)
    if found:
        return found
    told = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], check=True, capture_output=True, text=True
    )
    return {int(pid): int(parent) for pid, parent in map(str.split, told.stdout.splitlines())}
