"""Rows of a plan: slack worked by hand, and what is said of pins that could not be kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan


def week(number: int) -> date:
    return TODAY + timedelta(weeks=number - 1)


def slack(plan: Plan) -> dict[str, int | None]:
    return {row.key.split(":")[1]: row.slack_days for row in plan.rows}


def test_it_gives_slack_up_to_the_end_of_the_plan() -> None:
    # a 23-26 Nov; w 26 Nov - 6 Dec; b 30 Nov - 3 Dec, when three days are left to the end.
    plan = make_plan(
        request(study("a", 1), work("w", 2, 2, requires=("a",)), study("b", 1, requires=("a",)))
    )

    assert plan.ready_on == date(2026, 12, 6)
    assert slack(plan) == {"a": 0, "w": 0, "b": 3}


def test_it_gives_slack_up_to_the_date_to_be_ready() -> None:
    # a 23-29 Nov, b 30 Nov - 6 Dec; the goal of 10 Dec leaves both four days.
    plan = make_plan(
        request(study("a", 2), study("b", 2, requires=("a",)), ready_by=date(2026, 12, 10))
    )

    assert slack(plan) == {"a": 5, "b": 4}


def test_it_gives_negative_slack_where_the_date_is_missed() -> None:
    plan = make_plan(request(study("a", 4), ready_by=date(2026, 12, 1)))

    assert plan.late_by_days == 5
    assert slack(plan) == {"a": -5}


def test_it_keeps_the_days_of_what_is_started_and_done() -> None:
    begun = replace(study("a", 1), state=State.STARTED, since=date(2026, 11, 2))
    over = replace(study("b", 1), state=State.DONE, since=date(2026, 10, 5))

    plan = make_plan(request(begun, over))

    assert [(row.start, row.end) for row in plan.rows] == [
        (date(2026, 10, 5), date(2026, 10, 5)),
        (date(2026, 11, 2), date(2026, 11, 26)),
    ]
    assert plan.rows[0].slack_days is None
    assert plan.rows[0].minutes == ()


def test_it_counts_the_weeks_of_the_plan_that_a_row_stands_in() -> None:
    over = replace(study("b", 1), state=State.DONE, since=date(2026, 10, 5))

    plan = make_plan(request(over, study("a", 3)))

    assert [list(plan.weeks_of(row)) for row in plan.rows] == [[1], [1, 2]]
    assert plan.rows[1].hours_by_week == {week(1): 2.0, week(2): 1.0}


def test_it_has_no_end_where_nothing_is_left_to_do() -> None:
    plan = make_plan(request(ready_by=date(2026, 12, 1)))

    assert (plan.ready_on, plan.late_by_days, plan.remedy) == (None, 0, None)
    assert plan.row("module:a") is None


@pytest.mark.parametrize(
    ("pinned", "sentence"),
    [
        (
            {"module:top": week(1)},
            "Top was pinned to the week of 23 Nov; Base comes first and ends on 29 Nov. "
            "It starts on 30 Nov.",
        ),
        (
            {"module:top": week(0)},
            "Top was pinned to the week of 16 Nov; that week has passed. It starts on 30 Nov.",
        ),
        (
            {"module:top": week(3)},
            "Top was pinned to the week of 7 Dec; that week is free. It starts on 14 Dec.",
        ),
        (
            {f"module:{name}": week(2) for name in ("top", "a", "b", "c", "d")},
            "Top was pinned to the week of 30 Nov; its hours are taken. It starts on 21 Dec.",
        ),
    ],
)
def test_it_says_why_a_pin_could_not_be_kept(pinned: dict[str, date], sentence: str) -> None:
    top = study("top", 0.5, requires=("base",))
    others = [study(name, 1, value=9) for name in "abcd"]
    activities = (study("base", 2, value=99), top, *(others if len(pinned) > 1 else ()))

    plan = make_plan(request(*activities, free=frozenset({week(3)}), pins=pinned))

    row = plan.row("module:top")
    assert row is not None
    assert not row.pinned
    assert [pin.sentence for pin in plan.broken_pins] == [sentence]
