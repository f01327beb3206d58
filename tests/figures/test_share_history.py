"""Shares over time: dots with their doubt, none upon another."""

from datetime import date

import pytest

from tests.figures.seen import Seen, assert_sound
from tpmlearn.figures.share_history import SharePart, SharePoint, share_history

FIRST, SECOND, THIRD = (
    SharePoint(date(2026, 10, 5), 61, 55, 67),
    SharePoint(date(2026, 11, 20), 70, 64, 76),
    SharePoint(date(2026, 11, 20), 76, 70, 81),
)
PARTS = [
    SharePart("All questions", (FIRST, SECOND, THIRD)),
    SharePart("Business environment", (FIRST, SECOND, THIRD)),
]


def _drawn(parts: list[SharePart]) -> tuple[str, str]:
    return share_history(parts, mark=75, meaning="our mark for being ready", title="Over time")


@pytest.mark.parametrize("parts", [PARTS, [SharePart("All questions", (FIRST,))]])
def test_it_fits_its_labels_and_draws_within_its_box(parts: list[SharePart]) -> None:
    for markup in _drawn(parts):
        assert_sound(markup)


def test_each_sitting_of_a_part_has_a_place_of_its_own() -> None:
    seen = Seen(_drawn(PARTS[:1])[0])

    dots = [float(one.attrib["cx"]) for one in seen.with_class("circle", "f-accent")][1:]
    assert len(dots) == 3
    assert dots[0] < dots[1] < dots[2]
    assert all(0 <= one <= seen.width for one in dots)


def test_a_higher_share_stands_higher() -> None:
    seen = Seen(_drawn(PARTS[:1])[0])

    heights = [float(one.attrib["cy"]) for one in seen.with_class("circle", "f-accent")][1:]
    assert heights[0] > heights[1] > heights[2]
    assert heights[0] - heights[2] == pytest.approx(0.15 * 84)


def test_it_says_what_it_shows() -> None:
    assert "All questions: 61 %, 70 %, 76 %." in (Seen(_drawn(PARTS)[0]).root[1].text or "")
