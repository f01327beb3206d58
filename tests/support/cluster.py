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
            shutil.chown(self.folder, user="postgres")
        self._run(
            *("initdb", "-D", str(self._data), "-U", "tpmlearn", "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8"),
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

    def stop(self) -> None:
        """Stop it, whatever it does."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")

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
def running_cluster(binaries: Path, *, options: str = "") -> Iterator[Cluster]:
    """A fresh cluster with an empty database, gone afterwards; by itself it is durable."""
    folder = Path(tempfile.mkdtemp(prefix="tpmlearn-pg-"))
    server = Cluster(binaries, folder, free_port(), options)
    server.make()
    server.start()
    try:
        server.add_database()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
