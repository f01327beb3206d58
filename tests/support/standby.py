"""A synchronous copy of a test's PostgreSQL: what is committed is on both before it is said."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.support.cluster import Cluster
from tests.support.replica import streaming_replica

IN_STEP = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"


@contextmanager
def synchronous_standby(primary: Cluster) -> Iterator[Cluster]:
    """A running copy that every commit of the primary waits for; gone afterwards."""
    with streaming_replica(primary) as copy:
        with psycopg.connect(primary.url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("ALTER SYSTEM SET synchronous_commit = 'on'")
            connection.execute("SELECT pg_reload_conf()")
            in_step: tuple[int] | None = (0,)
            while not (in_step and in_step[0]):
                in_step = connection.execute(IN_STEP).fetchone()
        yield copy


def url_of_both(primary: Cluster, standby: Cluster) -> str:
    """The address that leads to whichever of the two can be written to."""
    hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
    return f"postgresql://tpmlearn@{hosts}/tpmlearn?target_session_attrs=read-write"
