"""Kills a running site at random moments: a worker, now and then PostgreSQL with all it started."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from tests.support.cluster import Cluster
from tests.support.site import Site, wait_for_answer

# So that people get on: kills at any moment are those of tests/faults/test_killed_workers.py.
PAUSE_SECONDS = (3.2, 5.0)
DATABASE_SHARE = 0.3
READY_SECONDS = 60


@dataclass
class Killer:
    """What to kill, and what was killed so far; `moments` are those of `time.monotonic`."""

    site: Site
    database: Cluster | None
    rng: Random
    workers: int = 0
    databases: int = 0
    moments: list[float] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """It kills until the block ends, then what is down comes up again."""
        with ThreadPoolExecutor(1) as thread:
            done = thread.submit(self._run)
            try:
                yield
            finally:
                self._stop.set()
                done.result()

    def fell_into(self, begun: float, ended: float) -> bool:
        """Whether something was killed between two moments."""
        return any(begun <= moment <= ended for moment in self.moments)

    def _run(self) -> None:
        whole = len(self.site.workers())
        while not self._stop.wait(self.rng.uniform(*PAUSE_SECONDS)):
            if self.database and self.rng.random() < DATABASE_SHARE:
                self._kill_database(self.database)
            elif len(self.site.workers()) == whole:
                # Where workers start more slowly than they are killed, nobody would ever answer.
                wait_for_answer(self.site, seconds=READY_SECONDS)
                self._kill_worker(min(self.site.workers()))

    def _kill_worker(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        self.moments.append(time.monotonic())
        self.workers += 1

    def _kill_database(self, database: Cluster) -> None:
        database.kill()
        self.moments.append(time.monotonic())
        database.start()
        self.databases += 1
