"""The faults of the soak; each comes back with the moment from which nothing is in the way.

All moments are of `time.monotonic`.
"""

import os
import random
import signal
import time

from tests.support import garbage as rubbish
from tests.support.clock import Clock
from tests.support.cluster import Cluster
from tests.support.redis import Redis
from tests.support.site import Site
from tests.support.slow_clients import slow_clients
from tests.support.small_disk import SmallDisk

USUAL_SECONDS = 20.0
KILLING_SECONDS, BETWEEN_KILLS_SECONDS = 40.0, 3.0
GARBAGE_RATE, GARBAGE_SECONDS = 200, 120.0
SLOW_LINES, SLOW_SECONDS = 10_000, 40.0
FULL_SECONDS, FILL_EVERY_SECONDS = 20.0, 0.1
STEP_SECONDS = 8.0


def nothing() -> float:
    """No fault, for comparison."""
    time.sleep(USUAL_SECONDS)
    return time.monotonic()


def kills(site: Site) -> float:
    """Any worker is killed, at any moment."""
    rng, end = random.Random(3), time.monotonic() + KILLING_SECONDS  # nosec B311 # no secret
    while time.monotonic() < end:
        if workers := sorted(site.workers()):
            os.kill(rng.choice(workers), signal.SIGKILL)
        time.sleep(rng.expovariate(1 / BETWEEN_KILLS_SECONDS))
    return time.monotonic()


def stopped(database: Cluster) -> float:
    """PostgreSQL is stopped as an operator stops it, and started."""
    database.stop("fast")
    time.sleep(5)
    database.start()
    return time.monotonic()


def failover(primary: Cluster, standby: Cluster) -> float:
    """The server that is written to is killed; two seconds later its copy takes over."""
    primary.kill()
    time.sleep(2)
    standby.promote()
    return time.monotonic()


def without_redis(redis: Redis) -> float:
    """Redis is killed, and started again."""
    redis.stop()
    time.sleep(10)
    redis.start()
    return time.monotonic()


def garbage(url: str) -> float:
    """What means nothing, from many addresses."""
    counted = rubbish.counts(rubbish.begin(url, rate=GARBAGE_RATE, seconds=GARBAGE_SECONDS))
    broken = {status: count for status, count in counted.items() if status.startswith("5")}
    if broken:
        raise RuntimeError(f"garbage broke something: {counted}")
    return time.monotonic()


def slow_lines(url: str, kind: str, *, host: str = "") -> float:
    """Lines on which a byte comes every few seconds."""
    with slow_clients(url, SLOW_LINES, kind, host=host):
        time.sleep(SLOW_SECONDS)
    return time.monotonic()


def full(disk: SmallDisk) -> float:
    """Whatever room there is, is taken at once."""
    end = time.monotonic() + FULL_SECONDS
    while time.monotonic() < end:
        disk.fill()
        time.sleep(FILL_EVERY_SECONDS)
    disk.give_room()
    return time.monotonic()


def steps(clock: Clock) -> float:
    """The clock is put forward and back."""
    for hours in (1, 0, -1, 0):
        clock.put(hours=hours)
        time.sleep(STEP_SECONDS)
    return time.monotonic()
