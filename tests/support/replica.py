"""A streaming copy of a test's PostgreSQL cluster, made with pg_basebackup."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.cluster import Cluster, free_port


@contextmanager
def streaming_replica(primary: Cluster) -> Iterator[Cluster]:
    """A running copy that follows the primary; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tpmlearn-replica-"))
    prefix = []
    if os.geteuid() == 0:
        shutil.chown(folder, user="postgres")
        prefix = ["runuser", "-u", "postgres", "--"]
    copy = Cluster(primary.binaries, folder, free_port(), primary.options)
    command = [str(primary.binaries / "pg_basebackup"), "-D", str(folder / "data"), "-R"]
    line = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", "tpmlearn", "-c", "fast"]
    subprocess.run([*prefix, *command, *line], check=True, capture_output=True, cwd="/")
    copy.start()
    try:
        yield copy
    finally:
        if copy.is_running:
            copy.stop()
        shutil.rmtree(folder, ignore_errors=True)
