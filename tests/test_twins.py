"""Workers of one generation share what the first of them loaded."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import processes
from tests.support.site import Site, launch, new_folder
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db
from tpmlearn.web.application import Application

linux = pytest.mark.skipif(sys.platform != "linux", reason="adopting is Linux's")

PARENT = """
import multiprocessing, os, time
from tpmlearn.twins import Twin, adopt_orphans

assert adopt_orphans()
server, twin = os.getpid(), Twin(listener=0)

def lead():
    if {forks}:
        while os.getppid() != server:
            time.sleep(0.01)
        twin.ready.set()
    {leader}

twin.leader = multiprocessing.get_context("fork").Process(target=lead)
assert twin.is_alive() is False
twin.leader.start()
"""
WAIT = "time.sleep(60)"
READY = "while not twin.ready.is_set(): time.sleep(0.01)\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    started = launch("twins", new_folder(tmp_path_factory.mktemp("twins")))
    yield started
    started.stop()


def run(leader: str, more: str, *, forks: str = "twin.fork()") -> str:
    """What a server's parent in a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", PARENT.format(leader=leader, forks=forks) + more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def shared(pid: int) -> float:
    """The share of a process's memory that it does not pay for alone."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    found = dict(line.split(":") for line in text.splitlines() if ":" in line.split()[0])
    whole, own = (int(found[name].split()[0]) for name in ("Rss", "Pss"))
    return 1 - own / whole


@linux
def test_workers_of_a_site_share_memory_and_are_children_of_its_server(running: Site) -> None:
    workers = running.workers()

    assert len(workers) == 2
    # With everything held twice it is a tenth: the interpreter and the libraries.
    assert min(map(shared, workers)) > 0.3


@linux
def test_a_twin_outlives_its_leader_and_ends_when_told() -> None:
    told = run(
        WAIT,
        READY
        + """
twin.leader.kill()
twin.leader.join()
print(twin.is_alive(), twin.pid > 0)
twin.terminate()
twin.join()
print(twin.is_alive(), os.path.exists(f"/proc/{twin.pid}"))
twin.terminate()
""",
    )

    assert told.split() == ["True", "True", "False", "False"]


@linux
def test_a_twin_that_dies_is_seen_and_buried() -> None:
    told = run(
        WAIT,
        READY
        + """
os.kill(twin.pid, 9)
twin.join()
print(twin.is_alive(), twin.leader.is_alive(), os.path.exists(f"/proc/{twin.pid}"))
twin.leader.kill()
""",
    )

    assert told.split() == ["False", "True", "False"]


@linux
def test_of_a_leader_that_dies_before_it_forks_no_twin_is_left() -> None:
    told = run(
        WAIT,
        """
print(twin.is_alive())
twin.kill()
print(twin.is_alive(), twin.leader.is_alive())
""",
        forks="False",
    )

    assert told.split() == ["True", "False", "False"]


@linux
def test_what_others_left_is_buried_and_nobody_who_is_waited_for() -> None:
    told = run(
        WAIT,
        """
from tpmlearn.twins import bury

def ended():
    found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return found.si_pid if found else 0

twin.leader.kill()
while not ended():
    time.sleep(0.01)
left = os.fork() or os._exit(3)
bury({twin.leader.pid})
twin.leader.join()
print(twin.leader.exitcode)
while os.path.exists(f"/proc/{left}"):
    bury(set())
print("buried")
""",
        forks="False",
    )

    assert told.split() == ["-9", "buried"]


def test_what_a_process_does_beside_answering_begins_once_with_the_first_request() -> None:
    app, begun = Application(__name__), []
    app.add_url_rule("/", view_func=lambda: "here")
    app.at_begin(lambda: begun.append(1))

    assert begun == []
    client = app.test_client()
    assert [client.get("/").text for _ in range(2)] == ["here"] * 2
    app.begin()
    assert begun == [1]


def test_an_application_that_is_built_holds_no_connection(settings: Settings, site: object) -> None:
    app = create_app(settings)

    with app.app_context():
        assert db.engine.pool.checkedin() == db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_nothing_is_left_when_a_site_ends(running: Site) -> None:
    workers = running.workers()

    running.stop()

    assert not [pid for pid in workers if processes.exists(pid)]
