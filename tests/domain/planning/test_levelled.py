"""The network of a plan: float worked by hand, and dates that are the plan's own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.domain.planning.cast import TODAY, request, study, work
from tests.domain.planning.test_schedule_properties import requests, tried
from tpmlearn.domain.planning.activities import ActivityLink, State
from tpmlearn.domain.planning.levelled import levelled
from tpmlearn.domain.planning.network import Link, LinkKind
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest


def floats(plan: Plan) -> dict[str, tuple[int, int]]:
    """Total and free float in minutes, by name."""
    times = levelled(plan).network.times
    return {
        key.split(":")[1]: (int(one.total_float), int(one.free_float)) for key, one in times.items()
    }


def test_it_gives_float_up_to_the_end_of_the_plan() -> None:
    # Minutes: a 0-60, w 60-240 beside study, b 120-180, as w takes the rest of week 1.
    plan = make_plan(
        request(study("a", 1), work("w", 2, 2, requires=("a",)), study("b", 1, requires=("a",)))
    )

    assert floats(plan) == {"a": (0, 0), "w": (0, 0), "b": (60, 60)}
    assert levelled(plan).float_days("module:b") == 3


def test_one_person_does_one_thing_at_a_time() -> None:
    # Nothing requires anything, yet no study may slip without moving the end.
    plan = make_plan(request(study("a", 2, value=9), study("b", 2)))

    found = levelled(plan)

    assert found.links == ()
    assert found.order_links == (Link("module:a", "module:b"),)
    assert found.network.critical == ("module:a", "module:b")


def test_a_pin_is_a_bound_and_leaves_what_comes_before_it_float() -> None:
    pins = {"module:b": TODAY + timedelta(weeks=2)}

    found = levelled(make_plan(request(study("a", 1, value=9), study("b", 1), pins=pins)))

    bounds = {one.key: one.not_before for one in found.tasks}
    assert bounds == {"module:a": 0, "module:b": 240}
    assert found.network.times["module:a"].total_float == 180


def test_what_is_done_is_not_in_the_network() -> None:
    over = replace(study("a"), state=State.DONE, since=TODAY)

    found = levelled(make_plan(request(over, study("b", requires=("a",)))))

    assert [one.key for one in found.tasks] == ["module:b"]
    assert found.times("module:a") is None
    assert found.float_days("module:a") is None


@pytest.mark.parametrize(
    ("kind", "lag", "week"),
    [(LinkKind.FS, 0, 5), (LinkKind.FS, 2, 7), (LinkKind.SS, 1, 2), (LinkKind.SS, 3, 4)],
)
def test_it_keeps_a_lag_after_a_finish_or_a_start(kind: LinkKind, lag: int, week: int) -> None:
    # a takes four weeks; the lag runs from its finish or its start.
    link = ActivityLink("assignment:a", kind, lag)
    booking = replace(work("b", 1, 1), links=(link,))

    plan = make_plan(request(work("a", 4, 4), booking))

    row = plan.row("assignment:b")
    assert row is not None
    assert row.start == TODAY + timedelta(weeks=week - 1)
    assert levelled(plan).links == (Link("assignment:a", "assignment:b", kind, lag * 120),)


def test_a_lag_stands_still_in_a_free_week() -> None:
    exam = replace(study("b", 1), links=(ActivityLink("module:a", LinkKind.FS, 1),))

    plan = make_plan(request(study("a", 2), exam, free=frozenset({date(2026, 11, 30)})))

    row = plan.row("module:b")
    assert row is not None
    assert row.start == date(2026, 12, 14)


@pytest.mark.parametrize(("since", "week"), [(0, 3), (1, 2), (5, 1)])
def test_a_lag_that_began_in_the_past_has_run_since(since: int, week: int) -> None:
    over = replace(study("a"), state=State.DONE, since=TODAY - timedelta(weeks=since))
    exam = replace(study("b", 1), links=(ActivityLink("module:a", LinkKind.FS, 2),))

    plan = make_plan(request(over, exam))

    row = plan.row("module:b")
    assert row is not None
    assert row.start == TODAY + timedelta(weeks=week - 1)


def test_a_start_that_is_over_holds_nothing_back() -> None:
    begun = replace(work("a", 8, 4), state=State.STARTED, since=TODAY - timedelta(weeks=2))
    other = replace(work("b", 1, 1), links=(ActivityLink("assignment:a", LinkKind.SS, 1),))

    plan = make_plan(request(begun, other, hours=8))

    row = plan.row("assignment:b")
    assert row is not None
    assert row.start == TODAY
    assert levelled(plan).links == ()


@tried
@given(requests())
def test_the_forward_pass_gives_the_dates_of_the_plan(asked: PlanRequest) -> None:
    plan = make_plan(asked)

    found = levelled(plan)

    for task in found.tasks:
        times = found.network.times[task.key]
        assert (times.early_start, times.early_finish) == (task.start, task.finish)
        assert times.total_float >= times.free_float >= 0
        assert plan.working_time.finish_day(task.finish) <= task.row.end
    assert all(row.done or found.times(row.key) for row in plan.rows)


@tried
@given(requests())
def test_something_is_critical_while_anything_is_left(asked: PlanRequest) -> None:
    found = levelled(make_plan(asked))

    assert bool(found.network.critical) is bool(found.tasks)
