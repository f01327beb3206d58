"""A Redis of one's own on loopback, that tests can stop and hold up."""

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

from tests.support import needs


class Redis:
    """A server that runs until it is stopped."""

    def __init__(self, folder: Path) -> None:
        self._program, self._folder = needs.redis(), folder
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(
            [self._program, "--port", str(self.port), "--save", "", "--bind", "127.0.0.1"],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )
        until = monotonic() + 10
        while monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            sleep(0.02)
        raise TimeoutError("redis-server did not start")

    def stop(self) -> None:
        """Stop it for good, or until it is started again."""
        self._process.send_signal(signal.SIGCONT)
        self._process.kill()
        self._process.wait()

    def hang(self) -> None:
        """Let it take connections and answer nothing."""
        os.kill(self._process.pid, signal.SIGSTOP)


@contextlib.contextmanager
def running_redis(folder: Path) -> Iterator[Redis]:
    """A server for the time of a test."""
    server = Redis(folder)
    try:
        yield server
    finally:
        server.stop()
