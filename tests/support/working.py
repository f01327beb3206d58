"""Processes that do background work, for tests that kill them."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask

from tests.support.site import FLASK, environment
from tpmlearn.config import ROOT, Settings

PATIENCE_SECONDS = 240


def command(app: Flask, *arguments: str) -> subprocess.Popen[bytes]:
    """A command of the site in a process of its own, which leads its group."""
    settings: Settings = app.extensions["settings"]
    env = environment(
        settings.folder, public_url=settings.public_url, database_url=settings.database_url
    )
    more = {
        "TPMLEARN_CONTENT": str(ROOT / "content"),
        "TPMLEARN_MAIL_URL": settings.mail_url,
        "TPMLEARN_SECRET_KEY": settings.secret_key,
    }
    return subprocess.Popen(
        [*FLASK, *arguments], cwd=ROOT, env={**env, **more}, start_new_session=True
    )


def worker(app: Flask, *, at_once: int = 1) -> subprocess.Popen[bytes]:
    """A process that does background work."""
    return command(app, "work", "--concurrency", str(at_once))


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process as a fault would: at once, by signal 9."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def working(app: Flask) -> Iterator[None]:
    """A process does background work inside the block, and ends in good order."""
    process = worker(app)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        ended = process.wait(timeout=60)
    assert ended == 0


def wait_until(what: str, done: Callable[[], object], *, every: float = 0.1) -> None:
    """Wait until something is so; AssertionError with `what` if it does not come."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < end, what
        time.sleep(every)
