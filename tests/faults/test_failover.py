"""PostgreSQL's machine dies under load and its synchronous copy takes over: nothing is lost."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import needs
from tests.support.cluster import Cluster, running_cluster
from tests.support.learners import learning, recovery_seconds
from tests.support.site import launch
from tests.support.standby import synchronous_standby, url_of_both
from tpmlearn.db import require_url

BACK_SECONDS = 90


@pytest.fixture
def pair() -> Iterator[tuple[Cluster, Cluster]]:
    """A durable database and its copy in step."""
    with (
        running_cluster(needs.postgresql()) as primary,
        synchronous_standby(primary) as standby,
    ):
        yield primary, standby


@pytest.mark.long
def test_the_copy_takes_over_and_has_every_acknowledged_answer(
    pair: tuple[Cluster, Cluster], fresh: Callable[[str], Path]
) -> None:
    primary, standby = pair
    site = launch("failover", fresh("failover"), database_url=url_of_both(primary, standby))
    try:
        workers = site.workers()
        with learning(site.url) as learners:
            learners.wait_for_saves(20, seconds=90)
            primary.kill()
            before = len(learners.saved)
            time.sleep(2)
            standby.promote()
            lifted = time.monotonic()
            learners.wait_for_saves(20, seconds=BACK_SECONDS)
        after = site.workers()
    finally:
        site.stop()

    print(
        f"{before} answers acknowledged before, {len(learners.saved)} in all, "
        f"recovery within {recovery_seconds(learners.requests, lifted):.1f} s"
    )
    assert learners.failed == []
    assert learners.lost(require_url(standby.url)) == set()
    assert after == workers
