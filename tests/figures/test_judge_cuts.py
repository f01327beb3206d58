"""The cuts of a panel as a picture: every judge, both rounds, and the same numbers as a table."""

import pytest

from tests.figures.seen import assert_sound
from tpmlearn.figures.judge_cuts import JudgeCut, PanelCut, judge_cuts

JUDGES = [JudgeCut("Judge 1", 44.4, 50.0), JudgeCut("You", 62.4, 63.1)]
PANEL = PanelCut(53.4, 56.55, 50.0, 63.1)


def test_the_table_has_what_the_picture_shows() -> None:
    drawing = judge_cuts(JUDGES, PANEL, mark=75)

    assert drawing.table.rows == (
        ("Judge 1", "44.4 %", "50.0 %"),
        ("You", "62.4 %", "63.1 %"),
        ("All", "53.4 %", "56.5 %"),
    )
    for picture in (drawing.wide, drawing.narrow):
        assert "The panel after round 2: 56.5 %" in picture
        assert "The pass mark of today is 75.0 %" in picture
        assert "Judge 1" in picture


@pytest.mark.parametrize("mark", [0.0, 55.0, 75.0, 100.0])
@pytest.mark.parametrize("judges", [3, 12])
def test_nothing_in_it_meets_or_leaves_it(mark: float, judges: int) -> None:
    cuts = [JudgeCut(f"Judge {n}", 40.0 + n, 45.0 + 2 * n) for n in range(1, judges + 1)]

    drawing = judge_cuts(cuts, PANEL, mark=mark)

    assert_sound(drawing.wide)
    assert_sound(drawing.narrow)


@pytest.mark.parametrize("percent", [0.0, 100.0])
def test_the_ends_of_the_scale_can_be_drawn(percent: float) -> None:
    judges = [JudgeCut(f"Judge {n}", percent, percent) for n in range(3)]

    drawing = judge_cuts(judges, PanelCut(percent, percent, percent, percent), mark=percent)

    assert "nan" not in drawing.wide
    assert f"{percent:.0f} %" in drawing.wide
