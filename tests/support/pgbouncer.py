"""A real PgBouncer on loopback, with the file of `deploy/`: only ports, paths and sizes differ."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

from tests.support.cluster import free_port
from tpmlearn.config import ROOT

START_SECONDS = 15


@contextmanager
def behind_pgbouncer(program: str, database_url: str, *, pool: int) -> Iterator[str]:
    """The address of a database behind a pool of so many connections."""
    port, folder = free_port(), Path(tempfile.mkdtemp(prefix="tpmlearn-bouncer-"))
    text = (ROOT / "deploy" / "pgbouncer.ini").read_text(encoding="utf-8")
    for old, new in (
        (r"port=5432", f"port={urlsplit(database_url).port}"),
        (r"listen_port = \d+", f"listen_port = {port}\nunix_socket_dir ="),
        (r"auth_type = \S+", "auth_type = any"),
        (r"auth_file = .*", f"logfile = {folder}/log\npidfile = {folder}/pid"),
        (r"dbname=tpmlearn", "dbname=tpmlearn user=tpmlearn"),
        (r"default_pool_size = \d+", f"default_pool_size = {pool}"),
    ):
        text, count = re.subn(old, new, text)
        assert count, old
    (folder / "pgbouncer.ini").write_text(text, encoding="utf-8")
    prefix = []
    if os.geteuid() == 0:
        # PgBouncer refuses root.
        shutil.chown(folder, user="postgres")
        prefix = ["runuser", "-u", "postgres", "--"]
    process = subprocess.Popen(
        [*prefix, program, "-q", str(folder / "pgbouncer.ini")], stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield f"postgresql://tpmlearn@127.0.0.1:{port}/tpmlearn"
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("PgBouncer did not start")
