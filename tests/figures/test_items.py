"""Figures of items: curve, options by ability, difficulty over time."""

from datetime import date, timedelta

import numpy as np
import pytest

from tests.figures.seen import Seen, assert_sound
from tpmlearn.domain.assessment.curve_band import curve_band
from tpmlearn.domain.assessment.curves import GRID, ItemParameters
from tpmlearn.domain.assessment.item_statistics import AbilityGroup, ability_groups
from tpmlearn.figures.difficulty_history import Believed, difficulty_history
from tpmlearn.figures.information_curve import information_curve
from tpmlearn.figures.item_curve import item_curve
from tpmlearn.figures.option_picture import OptionRow, option_picture
from tpmlearn.figures.table import Drawing

LONG = "long words " * 20
OPTIONS = [
    OptionRow("Ask the sponsor what the change is worth before anybody estimates it", True),
    *(OptionRow(f"Wrong <b> & {n} {LONG}", False) for n in range(3)),
]
BAND = curve_band(ItemParameters(0.2, 0.5, guess=0.25))


def _groups(people: int) -> tuple[AbilityGroup, ...]:
    rng = np.random.default_rng(1)
    picked = rng.integers(0, 4, people)
    return ability_groups(rng.normal(0, 0.8, people), picked == 0, picked[:, None] == np.arange(4))


def _steps(count: int) -> list[Believed]:
    return [
        Believed(n, date(2026, 1, 1) + timedelta(days=n), 30 * n, -5 + 0.5 * n, 0.6, n > count // 2)
        for n in range(1, count + 1)
    ]


def _both(drawing: Drawing | None) -> list[str]:
    assert drawing
    return [drawing.wide, drawing.narrow]


@pytest.mark.parametrize("people", [20, 30, 45, 200])
def test_they_fit_their_labels_and_draw_within_their_boxes(people: int) -> None:
    groups = _groups(people)

    for one in (
        *_both(item_curve(BAND, groups)),
        *_both(option_picture(OPTIONS, groups)),
        *_both(difficulty_history(_steps(people // 9))),
    ):
        assert_sound(one)


def test_without_groups_the_curve_stands_alone() -> None:
    found = item_curve(BAND, ())

    for one in _both(found):
        assert_sound(one)
        assert "A curve with its band." in one
        assert "band. ." not in one
    rows = found.table.rows
    assert [row[0] for row in rows] == ["-2.0", "-1.0", "+0.0", "+1.0", "+2.0"]
    middle = BAND.expected[list(GRID).index(0.0)]
    assert rows[2][1] == f"{100 * middle:.0f} %"
    assert all(row[3:] == ("0", "", "") for row in rows)


def test_tables_have_the_same_data() -> None:
    groups = _groups(100)
    curve, options = item_curve(BAND, groups), option_picture(OPTIONS, groups)
    steps = difficulty_history(_steps(2))
    assert options
    assert steps

    assert [row[3] for row in curve.table.rows] == ["20"] * 5
    assert len(options.table.rows) == 4
    assert options.table.rows[0][1] == "right"
    assert {len(row) for row in options.table.rows} == {len(options.table.header)}
    # -4.5 ± 1.645 · .6
    assert steps.table.rows[0][:5] == ("1", "2 Jan 2026", "30", "-4.50", "-5.49 to -3.51")
    assert [row[5] for row in steps.table.rows] == ["an earlier one", "today’s"]


def test_bars_are_as_high_as_their_shares() -> None:
    groups = (
        AbilityGroup(10, -1, -2, 0, 2, (2, 8)),
        AbilityGroup(10, 1, 0, 2, 8, (8, 2)),
    )
    drawing = option_picture([OptionRow("a", True), OptionRow("b", False)], groups)
    assert drawing

    heights = [
        float(one.attrib["height"]) for one in Seen(drawing.wide).with_class("rect", "f-accent")
    ]

    # The first is the legend's.
    assert heights[2] == pytest.approx(4 * heights[1], rel=1e-2)


def test_there_is_no_picture_without_options_or_people() -> None:
    assert option_picture([], _groups(30)) is None
    assert option_picture(OPTIONS, ()) is None
    assert option_picture(OPTIONS[:2], _groups(30)) is None
    assert difficulty_history([]) is None


def test_information_fits_its_box_and_tells_its_error() -> None:
    best, chance = np.full(GRID.size, 3.0), np.full(GRID.size, 0.0)

    found = information_curve(best, chance)

    assert_sound(found.wide)
    assert_sound(found.narrow)
    # 1 / sqrt(3 + 1), and the population alone.
    assert found.table.rows[3] == ("0", "3.00", "0.50", "0.00", "1.00")
    assert_sound(information_curve(chance, chance).wide)
