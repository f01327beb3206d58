"""Workers are killed with signal 9 at any moment: the site comes back, what was saved is there."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.learners import Learners, learning, recovery_seconds
from tests.support.site import Site, launch

WHOLE_SECONDS = 120


def wait_until_whole(site: Site, count: int) -> None:
    """Wait until that many workers run."""
    end = time.monotonic() + WHOLE_SECONDS
    while len(site.workers()) < count:
        assert site.process.poll() is None, f"the server ended:\n{site.log}"
        assert time.monotonic() < end, site.log
        time.sleep(0.05)


def kill_one(site: Site, rng: random.Random) -> int:
    """Kill a worker, whichever it is; its number, or 0 where there is none just now."""
    workers = sorted(site.workers())
    if not workers:
        return 0
    victim = rng.choice(workers)
    os.kill(victim, signal.SIGKILL)
    return victim


def show(learners: Learners, killed: int, lifted: float) -> None:
    seconds = recovery_seconds(learners.requests, lifted)
    print(
        f"{killed} workers killed, {learners.asked} requests, {len(learners.saved)} answers "
        f"acknowledged, recovery within {seconds:.1f} s"
    )


def test_both_killed_at_once_and_again_as_they_start(fresh: Callable[[str], Path]) -> None:
    site, rng, killed = launch("killed", fresh("killed")), random.Random(1), set()
    try:
        count = len(site.workers())
        with learning(site.url) as learners:
            learners.wait_for_saves(5, seconds=60)
            # Closer together than granian allows: it takes that for a worker that cannot work.
            for _ in range(8):
                killed.add(kill_one(site, rng))
                time.sleep(rng.uniform(0, 0.5))
            lifted = time.monotonic()
            learners.wait_for_saves(20, seconds=WHOLE_SECONDS)
            wait_until_whole(site, count)
    finally:
        site.stop()

    show(learners, len(killed - {0}), lifted)
    assert len(killed) >= 3
    assert learners.failed == []
    assert learners.lost(site.database_url) == set()


@pytest.mark.long
def test_a_series_of_kills_at_any_moment_loses_nothing(fresh: Callable[[str], Path]) -> None:
    site, rng, killed = launch("any-moment", fresh("killed")), random.Random(7), 0
    try:
        count = len(site.workers())
        with learning(site.url) as learners:
            learners.wait_for_saves(5, seconds=60)
            while killed < 40:
                killed += bool(kill_one(site, rng))
                time.sleep(rng.expovariate(1 / 1.5))
            lifted = time.monotonic()
            learners.wait_for_saves(20, seconds=WHOLE_SECONDS)
            wait_until_whole(site, count)
    finally:
        site.stop()

    show(learners, killed, lifted)
    assert learners.failed == []
    assert learners.lost(site.database_url) == set()
