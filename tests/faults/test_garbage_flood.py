"""Two hundred requests a second that mean nothing: who learns is answered, memory stays flat."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.times import at
from bench.usage import memory_mb
from tests.support import garbage
from tests.support.learners import Learners, learning
from tests.support.site import Site, launch

RATE = 200
GROWTH = 1.10


def held(site: Site) -> float:
    """The memory of the workers in MB."""
    return sum(memory_mb(pid) for pid in site.workers())


def flood(site: Site, *, seconds: float) -> tuple[Learners, dict[str, int]]:
    """Learners under so many seconds of garbage, and what the garbage got."""
    with learning(site.url) as learners:
        learners.wait_for_saves(5, seconds=60)
        sent = garbage.counts(garbage.begin(site.url, rate=RATE, seconds=seconds))
        learners.wait_for_saves(5, seconds=60)
    taken = [one.seconds for one in learners.requests]
    print(
        f"{sent} of the garbage; of {learners.asked} honest requests "
        f"p50 {1000 * at(taken, 0.5):.0f} ms, p99 {1000 * at(taken, 0.99):.0f} ms"
    )
    return learners, sent


def check(site: Site, learners: Learners, sent: dict[str, int]) -> None:
    """No honest request was refused, and no rubbish broke anything."""
    assert learners.failed == []
    assert {one.status for one in learners.requests} <= {200, 301, 302, 303}
    assert learners.lost(site.database_url) == set()
    assert not any(status.startswith("5") for status in sent)
    assert "fault " not in site.log


def test_who_learns_is_answered_among_garbage(fresh: Callable[[str], Path]) -> None:
    site = launch("flood", fresh("flood"))
    try:
        workers = site.workers()
        learners, sent = flood(site, seconds=5)
        after = site.workers()
    finally:
        site.stop()

    check(site, learners, sent)
    assert sum(sent.values()) == 5 * RATE
    assert after == workers


@pytest.mark.long
def test_two_minutes_of_garbage_leave_memory_as_it_was(fresh: Callable[[str], Path]) -> None:
    site = launch("long-flood", fresh("long-flood"))
    try:
        # What a worker keeps on purpose is there before the count.
        flood(site, seconds=20)
        before = held(site)
        learners, sent = flood(site, seconds=120)
        after = held(site)
    finally:
        site.stop()

    print(f"memory of the workers {before:.0f} MB before, {after:.0f} MB after")
    check(site, learners, sent)
    assert after < before * GROWTH
