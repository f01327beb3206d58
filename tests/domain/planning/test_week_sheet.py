"""One week of a plan: its things, review, days off, and where it ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, request, study
from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.days_off import Stretch
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.week_sheet import week_sheet

NEXT = TODAY + timedelta(weeks=1)


def plan(*, off: frozenset[date] = frozenset(), free: frozenset[date] = frozenset()) -> Plan:
    """Seven hours of study at three and a half hours a week, of which half an hour is review."""
    over = replace(study("over", 0), state=State.DONE, since=TODAY)
    asked = request(over, study("a", 2), study("b", 5), hours=3.5, off=off, free=free)
    return make_plan(replace(asked, review_minutes=30))


def test_it_has_the_minutes_of_the_week_and_review_besides() -> None:
    sheet = week_sheet(plan(), TODAY, today=TODAY)

    assert [(task.row.key, task.minutes) for task in sheet.agenda.tasks] == [
        ("module:a", 120),
        ("module:b", 60),
    ]
    assert (sheet.review_minutes, sheet.minutes) == (30, 210)
    assert [row.key for row in sheet.done] == ["module:over"]
    assert (sheet.number, sheet.before, sheet.after) == (1, None, NEXT)


def test_a_free_week_has_no_review_either() -> None:
    sheet = week_sheet(plan(free=frozenset({NEXT})), NEXT, today=TODAY)

    assert sheet.agenda.free
    assert sheet.minutes == 0


def test_days_off_are_said_and_take_their_share_of_review() -> None:
    off = frozenset(NEXT + timedelta(days=n) for n in range(3, 7))

    sheet = week_sheet(plan(off=off), NEXT, today=TODAY)

    # Three of seven days are left: 77 of 180 minutes, and of review 13 of 30.
    assert sheet.days_off == (Stretch(NEXT + timedelta(days=3), NEXT + timedelta(days=6)),)
    assert sheet.review_minutes == 13


@pytest.mark.parametrize(
    ("asked", "week"),
    [
        (date.min, TODAY),
        (TODAY + timedelta(days=6), TODAY),
        (date.max, TODAY + timedelta(weeks=2)),
    ],
)
def test_outside_the_plan_it_is_its_first_or_last_week(asked: date, week: date) -> None:
    assert week_sheet(plan(), asked, today=TODAY).agenda.week == week


def test_week_53_is_a_week_like_any_other() -> None:
    start = date(2026, 12, 28)
    asked = request(study("a", 4), start=start, today=start)

    sheet = week_sheet(make_plan(asked), date.fromisocalendar(2026, 53, 7), today=start)

    assert (sheet.agenda.week, sheet.after) == (start, date(2027, 1, 4))
    assert sheet.number == 1
