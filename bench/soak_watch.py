"""Watches learners while something goes wrong: what they noticed, what is lost, what it cost."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.times import at
from bench.usage import memory_mb
from tests.support.learners import LATER, learning, recovery_seconds
from tests.support.site import Site
from tpmlearn.db import require_url

PEOPLE, SAVES_BEFORE, SAVES_AFTER = 6, 12, 24
PATIENCE_SECONDS = 240.0
COLUMNS = (
    f"{'fault':44} {'requests':>8} {'refused':>7} {'saved':>6} {'lost':>4} "
    f"{'p50 ms':>6} {'p99 ms':>6} {'MB before':>9} {'MB after':>8} {'recovery s':>10}"
)


@dataclass(frozen=True)
class Seen:
    """What one fault did; times are of the requests that were answered, in ms, memory is PSS.

    `refused` are requests that nobody answered, or that were told to come later; `wrong` what
    nobody must see. `recovery` are seconds from the end of the fault to the last refusal.
    """

    fault: str
    requests: int
    refused: int
    acknowledged: int
    lost: int
    p50: float
    p99: float
    before_mb: float
    after_mb: float
    recovery: float
    wrong: tuple[str, ...]


def watch(
    what: str,
    site: Site,
    fault: Callable[[], float],
    *,
    kept_in: Callable[[], str] | None = None,
    url: str = "",
    host: str = "",
) -> Seen:
    """Let a fault happen while people learn.

    `fault` comes back with the moment from which nothing is in the way; `kept_in` names the
    database that must have every answer, `url` and `host` where people come in, if not directly.
    """
    before = held_mb(site)
    with learning(url or site.url, people=PEOPLE, host=host) as learners:
        learners.wait_for_saves(SAVES_BEFORE, seconds=PATIENCE_SECONDS)
        begun = time.monotonic()
        lifted = fault()
        learners.wait_for_saves(SAVES_AFTER, seconds=PATIENCE_SECONDS)
        during = learners.between(begun, time.monotonic())
    answered = [1000 * one.seconds for one in during if one.status not in LATER] or [0.0]
    kept = require_url(kept_in()) if kept_in else site.database_url
    return Seen(
        what,
        len(during),
        sum(one.status in LATER for one in during),
        len(learners.saved),
        len(learners.lost(kept)),
        at(answered, 0.5),
        at(answered, 0.99),
        before,
        held_mb(site),
        recovery_seconds(during, lifted),
        tuple(learners.failed),
    )


def held_mb(site: Site) -> float:
    """The memory of all workers (PSS)."""
    return sum(memory_mb(pid) for pid in site.workers())


def line(seen: Seen) -> str:
    """A row of the table."""
    return (
        f"{seen.fault:44} {seen.requests:8,} {seen.refused:7,} {seen.acknowledged:6,} "
        f"{seen.lost:4} {seen.p50:6.0f} {seen.p99:6.0f} {seen.before_mb:9.0f} "
        f"{seen.after_mb:8.0f} {seen.recovery:10.1f}"
    )
