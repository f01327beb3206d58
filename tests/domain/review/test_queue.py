"""What comes when: a session of a quarter of an hour, the weakest first, the rest spread."""

from datetime import date, timedelta

import pytest

from tpmlearn.domain.review.memory import Answer, Memory, replay
from tpmlearn.domain.review.queue import AHEAD, Pace, pace_of, queue_of

TODAY = date(2026, 12, 7)


def _memories(*ages: int) -> list[Memory]:
    """Items answered wrongly so many days ago: due on the day after, the older the weaker."""
    given = [
        Answer(f"i{n:03d}", TODAY - timedelta(days=age), correct=False)
        for n, age in enumerate(ages)
    ]
    return list(replay(sorted(given, key=lambda one: one.day)).values())


@pytest.mark.parametrize(
    ("seconds", "items"),
    [(72.0, 12), (60.0, 15), (45.0, 20), (1.0, 20), (150.0, 6), (600.0, 5)],
)
def test_a_session_is_fifteen_minutes_within_five_and_twenty(seconds: float, items: int) -> None:
    assert Pace(seconds, 50).session == items


@pytest.mark.parametrize(("items", "minutes"), [(0, 0), (1, 1), (5, 6), (12, 14)])
def test_minutes_are_about_and_never_none_for_something(items: int, minutes: int) -> None:
    assert Pace(72.0, 0).minutes(items) == minutes


def test_the_pace_is_the_median_of_what_was_no_break() -> None:
    assert pace_of([30.0] * 6 + [50.0] * 7 + [3600.0] * 9 + [0.0, -5.0]) == Pace(50.0, 13)


def test_with_few_times_the_pace_is_the_usual_one() -> None:
    assert pace_of([5.0] * 9) == Pace(72.0, 9)
    assert pace_of([]) == Pace(72.0, 0)


def test_the_least_remembered_come_first() -> None:
    queue = queue_of(_memories(1, 9, 4), today=TODAY, session=12, has_reviewed=False)

    assert queue.due == ("i001", "i002", "i000")
    assert queue.now == queue.due


def test_what_is_not_due_waits_and_its_day_is_told() -> None:
    queue = queue_of(_memories(0, 0), today=TODAY, session=12, has_reviewed=False)

    assert queue.due == ()
    assert queue.next_due == TODAY + timedelta(days=1)
    assert [(day.becoming_due, len(day.items)) for day in queue.days[:3]] == [
        (0, 0),
        (2, 2),
        (0, 0),
    ]


def test_after_a_break_each_day_has_one_session() -> None:
    queue = queue_of(_memories(*range(5, 45)), today=TODAY, session=12, has_reviewed=False)

    assert len(queue.due) == 40
    assert [len(day.items) for day in queue.days[:5]] == [12, 12, 12, 4, 0]
    assert queue.spread == 28
    assert queue.after == 0
    planned = [item for day in queue.days for item in day.items]
    assert sorted(planned) == sorted(queue.due)


def test_what_becomes_due_later_takes_its_place_among_the_weakest() -> None:
    memories = _memories(*[20] * 15, 0)

    queue = queue_of(memories, today=TODAY, session=10, has_reviewed=False)

    assert [len(day.items) for day in queue.days[:3]] == [10, 6, 0]
    assert queue.days[1].becoming_due == 1
    assert queue.days[1].items[-1] == "i015"


def test_who_reviewed_today_is_asked_nothing_more_today() -> None:
    queue = queue_of(_memories(*[20] * 15), today=TODAY, session=10, has_reviewed=True)

    assert queue.now == ()
    assert [len(day.items) for day in queue.days[:3]] == [0, 10, 5]


def test_what_does_not_fit_into_the_days_ahead_is_counted() -> None:
    queue = queue_of(_memories(*[30] * 100), today=TODAY, session=5, has_reviewed=False)

    assert len(queue.days) == AHEAD
    assert queue.after == 100 - 5 * AHEAD


def test_nothing_answered_is_an_empty_queue() -> None:
    queue = queue_of([], today=TODAY, session=12, has_reviewed=False)

    assert (queue.due, queue.now, queue.after, queue.next_due) == ((), (), 0, None)
