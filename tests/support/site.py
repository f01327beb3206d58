"""A real site in processes of its own: what it serves from, its log and its workers."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.support import processes
from tests.support.cluster import free_port
from tpmlearn.config import ROOT
from tpmlearn.db import require_url

FLASK = [sys.executable, "-m", "flask", "--app", "app"]
DEMO_LEARNERS = 6
# Without a cache of rendered lessons, on a machine that does much else.
START_SECONDS = 150
STOP_SECONDS = 30
ACCOUNT = re.compile(r"^ +(\w+) +(\S+@demo\.invalid) +(\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Account:
    """What somebody signs in with."""

    email: str
    password: str


@dataclass(frozen=True)
class Site:
    """A running site; `content` is a folder of its own, `accounts` are the demo people by role."""

    name: str
    url: str
    folder: Path
    process: subprocess.Popen[bytes]
    accounts: Mapping[str, Account] = field(default_factory=dict)
    database: str = ""

    @property
    def database_url(self) -> str:
        """The address of its database, with the driver."""
        return require_url(self.database or f"sqlite:///{self.folder / 'tpmlearn.db'}")

    @property
    def content(self) -> Path:
        """The content folder that it serves, which a test may edit and must mend again."""
        return self.folder / "content"

    @property
    def log(self) -> str:
        """All that the server and its workers wrote so far."""
        return (self.folder / "out.log").read_text(encoding="utf-8")

    def workers(self) -> frozenset[int]:
        """The processes that answer: the children of the server."""
        return processes.children(self.process.pid)

    def stop(self) -> None:
        """End the server and its workers."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=STOP_SECONDS)


def new_folder(folder: Path, *, rendered: Path | None = None) -> Path:
    """An instance folder with a copy of the content, so that its lessons can be edited.

    `rendered` is a folder of rendered lessons to share with other sites.
    """
    shutil.copytree(ROOT / "content", folder / "content", symlinks=True)
    if rendered:
        rendered.mkdir(exist_ok=True)
        (folder / "cache").mkdir()
        (folder / "cache" / "html").symlink_to(rendered, target_is_directory=True)
    return folder


def fill(folder: Path) -> dict[str, Account]:
    """Add the demo people; their accounts by role."""
    command = [*FLASK, "demo", "fill", "--learners", str(DEMO_LEARNERS)]
    done = subprocess.run(
        command, check=True, cwd=ROOT, env=environment(folder), capture_output=True, text=True
    )
    return {role: Account(email, key) for role, email, key in ACCOUNT.findall(done.stdout)}


def launch(
    name: str,
    folder: Path,
    accounts: Mapping[str, Account] | None = None,
    port: int = 0,
    *,
    database_url: str = "",
    more: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
) -> Site:
    """Serve an instance folder, and wait until it answers; on SQLite where no database is named.

    `more` are further settings, `options` those of the command.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    with (folder / "out.log").open("ab") as log:
        process = subprocess.Popen(
            [*FLASK, "serve", "--port", str(port), *options],
            cwd=ROOT,
            env={**environment(folder, public_url=url, database_url=database_url), **(more or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = Site(name, url, folder, process, accounts or {}, database_url)
    try:
        wait_for_answer(site, seconds=START_SECONDS)
    except AssertionError:
        site.stop()
        raise
    return site


def environment(
    folder: Path, *, public_url: str = "http://127.0.0.1:8000", database_url: str = ""
) -> dict[str, str]:
    """The variables of a development site in this folder, and none of the caller's."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("TPMLEARN_")}
    database = {"TPMLEARN_DATABASE_URL": database_url} if database_url else {}
    return {
        **kept,
        **database,
        "TPMLEARN_INSTANCE": str(folder),
        "TPMLEARN_CONTENT": str(folder / "content"),
        "TPMLEARN_PUBLIC_URL": public_url,
        "PYTHONUNBUFFERED": "1",
    }


def give_role(site: Site, email: str, role: str) -> None:
    """Give somebody a role, as an operator does."""
    command = [*FLASK, "people", "role", email, role]
    subprocess.run(command, check=True, env=environment(site.folder), cwd=ROOT, timeout=60)


def wait_for_answer(site: Site, *, seconds: float) -> str:
    """The home page, as soon as the site gives one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and site.process.poll() is None:
        try:
            with urlopen(site.url, timeout=seconds) as answer:
                return str(answer.read().decode())
        except HTTPError as answer:
            raise AssertionError(f"the home page answers {answer.code}:\n{site.log}") from answer
        except (URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"no answer within {seconds} s:\n{site.log}")


def wait_for_all(site: Site) -> None:
    """Wait until every worker serves: the first to be there answers, others may still load."""
    end = time.monotonic() + START_SECONDS
    while f"{site.url} (Ctrl+C stops it)" not in site.log and time.monotonic() < end:
        time.sleep(0.1)
    # It says so as it has loaded, and hears signals a moment later.
    time.sleep(1)
