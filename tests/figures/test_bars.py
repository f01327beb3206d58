"""Amounts as bars, with a second amount or with what is asked."""

import pytest

from tests.figures.seen import Seen, assert_sound
from tpmlearn.figures.bars import BarRow, BarWords, bar_drawing

TRAPS = BarWords("Traps that cost the most", "Trap", "This sitting", "All sittings", prefix="traps")
PACE = BarWords("Time by quarter", "Questions", "Seconds a question", asked="pace")
ROWS = [
    BarRow("Asks for more before looking at what it would change", 7, "7 answers", 31, "31"),
    BarRow("Hero mode", 1, "1 answer", 1, "1"),
]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_it_fits_its_labels_and_draws_within_its_box(width: str) -> None:
    found = bar_drawing(ROWS, TRAPS)
    asked = bar_drawing([BarRow("Questions 1 to 45", 95.0, "95 s")], PACE, asked=400)

    assert found
    assert asked
    assert_sound(getattr(found, width))
    assert_sound(getattr(asked, width))


def test_bars_are_as_long_as_their_amounts() -> None:
    found = bar_drawing(ROWS, TRAPS)
    assert found

    seen = Seen(found.wide)
    bars = [float(one.attrib["width"]) for one in seen.with_class("rect", "f-accent")]
    others = [float(one.attrib["width"]) for one in seen.with_class("rect", "f-muted")]
    # The first of each is the legend's sample.
    assert bars[1] == pytest.approx(7 * bars[2], rel=1e-2)
    assert others[1] == pytest.approx(31 * others[2], rel=1e-2)
    assert others[2] == pytest.approx(bars[2], rel=1e-2)


def test_it_gives_the_same_data_as_a_table_and_to_those_who_do_not_see_it() -> None:
    found = bar_drawing(ROWS, TRAPS)
    assert found

    assert found.table.header == ("Trap", "This sitting", "All sittings")
    assert found.table.rows[1] == ("Hero mode", "1 answer", "1")
    assert "Hero mode: 1 answer, all sittings 1." in (Seen(found.wide).root[1].text or "")


@pytest.mark.parametrize("rows", [[], [BarRow("Nothing", 0, "0")]])
def test_there_is_no_figure_of_nothing(rows: list[BarRow]) -> None:
    assert bar_drawing(rows, TRAPS) is None
