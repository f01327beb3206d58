"""What a plan says for one week, and what comes after it."""

from datetime import date, timedelta

from tests.domain.planning.cast import TODAY, request, study
from tpmlearn.domain.planning.agenda import agenda_of, coming_tasks
from tpmlearn.domain.planning.planner import make_plan

NEXT = TODAY + timedelta(weeks=1)


def test_a_week_holds_what_is_worked_on_in_it_for_its_minutes() -> None:
    plan = make_plan(request(study("a", 1), study("b", 2), study("c", 3), hours=2))

    week = agenda_of(plan, TODAY + timedelta(days=3))

    assert week.week == TODAY
    assert [(task.row.key, task.minutes) for task in week.tasks] == [
        ("module:a", 60),
        ("module:b", 60),
    ]
    assert week.minutes == 120
    assert not week.free


def test_what_goes_on_from_an_earlier_week_is_in_both() -> None:
    plan = make_plan(request(study("a", 3), hours=2))

    assert [task.minutes for task in agenda_of(plan, NEXT).tasks] == [60]


def test_a_free_week_is_empty_and_says_that_it_is_free() -> None:
    plan = make_plan(request(study("a", 3), hours=2, free=frozenset({TODAY})))

    week = agenda_of(plan, TODAY)

    assert (week.tasks, week.free) == ((), True)
    assert agenda_of(plan, NEXT).minutes == 120


def test_what_comes_begins_after_this_week_and_is_named_once() -> None:
    plan = make_plan(request(*(study(name, 2) for name in "abcde"), hours=2))

    coming = coming_tasks(plan, TODAY, most=3)

    assert [task.row.key for task in coming] == ["module:b", "module:c", "module:d"]
    assert coming[0].week == NEXT


def test_nothing_comes_after_the_end() -> None:
    plan = make_plan(request(study("a", 1)))

    assert coming_tasks(plan, date(2027, 6, 1), most=3) == ()
