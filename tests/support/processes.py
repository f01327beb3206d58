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
    """Kill processes with signal 9, and wait until nothing is left of them, not even a zombie."""
    victims = list(pids)
    for pid in victims:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + GONE_SECONDS
    while any(map(exists, victims)):
        if time.monotonic() > end:
            raise AssertionError(f"some of {victims} are still there")
        time.sleep(0.01)


def exists(pid: int) -> bool:
    """Whether there is such a process, or what its parent has not yet buried."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


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
