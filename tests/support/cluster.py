"""A throw-away PostgreSQL cluster on loopback, started, killed and stopped by the tests."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import processes

OPTIONS = "-c listen_addresses=127.0.0.1"
HASTY = "-c fsync=off -c full_page_writes=off"
"""For tests: what was committed outlives the server, though not the machine."""


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server of its own; `options` are those of its start."""

    binaries: Path
    folder: Path
    port: int
    options: str
    log_of_changes: Path | None = None
    """Where its WAL lies, if not with its data."""

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgresql://tpmlearn@127.0.0.1:{self.port}/tpmlearn"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        """Make the files of the cluster; it runs nothing yet."""
        if os.geteuid() == 0:
            # initdb refuses root.
            for folder in filter(None, (self.folder, self.log_of_changes)):
                shutil.chown(folder, user="postgres")
        wal = ["--waldir", str(self.log_of_changes)] if self.log_of_changes else []
        self._run(
            *("initdb", "-D", str(self._data), "-U", "tpmlearn", "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8", *wal),
        )

    def start(self) -> None:
        """Start it, and wait until it answers: after a kill, until it has recovered."""
        options = f"{OPTIONS} {self.options} -p {self.port} -k {self.folder}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", options, "start")

    def add_database(self) -> None:
        """Add the empty database of the address."""
        self._run(
            *("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "tpmlearn", "tpmlearn")
        )

    def stop(self, mode: str = "immediate") -> None:
        """Stop it, whatever it does; `fast` writes all down first, as an operator's stop does."""
        self._run("pg_ctl", "-D", str(self._data), "-m", mode, "stop")

    @property
    def is_running(self) -> bool:
        """Whether it has been started, and neither stopped nor killed since."""
        status = ("pg_ctl", "-D", str(self._data), "status")
        try:
            self._run(*status)
        except subprocess.CalledProcessError:
            return False
        return True

    def promote(self) -> None:
        """Let a copy be the one that is written to."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "promote")

    def processes(self) -> frozenset[int]:
        """The server and all that it started."""
        text = (self._data / "postmaster.pid").read_text(encoding="utf-8")
        postmaster = int(text.splitlines()[0])
        return frozenset({postmaster, *processes.children(postmaster)})

    def kill(self) -> int:
        """Kill the server and all that it started, as a power cut would; how many they were."""
        victims = self.processes()
        processes.kill(sorted(victims))
        return len(victims)

    def _run(self, program: str, *arguments: str) -> None:
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*prefix, str(self.binaries / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/")


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """The address of an empty database in a fresh cluster; gone afterwards."""
    with running_cluster(binaries, options=HASTY) as server:
        yield server.url


@contextmanager
def running_cluster(
    binaries: Path, *, options: str = "", disk: Path | None = None
) -> Iterator[Cluster]:
    """A fresh cluster with an empty database, gone afterwards; by itself it is durable.

    `disk` is where its data lies, but for its WAL.
    """
    folder = Path(tempfile.mkdtemp(prefix="tpmlearn-pg-", dir=disk))
    wal = Path(tempfile.mkdtemp(prefix="tpmlearn-wal-")) if disk else None
    server = Cluster(binaries, folder, free_port(), options, wal)
    server.make()
    server.start()
    try:
        server.add_database()
        yield server
    finally:
        if server.is_running:
            server.stop()
        for left in filter(None, (folder, wal)):
            shutil.rmtree(left, ignore_errors=True)


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
