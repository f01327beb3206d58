"""The clock of the server is put an hour forward and back: everybody stays who they were, and
keeps what they answered, in exams too."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.support.clock import own_clock
from tests.support.exam_tables import Found, found, tables, values_of
from tests.support.exam_window import Window
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


def test_an_exam_keeps_every_answer_and_has_one_result(
    fresh: Callable[[str], Path], tmp_path: Path
) -> None:
    clock = own_clock(tmp_path)
    site = launch("exam-clock", fresh("exam-clock"), more=clock.settings)
    try:
        app = tables(site.database_url)
        window = Window(site, Random(5))
        window.begin("psm-i")
        values = values_of(app, window.sitting)
        for position, hours in enumerate((0, -1, 0, -1, 0), start=1):
            clock.put(hours=hours)
            window.choose(position, values[position].right)
            assert window.flush()
        # Its hour and the grace are over by this clock: what comes is kept, and said not to count.
        clock.put(hours=2)
        window.choose(6, values[6].right)
        assert window.flush("late")
        result = window.result()
        clock.put(hours=0)
        after = window.result()
        there = found(app, window)
    finally:
        site.stop()

    assert there == Found(lost=0, doubled=0, wrong=0, unknown=0, results=1, earned=5)
    assert "5 of 80" in result
    assert "5 of 80" in after
