"""A plan against its baseline: hand-worked figures, and every case without one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, catalogue, request, study, work
from tpmlearn.domain.content.catalogue import Section
from tpmlearn.domain.planning.activities import Activity, Progress, State
from tpmlearn.domain.planning.earning import gains_of
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.scope import scope_of
from tpmlearn.domain.planning.tracking import Tracking, tracking_of

# Three things of seven hours at seven hours a week: an hour a day, a week each.
THINGS = (study("a", 7), study("b", 7), study("c", 7))
KEYS = {one.key for one in THINGS}
BASELINE = make_plan(request(*THINGS, hours=7))
DAY = timedelta(days=1)
DONE = State.DONE


def day(number: int) -> date:
    """The day so many days after the start."""
    return TODAY + number * DAY


def tracked(
    progress: dict[str, Progress],
    *,
    now: Plan = BASELINE,
    baseline: Plan = BASELINE,
    offered: set[str] = KEYS,
) -> Tracking:
    scope = scope_of(baseline, now, saved_on=TODAY, progress=progress, offered=offered)
    gains = gains_of(baseline, saved_on=TODAY, catalogue=catalogue(), reading={}, progress=progress)
    return tracking_of(baseline, now, scope=scope, gains=gains)


def test_a_plan_that_is_kept_has_an_index_of_one_and_its_own_end() -> None:
    track = tracked({"module:a": Progress(DONE, day(6))}).on(day(7))

    assert (track.gone, track.planned, track.earned, track.total) == (7, 7, 7, 21)
    assert track.spi == pytest.approx(1)
    assert track.days_ahead == pytest.approx(0)
    assert track.forecast == track.end == day(20)
    assert track.days_late == 0


def test_half_the_pace_takes_twice_as_long() -> None:
    # After 14 of 21 days 7 of 21 hours: ES 7, SPI(t) .5, 21 / .5 = 42 days in all.
    track = tracked({"module:a": Progress(DONE, day(9))}).on(day(14))

    assert track.spi == pytest.approx(0.5)
    assert track.days_ahead == pytest.approx(-7)
    assert track.forecast == day(41)
    assert track.days_late == 21


def test_more_than_planned_is_ahead() -> None:
    done = {key: Progress(DONE, day(3)) for key in ("module:a", "module:b")}

    track = tracked(done).on(day(7))

    assert track.spi == pytest.approx(2)
    assert track.days_late == -10


def test_time_stands_still_in_a_week_that_was_free_from_the_beginning() -> None:
    free = make_plan(request(*THINGS, hours=7, free=frozenset({day(7)})))

    tracking = tracked({"module:a": Progress(DONE, day(6))}, now=free, baseline=free)

    for today in (day(7), day(10), day(14)):
        assert tracking.on(today).spi == pytest.approx(1)
        assert tracking.on(today).days_late == 0


def test_weeks_taken_off_since_are_behind_and_move_the_end() -> None:
    sick = make_plan(request(*THINGS, hours=7, today=day(7), free=frozenset({day(7), day(14)})))

    before = tracked({"module:a": Progress(DONE, day(6))}).on(day(7))
    tracking = tracked({"module:a": Progress(DONE, day(6))}, now=sick)
    at_once, after = tracking.on(day(7)), tracking.on(day(21))

    assert before.days_late == 0
    assert at_once.spi == pytest.approx(1)
    assert at_once.days_late == 14
    # 21 days gone, 7 earned: a third of the pace, 63 days in all, 42 of them to come.
    assert after.spi == pytest.approx(1 / 3)
    assert after.days_ahead == pytest.approx(-14)
    assert after.forecast == day(62)


@pytest.mark.parametrize(
    ("progress", "today", "why", "indexed"),
    [
        ({}, day(0), "No day of the baseline has gone by yet.", False),
        ({}, day(-5), "No day of the baseline has gone by yet.", False),
        ({}, day(6), "Less than a week", False),
        ({}, day(7), "Nothing of the baseline is earned yet", True),
    ],
)
def test_it_says_why_there_is_no_figure(
    progress: dict[str, Progress], today: date, why: str, indexed: bool
) -> None:
    track = tracked(progress).on(today)

    assert track.why.startswith(why)
    assert track.forecast is None
    assert track.days_late is None
    assert (track.spi is not None) is indexed


def test_when_all_is_done_the_true_end_stands_in_the_place_of_a_forecast() -> None:
    done = {key: Progress(DONE, day(18)) for key in KEYS}

    track = tracked(done).on(day(40))

    assert (track.finished, track.days_late, track.spi) == (day(18), -2, None)
    assert track.why == "Everything in the baseline is done."


def test_a_pace_beyond_twenty_years_is_no_date() -> None:
    long = make_plan(request(work("x", 2, 2), study("a", 400), hours=7))
    started = {"assignment:x": Progress(State.STARTED, day(2))}

    track = tracked(started, baseline=long, now=long, offered={"assignment:x", "module:a"}).on(
        day(600)
    )

    assert track.forecast is None
    assert track.why == "At this pace it would take more than twenty years."


def test_what_was_left_out_is_out_of_planned_and_earned_and_told_with_its_reason() -> None:
    now = make_plan(request(THINGS[0], hours=7))
    progress = {"module:b": Progress(State.SKIPPED, day(1))}

    tracking = tracked(progress, now=now, offered={"module:a", "module:b"})

    assert tracking.course.hours == 7
    assert [(one.row.key, one.why) for one in tracking.scope.dropped] == [
        ("module:b", "skipped by you"),
        ("module:c", "no longer offered"),
    ]


def test_with_nothing_left_it_says_so() -> None:
    now = make_plan(request(study("new", 2), hours=7))

    tracking = tracked({}, now=now)

    assert tracking.on(day(9)).why.startswith("Nothing of the baseline is left")
    assert [row.key for row in tracking.scope.added] == ["module:new"]


def test_what_is_done_counts_even_where_the_content_has_lost_it() -> None:
    now = make_plan(request(*THINGS[1:], hours=7))

    tracking = tracked({"module:a": Progress(DONE, day(3))}, now=now, offered=KEYS - {"module:a"})

    assert tracking.scope.dropped == ()
    assert tracking.on(day(7)).earned == 7


def test_what_came_in_is_told_apart_and_done_before_is_not_new() -> None:
    past = replace(study("old", 1), state=DONE, since=day(-9))
    now = make_plan(request(*THINGS, study("new", 2), past, hours=7))

    tracking = tracked({}, now=now)

    assert [row.key for row in tracking.scope.added] == ["module:new"]
    assert tracking.course.hours == 21


def test_work_over_weeks_earns_half_at_the_start_and_half_when_done() -> None:
    plan = make_plan(request(work("x", 6, 3), hours=7))
    key = "assignment:x"

    def earned(entry: Progress) -> float:
        return tracked({key: entry}, baseline=plan, now=plan, offered={key}).on(day(10)).earned

    assert earned(Progress(State.STARTED, day(2))) == pytest.approx(3)
    assert earned(Progress(DONE, day(8))) == pytest.approx(6)


def test_what_was_started_before_the_baseline_earns_the_rest_when_done() -> None:
    begun = replace(work("x", 6, 3), state=State.STARTED, since=day(-7))
    plan = make_plan(request(begun, hours=7))
    key = "assignment:x"
    still = {key: Progress(State.STARTED, day(-7))}
    done = {key: Progress(DONE, day(3))}

    assert tracked(still, baseline=plan, now=plan, offered={key}).on(day(9)).earned == 0
    finished = tracked(done, baseline=plan, now=plan, offered={key}).on(day(9))
    assert finished.earned == finished.total > 0


def test_the_trend_tells_each_week_by_what_was_known_then() -> None:
    tracking = tracked({"module:a": Progress(DONE, day(6)), "module:b": Progress(DONE, day(20))})

    trend = tracking.trend(day(23), weeks=5)

    assert [track.on for track in trend] == [day(6), day(13), day(20)]
    assert [track.days_late for track in trend] == [0, 21, 11]


def _lesson(**read: int) -> list[tuple[date, float]]:
    """What is earned of 03-estimate (an hour, no quiz) by sections read on these days."""
    whole = catalogue()
    module = whole.modules["03-estimate"]
    sections = tuple(Section(name, name, "", "") for name in ("one", "two", "three", "four"))
    whole = replace(
        whole, modules={**whole.modules, module.slug: replace(module, sections=sections)}
    )
    activity: Activity = study("03-estimate", 1)
    plan = make_plan(request(activity))
    days = {name: day(number) for name, number in read.items()}
    gains = gains_of(
        plan, saved_on=TODAY, catalogue=whole, reading={module.slug: days}, progress={}
    )
    return [(gain.on, round(gain.share, 3)) for gain in gains[activity.key]]


def test_a_lesson_earns_section_by_section() -> None:
    assert _lesson(one=1, two=3) == [(day(1), 0.25), (day(3), 0.5)]


def test_what_was_read_before_the_baseline_is_not_earned_again() -> None:
    # Two of four sections before; the third is half of what was left.
    assert _lesson(one=-3, two=-2, three=4) == [(day(4), 0.5)]
