"""The clock of the server is put an hour forward and back: everybody stays who they were."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.support.clock import own_clock
from tests.support.learners import learning
from tests.support.reader import Reader
from tests.support.site import launch
from tpmlearn.records.people import SIGN_IN_LIFE

HOURS = (1, 0, -1, 0)


def off_by(url: str) -> int:
    """How many hours the site's clock is ahead of ours, by the cookie of somebody who begins."""
    newcomer = Reader(url)
    newcomer.begin_quiz()
    (ends,) = (one.expires for one in newcomer.cookies if one.expires)
    return round((ends - time.time() - SIGN_IN_LIFE.total_seconds()) / 3600)


def test_steps_of_an_hour_sign_nobody_out_and_refuse_nothing(
    fresh: Callable[[str], Path], tmp_path: Path
) -> None:
    clock, seen = own_clock(tmp_path), []
    site = launch("clock", fresh("clock"), more=clock.settings)
    try:
        workers = site.workers()
        early, late = Reader(site.url), Reader(site.url)
        quiz = early.begin_quiz()
        with learning(site.url) as learners:
            for hours in HOURS:
                clock.put(hours=hours)
                seen.append(off_by(site.url))
                learners.wait_for_saves(8, seconds=60)
                if hours == 1:
                    # A cookie that the clock of a moment later takes for one of the future.
                    late_quiz = late.begin_quiz()
                assert early.get(quiz).status == 200
                assert late.get(late_quiz).status == 200
        after = site.workers()
    finally:
        site.stop()

    assert tuple(seen) == HOURS
    assert learners.failed == []
    assert {one.status for one in learners.requests} <= {200, 301, 302, 303}
    assert learners.lost(site.database_url) == set()
    assert after == workers
