"""Figures for Prometheus: nothing is counted, and nothing loaded, until they are switched on.

One process keeps them in its memory. Several workers keep them in files of one folder, which
`flask serve` names and empties, so that whichever is asked answers for all.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Counted(StrEnum):
    """What is counted beside requests, each by one label."""

    ANSWERS = "answers"
    EXAMS = "exams"
    JOBS = "jobs"
    MAILS = "mails"


class Meters:
    """The figures of this process, or its share of those of all workers."""

    def __init__(self) -> None:
        from prometheus_client import (
            CollectorRegistry,
            Counter,
            Gauge,
            Histogram,
            disable_created_metrics,
        )

        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = own = CollectorRegistry()
        self._requests = Counter(
            "tpmlearn_requests",
            "Requests by endpoint, method and class of the status.",
            ("endpoint", "method", "status"),
            registry=own,
        )
        self._seconds = Histogram(
            "tpmlearn_request_seconds",
            "Time until the answer was made.",
            ("endpoint",),
            buckets=SECONDS,
            registry=own,
        )
        self._db_seconds = Counter(
            "tpmlearn_database_seconds", "Time in the database.", ("endpoint",), registry=own
        )
        self._statements = Counter(
            "tpmlearn_database_statements", "Statements.", ("endpoint",), registry=own
        )
        self._counters = {
            Counted.ANSWERS: Counter(
                "tpmlearn_answers_saved", "Answers committed.", ("kind",), registry=own
            ),
            Counted.EXAMS: Counter("tpmlearn_exams_ended", "Exams.", ("reason",), registry=own),
            Counted.JOBS: Counter(
                "tpmlearn_job_tries", "Tries of background work.", ("outcome",), registry=own
            ),
            Counted.MAILS: Counter("tpmlearn_mails", "Mails.", ("outcome",), registry=own),
        }
        self._workers = Gauge(
            "tpmlearn_workers", "Workers alive.", registry=own, multiprocess_mode="livesum"
        )
        self.be_alive()
        self._ways: dict[tuple[str, str, int], Callable[[float, float, int], None]] = {}

    def be_alive(self) -> None:
        """Count this process as a worker; one that was forked since counts itself."""
        self._workers.set(1)

    def observe(
        self,
        endpoint: str,
        method: str,
        status: int,
        seconds: float,
        *,
        database: float,
        statements: int,
    ) -> None:
        """Note one request; the costs are those of its whole answer and of the database."""
        key = (endpoint, method, status // 100)
        way = self._ways.get(key)
        if way is None:
            way = self._ways[key] = self._way(*key)
        way(seconds, database, statements)

    def _way(self, endpoint: str, method: str, status: int) -> Callable[[float, float, int], None]:
        """What notes a request of this kind: labels are looked up once."""
        count = self._requests.labels(
            endpoint, method if method in METHODS else "other", f"{status}xx"
        )
        took = self._seconds.labels(endpoint)
        database = self._db_seconds.labels(endpoint)
        statement = self._statements.labels(endpoint)

        def note(seconds: float, db: float, statements: int) -> None:
            count.inc()
            took.observe(seconds)
            if statements:
                database.inc(db)
                statement.inc(statements)

        return note

    def add(self, counted: Counted, label: str, amount: int) -> None:
        """Count something."""
        self._counters[counted].labels(label).inc(amount)

    def text(self, more: Iterable[tuple[str, str, dict[str, str], float]]) -> bytes:
        """All figures as Prometheus reads them; `more` are (name, help, labels, value)."""
        from prometheus_client import CollectorRegistry, generate_latest

        # One for each look: figures of the worker that answers stand beside those of all.
        shown = CollectorRegistry()
        if folder := os.environ.get(FOLDER_VARIABLE):
            from prometheus_client.multiprocess import MultiProcessCollector

            _forget_the_dead(Path(folder))
            MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
        else:
            shown.register(self._registry)
        shown.register(_Now(list(more)))
        return generate_latest(shown)


class _Now:
    """Figures that are read when somebody asks."""

    def __init__(self, rows: list[tuple[str, str, dict[str, str], float]]) -> None:
        self._rows = rows

    def collect(self) -> Iterable[Any]:
        """Rows of one name as one gauge."""
        from prometheus_client.core import GaugeMetricFamily

        gauges: dict[str, GaugeMetricFamily] = {}
        for name, words, labels, value in self._rows:
            if name not in gauges:
                gauges[name] = GaugeMetricFamily(name, words, labels=list(labels))
            gauges[name].add_metric(list(labels.values()), value)
        yield from gauges.values()


_meters: Meters | None = None


def switch_on() -> None:
    """Count from now on, in this process."""
    global _meters  # noqa: PLW0603 - threads that send mail know no app
    if _meters is None:
        _meters = Meters()


def meters() -> Meters | None:
    """The figures, None where nothing is counted."""
    return _meters


def count(counted: Counted, label: str, amount: int = 1) -> None:
    """Count something that has happened, if anything is counted."""
    if _meters is not None:
        _meters.add(counted, label, amount)


def share(folder: Path) -> None:
    """Let the workers that this process is going to start keep their figures in `folder`.

    What is in it goes: figures begin at nought, as Prometheus expects after a restart.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    os.environ[FOLDER_VARIABLE] = str(folder)


def _forget_the_dead(folder: Path) -> None:
    """Drop what only counts while its worker lives; what a dead one has counted stays counted."""
    for path in folder.glob("gauge_live*_*.db"):
        pid = path.stem.rpartition("_")[2]
        if pid.isdecimal() and not _lives(int(pid)):
            with suppress(OSError):
                path.unlink()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
