"""Starting the site: a port in use, a second start, the secret that is made once."""

import os
import signal
import socket
import stat
import subprocess
from pathlib import Path
from urllib.request import urlopen

from tests.support.site import FLASK, environment, launch, new_folder, wait_for_all
from tpmlearn.config import ROOT

PATIENCE_SECONDS = 30


def test_a_busy_port_gets_one_clear_sentence(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = subprocess.run(
            [*FLASK, "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(folder),
            capture_output=True,
            text=True,
            check=False,
        )

    (line,) = done.stderr.strip().splitlines()
    assert done.returncode != 0
    assert f"Cannot listen on 127.0.0.1:{port}" in line
    assert f"make run PORT={port + 1}" in line
    assert not done.stdout


def test_a_second_start_serves_what_the_first_one_left(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    first = launch("first", folder)
    # One that is told to stop while its workers start must not wait for them for ever.
    os.killpg(first.process.pid, signal.SIGINT)
    assert first.process.wait(timeout=PATIENCE_SECONDS) == 0
    secret = (folder / "secret-key").read_text(encoding="ascii")
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600

    second = launch("second", folder)
    try:
        wait_for_all(second)
        for path in ("/", "/learn", "/for-recruiters"):
            with urlopen(second.url + path) as answer:
                assert answer.status == 200, path
    finally:
        second.stop()
    assert (folder / "secret-key").read_text(encoding="ascii") == secret
    *before, last = [line for line in second.log.splitlines() if "(Ctrl+C stops it)" in line]
    assert last == f"tpmlearn is at {second.url} (Ctrl+C stops it)"
    # The first was told to stop as soon as one worker answered: it may not have come to that.
    assert before in ([], [f"tpmlearn is at {first.url} (Ctrl+C stops it)"])
