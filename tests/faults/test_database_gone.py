"""PostgreSQL goes and comes back under load: who asks is told so, and nothing saved is lost."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from tests.support import needs
from tests.support.cluster import HASTY, Cluster, running_cluster
from tests.support.learners import learning, recovery_seconds
from tests.support.load import SLUG
from tests.support.pgbouncer import behind_pgbouncer
from tests.support.reader import Reader
from tests.support.site import Site, launch

BACK_SECONDS = 60
CLIENTS = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
AWAY = "The site does not reach its database just now."


@pytest.fixture
def database() -> Iterator[Cluster]:
    with running_cluster(needs.postgresql(), options=HASTY) as server:
        yield server


@pytest.fixture(params=["direct", pytest.param("pooled", marks=pytest.mark.long)])
def site(
    request: pytest.FixtureRequest, database: Cluster, fresh: Callable[[str], Path]
) -> Iterator[Site]:
    """A site on that database, maybe with PgBouncer in between."""
    with ExitStack() as stack:
        url, more = database.url, {}
        if request.param == "pooled":
            url = stack.enter_context(behind_pgbouncer(needs.pgbouncer(), url, pool=5))
            more = {"TPMLEARN_DATABASE_POOLED": "1"}
        running = launch("gone", fresh("gone"), database_url=url, more=more)
        stack.callback(running.stop)
        yield running


def test_who_asks_meanwhile_is_told_when_to_come_again(site: Site, database: Cluster) -> None:
    workers = site.workers()
    guest = Reader(site.url)
    own = guest.begin_quiz()
    with learning(site.url, people=4) as learners:
        learners.wait_for_saves(4, seconds=60)
        database.stop("fast")
        told = guest.get(own)
        as_program = guest.get(own, Accept="application/json")
        nowhere = guest.get("/nothing-here")
        lesson = Reader(site.url).get(f"/learn/{SLUG}")
        time.sleep(3)
        database.start()
        lifted = time.monotonic()
        learners.wait_for_saves(10, seconds=BACK_SECONDS)
    with psycopg.connect(database.url) as connection:
        counted = connection.execute(CLIENTS).fetchone()

    print(f"recovery within {recovery_seconds(learners.requests, lifted):.1f} s; {counted}")
    assert (told.status, told.headers["Retry-After"]) == (503, "3")
    assert AWAY in told.text
    assert as_program.text.startswith('{"error":"' + AWAY)
    assert nowhere.status in {404, 503}
    assert lesson.status == 200
    assert any(AWAY in page for page in learners.refused)
    assert learners.failed == []
    assert learners.lost(site.database_url) == set()
    assert site.workers() == workers
    assert "Traceback" not in site.log.split("tpmlearn is at")[-1]
