"""Rows of a plan: their days, and what is said of pins that could not be kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, request, study
from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.planner import make_plan


def week(number: int) -> date:
    return TODAY + timedelta(weeks=number - 1)


def test_it_keeps_the_days_of_what_is_started_and_done() -> None:
    begun = replace(study("a", 1), state=State.STARTED, since=date(2026, 11, 2))
    over = replace(study("b", 1), state=State.DONE, since=date(2026, 10, 5))

    plan = make_plan(request(begun, over))

    assert [(row.start, row.end) for row in plan.rows] == [
        (date(2026, 10, 5), date(2026, 10, 5)),
        (date(2026, 11, 2), date(2026, 11, 26)),
    ]
    assert (plan.rows[0].span, plan.rows[1].span) == (None, (0, 60))
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
