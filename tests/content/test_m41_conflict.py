"""The hours and places on the grid in the module on conflict, worked out again from raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "41-conflict-and-hard-conversations"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
MODES = (MODULE / "modes.svg").read_text(encoding="utf-8")
PATH = (MODULE / "path.svg").read_text(encoding="utf-8")

PARTNERS, REBUILD, MOVE = 34, 12, 4
FIRST = 9
REFUNDS, NIGHT = 3, 6
GRID = {
    "Competing": ("low", "high"),
    "Collaborating": ("high", "high"),
    "Compromising": ("half", "half"),
    "Avoiding": ("low", "low"),
    "Accommodating": ("high", "low"),
}


def placed(value: float, low: float, high: float) -> str:
    """Whether a coordinate lies in the low, the middle or the high third of a stretch."""
    third = 3 * (value - low) / (high - low)
    return "low" if third < 1 else "half" if third < 2 else "high"


def corner(x: float, y: float) -> str:
    return next(
        mode for mode, place in GRID.items() if place == (placed(x, 40, 470), placed(-y, -322, -34))
    )


def test_it_recomputes_the_partner_hours_of_each_way() -> None:
    later = PARTNERS - FIRST
    assert f"{PARTNERS} × {REBUILD} = {PARTNERS * REBUILD}" in LESSON
    assert f"the {FIRST} move within six weeks, the other {later} after the season" in LESSON
    now, then = FIRST * MOVE, later * MOVE
    assert f"{FIRST} × {MOVE} = {now} now, {later} × {MOVE} = {then} later" in LESSON
    assert f"C costs the partners {now + then} hours instead of {PARTNERS * REBUILD}" in LESSON
    assert now + then == PARTNERS * MOVE


def test_it_recomputes_the_night_hours() -> None:
    assert LESSON.count(f"{REFUNDS} × {NIGHT} = {REFUNDS * NIGHT}") == 2
    assert "Three wrong refunds in a quarter, six hours of night work each" in LESSON


def test_it_uses_the_same_partners_and_comments_throughout() -> None:
    assert "the websites of 34 partners" in LESSON
    assert f"{FIRST} of the {PARTNERS} compute refunds" in LESSON
    assert "## Twenty-two comments and one block" in LESSON
    assert "Pull request 418 has 22 comments" in LESSON


def test_it_puts_each_mode_in_its_place_on_the_grid() -> None:
    found = dict.fromkeys(GRID, ("", ""))
    box = r'<rect x="(\d+)" y="(\d+)" width="144" height="56"[^\n]*\n<text[^>]*>(\w+)<'
    for x, y, mode in re.findall(box, MODES):
        middle_x, middle_y = int(x) + 72, int(y) + 28
        found[mode] = (placed(middle_x, 40, 470), placed(-middle_y, -322, -34))
    assert found == GRID


def test_it_moves_both_people_through_the_modes_that_the_text_names() -> None:
    circles = re.findall(r'cx="(\d+)" cy="(\d+)" r="12"[^\n]*\n<text[^>]*>(\d)<', PATH)
    squares = re.findall(
        r'<rect x="(\d+)" y="(\d+)" width="24"[^\n]*\n<text[^>]*>(\d)<',
        PATH,
    )
    marek = [corner(int(x), int(y)) for x, y, _ in circles]
    yewande = [corner(int(x) + 12, int(y) + 12) for x, y, _ in squares]
    assert [n for *_, n in circles] == [n for *_, n in squares] == ["1", "2", "3", "4"]
    assert marek == ["Competing"] * 3 + ["Collaborating"]
    assert yewande == ["Accommodating", "Avoiding", "Competing", "Collaborating"]
    assert "Marek: competing in weeks 1, 2 and 3, then collaborating." in LESSON
    assert "Yewande: accommodating in week 1, avoiding in week 2, competing in week 3" in LESSON


def test_it_recomputes_the_tests_of_the_exercise() -> None:
    assert 9 + 5 == 14
    assert "of the 14 tests 9 fail now and then for reasons of timing; 5 have found" in LESSON
    assert f"All on: 6 × 25 = {6 * 25} minutes of repeats a day" in LESSON
    assert f"if one repeat a day remains, that is {1 * 25} minutes" in LESSON


def test_it_keeps_the_timed_parts_equal_to_the_exercise_minutes() -> None:
    assert "exercise_minutes: 57" in LESSON
    assert f"Take {33 + 24} minutes: 33 for part A, 24 for part B." in LESSON


def test_it_splits_the_twelve_endpoints_of_the_quiz_in_halves() -> None:
    assert 6 + 6 == 12
    assert "call all twelve endpoints" in QUIZ
    assert "six endpoints in one form, six in the other" in QUIZ
