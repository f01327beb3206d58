"""Thousands of lines on which hardly anything comes: who learns is answered all the same."""

import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.times import at
from tests.support.learners import Learners, learning
from tests.support.nginx import HOST
from tests.support.proxied import proxied
from tests.support.site import Site, launch
from tests.support.slow_clients import slow_clients

FEW, MANY = 1_000, 10_000


@pytest.fixture
def open_files() -> Iterator[None]:
    """As many open files as this user may have, for us and for what we start."""
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (few, most))


def check(learners: Learners, site: Site) -> None:
    """Everybody who came meanwhile was answered."""
    taken = [one.seconds for one in learners.requests]
    print(
        f"{learners.asked} honest requests p50 {1000 * at(taken, 0.5):.0f} ms, "
        f"p99 {1000 * at(taken, 0.99):.0f} ms, longest {1000 * max(taken):.0f} ms"
    )
    assert learners.failed == []
    assert {one.status for one in learners.requests} <= {200, 301, 302, 303}
    assert learners.lost(site.database_url) == set()


@pytest.mark.usefixtures("open_files")
@pytest.mark.parametrize(
    "count", [FEW, pytest.param(MANY, marks=pytest.mark.long)], ids=["few", "many"]
)
def test_slow_heads_hold_up_nobody_at_the_site_alone(
    fresh: Callable[[str], Path], count: int
) -> None:
    site = launch("alone", fresh("alone"))
    try:
        workers = site.workers()
        with slow_clients(site.url, count, "head"), learning(site.url) as learners:
            learners.wait_for_saves(30, seconds=120)
        after = site.workers()
    finally:
        site.stop()

    check(learners, site)
    assert after == workers


@pytest.mark.usefixtures("open_files")
@pytest.mark.parametrize("kind", ["head", "body"])
@pytest.mark.parametrize(
    "count", [FEW, pytest.param(MANY, marks=pytest.mark.long)], ids=["few", "many"]
)
def test_slow_lines_hold_up_nobody_behind_nginx(
    fresh: Callable[[str], Path], count: int, kind: str
) -> None:
    with (
        proxied(fresh("behind")) as (url, site),
        slow_clients(url, count, kind, host=HOST),
        learning(url, host=HOST) as learners,
    ):
        learners.wait_for_saves(30, seconds=180)

    check(learners, site)
