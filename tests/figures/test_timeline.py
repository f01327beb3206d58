"""The scale of days."""

from datetime import date

import pytest

from tests.figures.seen import Seen
from tpmlearn.figures.svg import Svg, figure
from tpmlearn.figures.timeline import Timeline


def words(marks: list[Svg]) -> list[str]:
    drawn = figure(*marks, width=900, height=50, title="T", description="D", prefix="t")
    return [box.words for box in Seen(drawn).boxes]


def test_it_lays_whole_weeks_between_two_places() -> None:
    scale = Timeline(date(2026, 11, 25), date(2026, 12, 2), left=100, right=240)

    assert scale.x(date(2026, 11, 23)) == 100
    assert scale.x(date(2026, 11, 30)) == 170
    assert scale.x_after(date(2026, 12, 6)) == 240
    assert scale.holds(date(2026, 12, 6))
    assert not scale.holds(date(2026, 12, 7))


@pytest.mark.parametrize(
    ("right", "numbers"), [(800, ["1", "2", "3", "4"]), (80, ["1", "3"]), (30, ["1"])]
)
def test_it_numbers_as_many_weeks_as_have_room(right: float, numbers: list[str]) -> None:
    start = date(2026, 11, 23)
    scale = Timeline(start, date(2026, 12, 20), left=0, right=right)

    assert words(scale.week_numbers(20, start=start)) == numbers


def test_it_numbers_no_week_before_the_first() -> None:
    scale = Timeline(date(2026, 11, 9), date(2026, 12, 6), left=0, right=400)

    assert words(scale.week_numbers(20, start=date(2026, 11, 23))) == ["1", "2"]


@pytest.mark.parametrize(
    ("first", "last", "right", "names"),
    [
        (date(2026, 11, 23), date(2027, 3, 14), 800, ["Nov 2026", "Jan 2027", "Feb", "Mar"]),
        (date(2026, 11, 30), date(2027, 2, 14), 300, ["Nov 2026", "Jan 2027", "Feb"]),
        (date(2026, 11, 30), date(2027, 11, 14), 300, ["2027", "Mar", "May", "Jul", "Sep"]),
        (date(2027, 1, 4), date(2027, 1, 10), 300, ["Jan 2027"]),
    ],
)
def test_it_names_months_at_even_steps_and_never_one_over_another(
    first: date, last: date, right: float, names: list[str]
) -> None:
    scale = Timeline(first, last, left=0, right=right)

    assert words(scale.months(20)) == names
