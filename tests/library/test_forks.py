"""Forked readers end with the process that forked them."""

import subprocess
import sys
import time

from tests.support import processes

FORKS = """
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from tpmlearn.library.forks import end_with_parent

pool = ProcessPoolExecutor(2, get_context("fork"), end_with_parent)
list(pool.map(time.sleep, [0.1, 0.1]))
print("ready", flush=True)
time.sleep(60)
"""


def test_forks_end_when_their_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", FORKS], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        parent.stdout.readline()
        forks = processes.children(parent.pid)
        parent.kill()

    end = time.monotonic() + 20
    while any(map(processes.exists, forks)) and time.monotonic() < end:
        time.sleep(0.1)
    assert len(forks) == 2
    assert not any(map(processes.exists, forks))
