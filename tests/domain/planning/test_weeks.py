"""ISO weeks, week 53 and leap days among them."""

from datetime import date

import pytest

from tpmlearn.domain.planning.weeks import monday, sunday, week_number, weeks_between


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 29)),
        (date(2027, 1, 3), date(2026, 12, 28), date(2027, 1, 3)),
        (date(2028, 2, 29), date(2028, 2, 28), date(2028, 3, 5)),
    ],
)
def test_it_finds_the_week_around_a_day(day: date, first: date, last: date) -> None:
    assert monday(day) == first
    assert sunday(day) == last


def test_it_counts_weeks_across_week_53() -> None:
    assert weeks_between(date(2026, 12, 27), date(2027, 1, 4)) == 2
    assert weeks_between(date(2027, 1, 4), date(2026, 12, 27)) == -2


def test_it_counts_the_plans_weeks_from_one() -> None:
    start = date(2026, 11, 25)

    assert week_number(start, start=start) == 1
    assert week_number(date(2026, 11, 30), start=start) == 2
