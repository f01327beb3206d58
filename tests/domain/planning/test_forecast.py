"""The forecast of whole plans: the plan's own dates without chance, odds that hold together."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from tests.domain.planning.cast import TODAY, request, study, work
from tests.domain.planning.test_schedule_properties import requests, tried
from tpmlearn.domain.planning.activities import Activity, ActivityLink, Kind, State
from tpmlearn.domain.planning.draws import EXACT, HoursSpread, Spread
from tpmlearn.domain.planning.drivers import PACE, PERSON, WORK, Drivers
from tpmlearn.domain.planning.estimates import ThreePoint
from tpmlearn.domain.planning.forecast import ODDS, RUNS, Forecast, forecast
from tpmlearn.domain.planning.levelled import levelled
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.runs import Odds

STILL = Odds(0.0, EXACT)
CHAIN = tuple(
    study(f"m{n:02}", 2.0, requires=(f"m{n - 1:02}",) if n else (), value=1.0) for n in range(24)
)


def _sure(activity: Activity) -> ThreePoint:
    """An estimate without a range."""
    return ThreePoint(activity.hours, activity.hours, activity.hours)


def _of(plan: Plan, odds: Odds = ODDS, *, seed: int = 1, **how: object) -> Forecast:
    found = forecast(
        levelled(plan),
        ready_by=plan.ready_by,
        odds=odds,
        rng=np.random.default_rng(seed),
        **how,  # type: ignore[arg-type]
    )
    assert found
    return found


def _plan(*activities: Activity, **settings: object) -> Plan:
    return make_plan(request(*activities, **settings))  # type: ignore[arg-type]


@tried
@given(requests())
def test_without_chance_every_date_is_the_plans_own(asked: PlanRequest) -> None:
    plan = make_plan(asked)
    rng = np.random.default_rng(1)

    found = forecast(levelled(plan), ready_by=None, odds=STILL, rng=rng, runs=2, estimate=_sure)

    ends = [row.end for row in plan.rows if row.span]
    assert (found is None) == (not ends)
    if found:
        for one in (*found.milestones, found.end):
            assert one.p50 == one.p85 == one.p95 == one.planned, one
        assert found.end.planned == max(ends)
        assert found.as_planned == 1.0
        assert found.drivers == Drivers()


@tried
@given(requests())
def test_every_plan_has_odds_in_order(asked: PlanRequest) -> None:
    plan = make_plan(asked)
    rng = np.random.default_rng(1)

    found = forecast(levelled(plan), ready_by=plan.ready_by, odds=ODDS, rng=rng, runs=300)

    for one in (*found.milestones, found.end) if found else ():
        assert plan.first_day <= one.p50 <= one.p85 <= one.p95, one
        assert one.p95 <= found.end.p95 if found else True


def test_nothing_left_to_do_has_no_forecast() -> None:
    rng = np.random.default_rng(1)

    assert forecast(levelled(_plan()), ready_by=None, odds=ODDS, rng=rng) is None


def test_one_activity_has_all_its_figures() -> None:
    found = _of(_plan(study("alone", 2.0), ready_by=TODAY))

    assert found.runs == RUNS
    assert TODAY <= found.end.p50 <= found.end.p85 <= found.end.p95
    assert found.in_time is not None
    assert 0 <= found.in_time <= 1
    assert sum(bar.runs for bar in found.bars) + found.later == RUNS


def test_the_odds_rise_with_the_date() -> None:
    plans = [_plan(*CHAIN, ready_by=TODAY + timedelta(weeks=weeks)) for weeks in (6, 26, 90)]

    shares = [_of(plan).in_time or 0.0 for plan in plans]

    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] > 0.99


def test_percentiles_are_those_of_the_bars() -> None:
    found = _of(_plan(*CHAIN))

    by_then = 0
    for bar in found.bars:
        before, by_then = by_then, by_then + bar.runs
        for share, day in ((0.5, found.end.p50), (0.85, found.end.p85), (0.95, found.end.p95)):
            if bar.first <= day <= bar.last:
                assert before < share * found.runs <= by_then
    assert all(
        second.first - first.last == timedelta(days=1) for first, second in pairwise(found.bars)
    )
    assert 0 <= found.later <= 0.01 * found.runs


def test_a_slower_person_and_fewer_hours_are_never_earlier() -> None:
    """The same seed draws the same chances, so that only the change is seen."""
    plan = _plan(*CHAIN)
    wide = _of(plan, Odds(0.5, HoursSpread())).end
    usual = _of(plan).end
    fewer = _of(plan, Odds(0.3, HoursSpread(person=Spread(0.4, 0.6, 0.8)))).end

    assert wide.p95 > usual.p95
    assert (fewer.p50, fewer.p85, fewer.p95) > (usual.p50, usual.p85, usual.p95)


def test_more_hours_a_week_end_earlier() -> None:
    ends = [_of(_plan(*CHAIN, hours=hours)).end.p85 for hours in (1.0, 2.0, 4.0, 8.0)]

    assert ends == sorted(ends, reverse=True)
    assert len(set(ends)) == 4


def test_free_weeks_move_the_odds_with_them() -> None:
    free = frozenset(TODAY + timedelta(weeks=n) for n in (2, 3))

    usual, later = _of(_plan(*CHAIN)).end, _of(_plan(*CHAIN, free=free)).end

    assert later.p50 - usual.p50 == timedelta(weeks=2)


def test_the_same_seed_gives_the_same_forecast() -> None:
    plan = _plan(*CHAIN)

    assert _of(plan) == _of(plan)
    assert _of(plan) != _of(plan, seed=2)


def test_pace_and_hours_drive_the_end_of_a_long_chain() -> None:
    """The parts of many activities cancel out, what they share does not."""
    found = _of(_plan(*CHAIN)).drivers

    assert [one.key for one in found.overall][:2] == [PACE, PERSON]
    assert sum(one.share for one in found.overall) == pytest.approx(1.0, abs=0.02)
    assert all(0 < one.error < 0.02 for one in (*found.overall, *found.activities))


def test_the_activity_with_the_widest_range_drives_most_of_what_is_left() -> None:
    """By hand: variances 16 to 1 to 1, so 16/18 of the spread and twice 1/18; with pace or not."""

    def estimate(activity: Activity) -> ThreePoint:
        half = 4.0 if activity.key.endswith("wide") else 1.0
        return ThreePoint(10.0 - half, 10.0, 10.0 + half)

    activities = (
        study("wide", 10.0),
        study("one", 10.0, requires=("wide",)),
        study("two", 10.0, requires=("one",)),
    )
    plan = _plan(*activities)

    still, moving = (
        _of(plan, odds, estimate=estimate).drivers for odds in (STILL, Odds(0.3, EXACT))
    )

    assert [one.key for one in still.overall] == [WORK]
    assert still.overall[0].share == pytest.approx(1.0)
    assert moving.overall[0].key == PACE
    for found in (still, moving):
        assert next(one.key for one in found.activities) == "module:wide"
        shares = {one.key: one.share for one in found.activities}
        expected = {"module:wide": 16 / 18, "module:one": 1 / 18, "module:two": 1 / 18}
        assert shares == pytest.approx(expected, abs=0.02)


def test_of_many_alike_each_drives_a_little() -> None:
    found = _of(_plan(*CHAIN)).drivers

    # 24 of a share of 1/24 each; the errors say that no one is first.
    for one in found.activities:
        assert abs(one.share - 1 / 24) < 4 * one.error + 0.01


def test_what_is_started_and_late_is_forecast_from_today() -> None:
    since = TODAY - timedelta(weeks=30)
    late = Activity(
        **{**vars(work("late", 6.0, 3)), "state": State.STARTED, "since": since},
    )
    begun = Activity(**{**vars(study("begun", 1.0)), "state": State.STARTED, "since": since})

    found = _of(_plan(late, begun, study("open"), start=since, ready_by=since))

    assert found.in_time == 0.0
    assert found.end.p50 >= TODAY


def test_milestones_are_the_steps_and_the_whole() -> None:
    found = _of(_plan(*CHAIN, work("own", 6.0, 3)))

    assert [one.title for one in found.milestones] == ["End of step: project experience"]
    assert found.end.title == "The whole plan"


def test_an_exam_and_a_test_are_milestones_and_wait_for_their_place() -> None:
    """Study may be quicker, but eight weeks lie between booking and exam for anybody."""
    learnt = study("learnt", 2.0)
    booked = replace(study("booked", 0.5), key="booking:x", kind=Kind.BOOKING, weeks=1)
    test = replace(study("test", 1.0, requires=("learnt",)), key="test:DEL", kind=Kind.TEST)
    exam = replace(
        study("exam", 2.0, requires=("learnt",)),
        key="exam:x",
        kind=Kind.EXAM,
        title="Exam day",
        links=(ActivityLink("booking:x", lag_weeks=8),),
    )

    found = _of(_plan(learnt, booked, test, exam))

    by_title = {one.title: one for one in found.milestones}
    assert {"Test", "Exam day", "End of step: project experience"} == set(by_title)
    assert by_title["Exam day"].p50 - TODAY >= timedelta(weeks=9)
    assert by_title["Exam day"].p95 - by_title["Exam day"].p50 <= timedelta(weeks=2)


def test_thousands_of_activities_are_run_less_often_and_finite() -> None:
    activities = [study(f"m{n:04}", 1.0, value=1.0) for n in range(5_000)]
    plan = make_plan(request(*activities, hours=60.0))

    found = _of(plan)

    assert found.runs == 1_200
    assert plan.ready_on is not None
    assert plan.ready_on < found.end.p50 < date(2060, 1, 1)


def test_a_request_from_far_away_does_not_end_the_calendar() -> None:
    one: PlanRequest = request(study("long", 500.0), hours=0.5)

    found = _of(make_plan(one))

    assert found.end.p95 > found.end.planned > TODAY
