"""What is kept when time is short: two hours a week from Monday, 23 November 2026, unless said."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given

from tests.domain.planning.cast import TODAY, request, study, work
from tests.domain.planning.instances import short_of_time
from tests.domain.planning.test_schedule_properties import requests, tried
from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.choice import DatedChoice, choose_by_date, in_time
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest

SUNDAY = date(2026, 11, 29)
THIRD_SUNDAY = date(2026, 12, 13)


def kept(asked: PlanRequest) -> set[str]:
    """Names of what is kept."""
    choice = choose_by_date(asked)
    assert choice is not None
    return {one.key.split(":")[1] for one in choice.request.selection.activities}


def test_it_keeps_everything_that_meets_the_date() -> None:
    choice = choose_by_date(request(study("a", 2, value=1), ready_by=SUNDAY))

    assert choice is not None
    assert choice.left_out == ()
    assert (choice.value, choice.whole, choice.most) == (1, 1, 1)


def test_it_finds_two_that_together_close_more_than_the_one_that_closes_most_an_hour() -> None:
    # Two hours: one of 1.5 for 3.3 leaves half an hour empty, two of 1 close 4.
    asked = request(
        study("a", 1.5, value=3.3), study("b", 1, value=2), study("c", 1, value=2), ready_by=SUNDAY
    )

    assert kept(asked) == {"b", "c"}


def test_it_counts_what_has_to_be_done_before() -> None:
    # The top closes 3 in two hours, base and all; a and b close 4.
    asked = request(
        study("base", 1),
        study("top", 1, requires=("base",), value=3),
        study("a", 1, value=2),
        study("b", 1, value=2),
        ready_by=SUNDAY,
    )

    assert kept(asked) == {"a", "b"}


def test_it_leaves_out_what_takes_more_weeks_than_there_are() -> None:
    long = replace(work("long", 2, 4), value=9)

    assert kept(request(long, study("a", 1, value=1), ready_by=THIRD_SUNDAY)) == {"a"}


def test_what_is_started_pinned_or_done_stays_with_what_it_requires() -> None:
    begun = replace(study("begun", 1), state=State.STARTED, since=TODAY)
    over = replace(study("over", 1), state=State.DONE, since=date(2026, 11, 1))
    asked = request(
        begun,
        over,
        study("base", 1),
        study("pinned", 1, requires=("base",)),
        study("a", 1, value=9),
        study("b", 1, value=5),
        ready_by=date(2026, 12, 6),
        pins={"module:pinned": TODAY},
    )

    assert kept(asked) == {"begun", "over", "base", "pinned", "a"}


def test_the_date_decides_the_order_where_the_usual_one_misses_it() -> None:
    # The work needs two of three weeks, and base before; both are worth least and so come last.
    asked = request(
        study("x", 1.5, value=9),
        study("y", 1.5, value=9),
        study("base", 1),
        work("w", 2, 2, requires=("base",)),
        ready_by=THIRD_SUNDAY,
    )

    assert kept(asked) == {"x", "y", "base", "w"}
    plan = make_plan(asked)
    assert plan.late_by_days == 0
    assert plan.remedy is None
    assert plan.rows[0].key == "module:base"


def test_there_is_no_choice_without_a_date_or_where_nothing_meets_it() -> None:
    assert choose_by_date(request(study("a"))) is None
    assert choose_by_date(request(study("a", 9), ready_by=SUNDAY)) is None
    assert (
        choose_by_date(
            request(study("a"), start=date(2026, 11, 2), ready_by=TODAY - timedelta(days=8))
        )
        is None
    )


def test_there_is_no_choice_where_what_has_to_stay_misses_the_date() -> None:
    asked = request(
        study("pinned", 9), study("a", 1, value=1), ready_by=SUNDAY, pins={"module:pinned": TODAY}
    )

    assert choose_by_date(asked) is None


def test_the_same_request_always_gives_the_same_choice() -> None:
    asked = short_of_time(7, size=40)

    assert choose_by_date(asked) == choose_by_date(asked)


def test_it_copes_with_a_thousand_activities() -> None:
    asked = short_of_time(1, size=1000)
    activities = tuple(
        replace(one, state=State.OPEN, since=None) for one in asked.selection.activities
    )
    soon = replace(asked.settings, ready_by=TODAY + timedelta(weeks=30) - timedelta(days=1))

    choice = choose_by_date(
        replace(asked, settings=soon, selection=replace(asked.selection, activities=activities))
    )

    assert choice is not None
    assert choice.value >= 0.95 * choice.most


def test_its_proven_bound_is_near_for_plans_of_the_usual_size() -> None:
    found = [choose_by_date(short_of_time(seed, size=70)) for seed in range(6)]

    shares = [one.value / one.most for one in found if one]
    assert len(shares) == 6
    assert np.median(shares) >= 0.98


@tried
@given(requests())
def test_what_is_kept_is_closed_meets_the_date_and_has_a_value_within_the_bound(
    asked: PlanRequest,
) -> None:
    choice = choose_by_date(asked)

    if choice:
        left_out = {one.key for one in choice.left_out}
        for one in choice.request.selection.activities:
            assert one.state is State.DONE or not left_out & set(one.requires)
        assert make_plan(choice.request).late_by_days == 0
        assert choice.value <= choice.most + 1e-6
        assert choice.most <= choice.whole + 1e-6


@tried
@given(requests())
def test_nothing_left_out_had_to_stay_or_would_fit_with_all_that_it_requires(
    asked: PlanRequest,
) -> None:
    choice = choose_by_date(asked)

    for one in choice.left_out if choice else ():
        assert choice
        assert one.state is State.OPEN
        assert one.key not in asked.settings.pins
        assert in_time(_with(one, asked, choice)) is None


def _with(one: Activity, asked: PlanRequest, choice: DatedChoice) -> PlanRequest:
    left_out = {other.key: other for other in choice.left_out}
    back, waiting = set[str](), [one.key]
    while waiting:
        key = waiting.pop()
        if key in left_out and key not in back:
            back.add(key)
            waiting.extend(left_out[key].requires)
    gone = left_out.keys() - back
    activities = tuple(other for other in asked.selection.activities if other.key not in gone)
    return replace(asked, selection=replace(asked.selection, activities=activities))
