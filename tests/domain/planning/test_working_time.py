"""The calendar of a plan, worked by hand and held to its own inverse."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning.cast import TODAY
from tpmlearn.domain.planning.working_time import WorkingTime

tried = settings(max_examples=150, deadline=None, database=None, derandomize=True)


def test_it_spreads_a_week_over_its_days_as_evenly_as_minutes_allow() -> None:
    time = WorkingTime(TODAY, 120)

    found = [time.minutes_on(TODAY + timedelta(days=n)) for n in range(7)]

    assert found == [17, 17, 17, 17, 17, 17, 18]
    assert time.minutes_of_week(TODAY) == 120


def test_it_works_nothing_in_free_weeks_on_days_off_and_before_the_first_day() -> None:
    thursday, off = TODAY + timedelta(days=3), TODAY + timedelta(days=4)
    time = WorkingTime(thursday, 120, frozenset({TODAY + timedelta(weeks=1)}), frozenset({off}))

    assert time.minutes_on(TODAY) == 0
    assert time.minutes_on(off) == 0
    assert time.minutes_of_week(TODAY) == 17 + 17 + 18
    assert time.minutes_of_week(TODAY + timedelta(weeks=1)) == 0
    assert time.minute_of(TODAY + timedelta(weeks=2)) == 52


@pytest.mark.parametrize(
    ("minute", "starts", "finishes"),
    [
        (0, date(2026, 11, 23), date(2026, 11, 23)),
        (17, date(2026, 11, 24), date(2026, 11, 23)),
        (18, date(2026, 11, 24), date(2026, 11, 24)),
        (120, date(2026, 12, 7), date(2026, 11, 29)),
        (121, date(2026, 12, 7), date(2026, 12, 7)),
    ],
)
def test_it_says_on_which_day_work_starts_and_finishes(
    minute: int, starts: date, finishes: date
) -> None:
    # The week of 30 November is free.
    time = WorkingTime(TODAY, 120, frozenset({date(2026, 11, 30)}))

    assert time.start_day(minute) == starts
    assert time.finish_day(minute) == finishes


DAYS = st.integers(0, 800).map(lambda n: TODAY + timedelta(days=n))


@tried
@given(
    first=DAYS,
    weekly=st.integers(30, 3600),
    free=st.frozensets(DAYS.map(lambda day: day - timedelta(days=day.weekday())), max_size=26),
    off=st.frozensets(DAYS, max_size=40),
    minute=st.integers(0, 40_000),
)
def test_a_minute_lies_in_its_day(
    first: date, weekly: int, free: frozenset[date], off: frozenset[date], minute: int
) -> None:
    time = WorkingTime(first, weekly, free, off)

    day = time.start_day(minute)

    assert time.minute_of(day) <= minute < time.minute_of(day + timedelta(days=1))
    assert time.minutes_on(day) > 0


@tried
@given(first=DAYS, weekly=st.integers(30, 3600), off=st.frozensets(DAYS, max_size=40), day=DAYS)
def test_the_axis_is_the_sum_of_the_days(
    first: date, weekly: int, off: frozenset[date], day: date
) -> None:
    time = WorkingTime(first, weekly, days_off=off)

    gone = range(max(0, (day - first).days))

    assert time.minute_of(day) == sum(time.minutes_on(first + timedelta(days=n)) for n in gone)
