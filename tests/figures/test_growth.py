"""Ratings over time."""

from datetime import date

import pytest

from tests.figures.seen import Seen, assert_sound
from tpmlearn.figures.growth import History, growth, growth_table

UNTIL = date(2026, 11, 22)
HISTORIES = [
    History("Estimation and forecasting", ((date(2026, 3, 2), 1), (date(2026, 6, 10), 3)), 4),
    History("Infrastructure, cloud and reliability", ((date(2026, 5, 4), 2),)),
    History("Never rated", (), 3),
]


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize("histories", [HISTORIES, HISTORIES[1:2], []])
def test_it_fits_its_labels_and_draws_within_its_box(
    histories: list[History], width: float
) -> None:
    assert_sound(growth(histories, until=UNTIL, width=width))


def test_it_draws_one_step_line_a_rated_skill() -> None:
    seen = Seen(growth(HISTORIES, until=UNTIL))

    lines = [one.attrib["points"].split() for one in seen.with_class("polyline", "f-none s-accent")]
    assert [len(points) for points in lines] == [4, 2]
    first, corner, second, end = ([float(x) for x in point.split(",")] for point in lines[0])
    assert corner == [second[0], first[1]]
    assert second[1] < first[1]
    assert end[1] == second[1]
    assert "Never" not in seen.words


def test_it_keeps_levels_on_one_scale() -> None:
    seen = Seen(growth(HISTORIES[:1], until=UNTIL))

    points = seen.with_class("polyline", "f-none s-accent")[0].attrib["points"].split()
    levels = {float(point.split(",")[1]) for point in points}
    asked = float(seen.with_class("line", "s-ink")[1].attrib["y1"])
    one, three = max(levels), min(levels)
    assert (one - three) / 2 == pytest.approx(three - asked)


def test_it_describes_itself_for_those_who_do_not_see_it() -> None:
    seen = Seen(growth(HISTORIES, until=UNTIL))

    assert seen.root[1].text == (
        "Levels 0 to 5 as rated, up to 22 Nov 2026, for two skills; 1 of them rose."
    )


def test_it_gives_the_same_data_as_a_table() -> None:
    table = growth_table(HISTORIES)

    assert table.header == ("Skill", "Date", "Rated", "Asked")
    assert table.rows == (
        ("Estimation and forecasting", "2 Mar 2026", "1", "4"),
        ("Estimation and forecasting", "10 Jun 2026", "3", "4"),
        ("Infrastructure, cloud and reliability", "4 May 2026", "2", ""),
    )
