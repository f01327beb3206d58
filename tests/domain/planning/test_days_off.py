"""Days off are read as people write them, and written as they can be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.planning.days_off import (
    DaysUnreadable,
    Stretch,
    read_days,
    stretch,
    stretches,
    with_late_ones,
    write_days,
)


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("2026-12-24", date(2026, 12, 24), date(2026, 12, 24), 1),
        ("2026-12-24 to 2027-01-03", date(2026, 12, 24), date(2027, 1, 3), 11),
        ("2026-12-24 - 2026-12-26", date(2026, 12, 24), date(2026, 12, 26), 3),
        ("2026-12-24 until 2026-12-26", date(2026, 12, 24), date(2026, 12, 26), 3),
        ("2026-12-24\r\n\r\n 2026-12-26 ", date(2026, 12, 24), date(2026, 12, 26), 2),
        ("2026-12-24, 2026-12-26; 2026-12-24", date(2026, 12, 24), date(2026, 12, 26), 2),
        ("2028-02-28 to 2028-03-01", date(2028, 2, 28), date(2028, 3, 1), 3),
    ],
)
def test_it_reads_days_and_stretches(text: str, first: date, last: date, count: int) -> None:
    days = read_days(text)

    assert (min(days), max(days), len(days)) == (first, last, count)


@pytest.mark.parametrize("text", ["", " \n ,, ; \n"])
def test_it_reads_nothing_as_no_days(text: str) -> None:
    assert read_days(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Christmas", "“Christmas” is no day"),
        ("2027-02-29", "names a day that no calendar has"),
        ("2026-12-24\n2026-13-01", "“2026-13-01” names a day"),
        ("2026-12-26 to 2026-12-24", "24 Dec 2026 comes before 26 Dec 2026"),
        ("2026-01-01 to 2027-01-01", "more than 100 days"),
        ("2026-01-01 to 2026-01-02 to 2026-01-03", "is no day"),
        ("0001-01-01 to 9999-12-31", "more than 100 days"),
        ("2026-W53-1", "is no day"),
        ("2026-12-24<script>", "is no day"),
        ("x" * 400, "x" * 60 + "…”"),
        ("2026-12-24\n" * 1000, "at most 5000 letters"),
    ],
)
def test_it_names_the_line_that_it_cannot_read(text: str, said: str) -> None:
    with pytest.raises(DaysUnreadable) as found:
        read_days(text)

    assert said in str(found.value)


def test_it_joins_days_in_a_row() -> None:
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 3), date(2026, 12, 31)]

    assert stretches(days) == (
        Stretch(date(2026, 12, 31), date(2027, 1, 1)),
        Stretch(date(2027, 1, 3), date(2027, 1, 3)),
    )


def test_the_last_day_of_the_calendar_can_be_off() -> None:
    assert stretch(date.max, date.max).days == {date.max}


def test_days_of_late_that_are_over_stay_as_far_as_there_is_room() -> None:
    today = date(2026, 12, 2)
    late, old = date(2026, 11, 27), date(2025, 1, 1)
    many = stretch(date(2027, 1, 1), date(2027, 4, 10)).days

    assert with_late_ones({today}, {late, old}, today) == {today, late}
    assert with_late_ones(many, {late}, today) == many


@given(st.sets(st.dates(min_value=date(1000, 1, 1)), max_size=40))
def test_what_it_writes_it_reads_again(days: set[date]) -> None:
    assert read_days(write_days(days)) == days
