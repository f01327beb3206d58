"""Runs the limit app as the site is run: the same server, workers, threads and database."""

import os
import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

from bench.load import Call
from tests.support import processes
from tests.support.cluster import free_port
from tpmlearn.cli.serve import CONNECTIONS, THREADS
from tpmlearn.config import ROOT

PEOPLE = "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"
ANSWERS = "CREATE TABLE answers (id {serial} PRIMARY KEY, person INTEGER NOT NULL, given TEXT)"


@dataclass(frozen=True)
class LimitSite:
    """The limit app, running; `cookies` are those of its people."""

    url: str
    process: subprocess.Popen[bytes]
    cookies: tuple[str, ...]

    def workers(self) -> frozenset[int]:
        """The processes that answer."""
        return processes.children(self.process.pid)

    def pages(self, path: str = "/page") -> list[Call]:
        """A page for each of its people."""
        return [Call("GET", path, cookie) for cookie in self.cookies]

    def answers(self, body: str) -> list[Call]:
        """A save for each of its people; `body` is a form as large as ours."""
        return [Call("POST", "/answers", cookie, body) for cookie in self.cookies]


@contextmanager
def limit_site(folder: Path, page: str, *, people: int, database: str = "") -> Iterator[LimitSite]:
    """Serve the limit app with a page like `page`; on SQLite where no database is named."""
    (folder / "templates").mkdir()
    # As much text, and a few values in it, as in any template.
    half = len(page) // 2
    halves = [f"{{% raw %}}{part}{{% endraw %}}" for part in (page[:half], page[half:])]
    text = "<p>{{ person[1] }}</p>".join(halves)
    (folder / "templates" / "page.html").write_text(text, encoding="utf-8")
    database = database or str(folder / "limit.db")
    _fill(database, people)
    secret, port = secrets.token_hex(24), free_port()
    environment = {
        **os.environ,
        "LIMIT_DATABASE": database,
        "LIMIT_TEMPLATES": str(folder / "templates"),
        "LIMIT_SECRET": secret,
    }
    passed = map(str, ("127.0.0.1", port, 2, THREADS, CONNECTIONS, 0, "bench.limit_app:app"))
    command = [sys.executable, "-m", "tpmlearn.serving", *passed]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url)
        yield LimitSite(url, process, tuple(_cookie(secret, one) for one in range(1, people + 1)))
    finally:
        process.terminate()
        process.wait(timeout=30)


def _fill(database: str, people: int) -> None:
    rows = [(number, f"Learner {number}") for number in range(1, people + 1)]
    if database.startswith("postgresql"):
        with psycopg.connect(database) as server, server.cursor() as cursor:
            cursor.execute(PEOPLE)
            cursor.execute(ANSWERS.format(serial="BIGSERIAL").encode())
            cursor.executemany("INSERT INTO people VALUES (%s, %s)", rows)
        return
    with closing(sqlite3.connect(database)) as file:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute(PEOPLE)
        file.execute(ANSWERS.format(serial="INTEGER"))
        file.executemany("INSERT INTO people VALUES (?, ?)", rows)
        file.commit()


def _cookie(secret: str, person: int) -> str:
    from flask import Flask

    app = Flask(__name__)
    app.secret_key = secret
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"session={signer.dumps({'person': person, 'csrf_token': secrets.token_hex(20)})}"


def _wait(url: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            urlopen(url, timeout=5).close()  # nosec B310 # an http address of this machine
        except URLError as error:
            if hasattr(error, "code"):  # it answers: that nobody is signed in
                return
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the limit app does not answer")
