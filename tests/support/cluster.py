"""A throw-away PostgreSQL cluster on loopback, started and stopped by the tests."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = "-c fsync=off -c full_page_writes=off -c listen_addresses=127.0.0.1"


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """The address of an empty database in a fresh cluster; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tpmlearn-pg-"))
    prefix: list[str] = []
    if os.geteuid() == 0:
        # initdb refuses root.
        shutil.chown(folder, user="postgres")
        prefix = ["runuser", "-u", "postgres", "--"]
    port, data = free_port(), folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [*prefix, str(binaries / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/")

    run(
        "initdb", "-D", str(data), "-U", "tpmlearn", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
    )
    options = f"{OPTIONS} -p {port} -k {folder}"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "tpmlearn", "tpmlearn")
        yield f"postgresql://tpmlearn@127.0.0.1:{port}/tpmlearn"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
