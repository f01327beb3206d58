"""Workers are changed under load, and nobody notices: no request fails, no answer is lost."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support import processes
from tests.support.load import under_load
from tests.support.site import (
    FLASK,
    Site,
    environment,
    launch,
    new_folder,
    wait_for_all,
    wait_for_answer,
)
from tpmlearn.config import ROOT

CHANGE_SECONDS = 240
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder whose settings are in its file."""
    return new_folder(tmp_path_factory.mktemp("restarted"))


@pytest.fixture
def running(folder: Path) -> Iterator[Site]:
    site = launch("restarted", folder)
    yield site
    site.stop()


@pytest.fixture
def draining_long(folder: Path) -> Iterator[Site]:
    """A site whose workers drain for minutes before they end."""
    site = launch("draining", folder, options=["--drain", "300"])
    yield site
    with suppress(ProcessLookupError):
        os.killpg(site.process.pid, signal.SIGKILL)
    site.stop()


def wait_for_others(site: Site, former: frozenset[int]) -> frozenset[int]:
    """The workers, once none of the former is left."""
    end = time.monotonic() + CHANGE_SECONDS
    while time.monotonic() < end:
        now = site.workers()
        if not now & former and len(now) == len(former):
            return now
        time.sleep(0.1)
    raise AssertionError(f"{site.workers()} after {former}:\n{site.log}")


def test_new_workers_take_over_under_load_and_no_request_fails(running: Site) -> None:
    former = running.workers()

    with under_load(running.url) as load:
        time.sleep(2)
        os.kill(running.process.pid, signal.SIGHUP)
        wait_for_others(running, former)
        time.sleep(1)

    print(f"{load.asked} requests, {len(load.failed)} failed, {len(load.saved)} answers saved")
    assert load.failed == []
    assert len(load.saved) > 20
    assert load.lost(running.database_url) == set()


def test_workers_that_cannot_start_leave_the_old_ones_in_place(running: Site) -> None:
    former, file = running.workers(), running.folder / "tpmlearn.toml"
    file.write_text('log = "xml"\n', encoding="utf-8")
    try:
        os.kill(running.process.pid, signal.SIGHUP)
        end = time.monotonic() + CHANGE_SECONDS
        while running.log.count("the old one stays") < 2 and time.monotonic() < end:
            time.sleep(0.1)
    finally:
        file.unlink()

    assert "TPMLEARN_LOG is text or json" in running.log
    assert running.workers() == former
    assert wait_for_answer(running, seconds=5)

    os.kill(running.process.pid, signal.SIGHUP)
    wait_for_others(running, former)


def test_what_is_being_sent_when_it_is_told_to_end_is_answered(running: Site) -> None:
    port = int(running.url.rpartition(":")[2])
    body = b"email=ada%40example.org"
    head = (
        f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Length: {len(body)}\r\n{FORM}\r\n"
    )

    with socket.create_connection(("127.0.0.1", port), timeout=15) as line:
        line.sendall(head.encode() + body[:5])
        time.sleep(0.5)
        running.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        line.sendall(body[5:])
        answer = line.recv(65_536).decode()

    assert answer.startswith("HTTP/1.1 4")
    assert "connection: close" in answer.lower()
    assert running.process.wait(timeout=20) == 0


def test_ctrl_c_ends_it_without_draining(draining_long: Site) -> None:
    wait_for_all(draining_long)

    draining_long.process.send_signal(signal.SIGINT)

    assert draining_long.process.wait(timeout=120) == 0


def test_a_killed_worker_leaves_the_port_to_the_others(running: Site) -> None:
    wait_for_all(running)

    processes.kill([min(running.workers())])
    time.sleep(0.2)

    for _ in range(20):
        with urlopen(f"{running.url}/healthz", timeout=2) as answer:
            assert answer.status == 200


def served_at(listener: socket.socket, folder: Path) -> subprocess.Popen[bytes]:
    """The site on a socket that is passed as systemd does: as number 3, named by LISTEN_FDS."""
    port = listener.getsockname()[1]
    command = [*FLASK, "serve", "--port", str(port), "--drain", "1"]
    # Not by a shell: some know no number of a file above 9.
    script = (
        f"import os, sys; os.dup2({listener.fileno()}, 3); "
        "os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1'); "
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    with (folder / "out.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-c", script, *command],
            cwd=ROOT,
            env=environment(folder, public_url=f"http://127.0.0.1:{port}"),
            pass_fds=[listener.fileno()],
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


@pytest.mark.skipif(sys.platform != "linux", reason="systemd's protocol")
def test_a_whole_restart_on_a_passed_socket_fails_no_request(folder: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(256)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        first = served_at(listener, folder)
        site = Site("passed", url, folder, first)
        try:
            wait_for_answer(site, seconds=60)
            with under_load(url, people=4) as load:
                time.sleep(2)
                first.send_signal(signal.SIGTERM)
                first.wait(timeout=30)
                site = Site("passed", url, folder, served_at(listener, folder))
                wait_for_answer(site, seconds=60)
                time.sleep(2)
        finally:
            site.stop()

    assert load.failed == []
    assert len(load.saved) > 20
    assert load.lost(site.database_url) == set()
