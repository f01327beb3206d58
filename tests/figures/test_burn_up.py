"""Planned and earned hours of a plan, week by week."""

from datetime import date, timedelta

import pytest

from tests.figures.seen import Seen, assert_sound
from tpmlearn.domain.planning.tracking import WeekValue
from tpmlearn.figures.burn_up import BurnUp, burn_up, burn_up_table

BEGIN = date(2026, 11, 23)


def chart(*earned: float, weeks: int = 4, days: int = 17, forecast: int | None = None) -> BurnUp:
    """Seven hours a week planned; `days` and `forecast` count from the beginning."""
    known = [*earned, *[None] * (weeks - len(earned))]
    values = [
        WeekValue(BEGIN + timedelta(days=7 * n + 6), 7.0 * (n + 1), value)
        for n, value in enumerate(known)
    ]
    end = None if forecast is None else BEGIN + timedelta(days=forecast)
    return BurnUp(values, BEGIN, BEGIN + timedelta(days=days), 7.0 * weeks, end)


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize(
    "found",
    [
        chart(5, 9, 10, forecast=40),
        chart(5, 9, 10, forecast=4000),
        chart(5, 9, 10),
        chart(0, days=0),
        chart(days=-9),
        chart(*range(60), weeks=60, days=419, forecast=430),
    ],
)
def test_it_fits_its_labels_and_draws_within_its_box(found: BurnUp, width: float) -> None:
    assert_sound(burn_up(found, width=width))


def test_it_describes_itself_for_those_who_do_not_see_it() -> None:
    seen = Seen(burn_up(chart(5, 9, 10, forecast=40)))

    assert seen.root[1].text == (
        "By 10 Dec 2026, in week 3 of 4: 10 of 28 hours earned; 21 are planned by the end of that "
        "week. At the pace so far all are earned in week 6."
    )


def test_before_its_beginning_it_says_so() -> None:
    assert Seen(burn_up(chart(days=-9))).root[1].text == ("28 hours, planned from 23 Nov 2026 on.")


def test_it_gives_the_same_data_as_a_table() -> None:
    table = burn_up_table(chart(5, 9, 10))

    assert table.header == ("Week", "Ends on", "Planned hours", "Earned hours")
    assert table.rows == (
        ("1", "29 Nov 2026", "7", "5"),
        ("2", "6 Dec 2026", "14", "9"),
        ("3", "13 Dec 2026", "21", "10 so far"),
        ("4", "20 Dec 2026", "28", ""),
    )
