"""Workers forked from one that has loaded the application: what they never change, they share.

A worker that loads by itself holds everything once more. Here the first of a generation loads, and
forks the others before it has a thread, a connection or anybody to answer. They come to be children
of the server as it is: it adopts what its children leave behind (prctl(2), Linux only).

The parent of the workers imports it, so that like `tpmlearn.serving` it imports nothing of the
program.
"""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Collection
from typing import Any

PR_SET_CHILD_SUBREAPER = 36
LOOK_SECONDS = 0.05


class Flag:
    """Set once by a worker and seen by the parent, without a lock that a killed worker keeps."""

    def __init__(self) -> None:
        self._value = multiprocessing.RawValue(ctypes.c_byte, 0)

    def set(self) -> None:
        """Say so."""
        self._value.value = 1

    def is_set(self) -> bool:
        """Whether it was said."""
        return bool(self._value.value)

    def wait(self, seconds: float) -> bool:
        """Whether it was said, after so many seconds if not before."""
        if not self.is_set():
            time.sleep(seconds)
        return self.is_set()


class Twin:
    """A worker that another, the `leader`, forks once it has loaded; as a `Process` to the parent.

    `listener` is its own socket. Until it is forked it lives and dies with the leader.
    """

    def __init__(self, listener: int) -> None:
        self.listener, self.ready = listener, Flag()
        self.leader: Any = None
        self._pid = multiprocessing.RawValue(ctypes.c_int, 0)
        self._lock = threading.Lock()
        self._is_gone = False

    @property
    def pid(self) -> int:
        """Its number, 0 until it is forked."""
        return int(self._pid.value)

    def fork(self) -> bool:
        """Fork it, in the leader; True in the twin itself.

        A process between the two ends at once, so that the twin is nobody's child but the server's.
        """
        if between := os.fork():
            os.waitpid(between, 0)
            return False
        # Before the leader goes on, so that the parent knows it whatever happens to the leader.
        if made := os.fork():
            self._pid.value = made
            os._exit(0)
        # Once more, should the process between have been killed: nobody else would know.
        self._pid.value = os.getpid()
        return True

    def start(self) -> None:
        """Nothing: the leader starts it."""

    def is_alive(self) -> bool:
        """Whether it runs, or is still to come."""
        if not self.pid:
            return bool(self.leader.is_alive())
        with self._lock:
            self._is_gone = self._is_gone or _has_ended(self.pid)
            return not self._is_gone

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send(signal.SIGKILL)

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended, for so many seconds at most."""
        end = None if timeout is None else time.monotonic() + timeout
        while self.is_alive() and (end is None or time.monotonic() < end):
            time.sleep(LOOK_SECONDS)

    def _send(self, number: int) -> None:
        if not self.pid:
            # It must not come any more.
            self.leader.kill()
            self.leader.join()
        if self.is_alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


def adopt_orphans() -> bool:
    """Let this process be the parent of what its children leave; False where that cannot be."""
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)


def bury(others: Collection[int]) -> None:
    """Take leave of children that have ended, but for those of these numbers.

    Who adopts must: what a killed worker had started ends by itself, and would stay a zombie.
    """
    ended = os.WEXITED | os.WNOHANG | os.WNOWAIT
    with contextlib.suppress(ChildProcessError):
        while found := os.waitid(os.P_ALL, 0, ended):
            if found.si_pid in others:
                return
            os.waitpid(found.si_pid, os.WNOHANG)


def _has_ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        # For an instant the process between is its parent.
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False
