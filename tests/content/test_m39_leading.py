"""The figures in the module on leading developers, worked out again from the raw data."""

import re
from pathlib import Path
from statistics import median

MODULE = Path(__file__).parents[2] / "content" / "modules" / "39-leading-developers"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
HOURS = (MODULE / "hours.svg").read_text(encoding="utf-8")
STYLES = (MODULE / "styles.svg").read_text(encoding="utf-8")

WEEKS = [(20, 8, 12), (14, 12, 14), (8, 16, 16), (14, 12, 20), (4, 18, 18), (4, 16, 20)]
WAITS_WEEK_3 = [4, 9, 26, 52, 58, 71, 90]
WAITS_WEEK_6 = [3, 5, 8, 19, 22, 26, 30]
WAITS_OSPREY = [6, 11, 30, 44, 49, 70, 95]


def listed(hours: list[int]) -> str:
    return ", ".join(str(h) for h in hours)


def test_it_takes_the_medians_of_the_review_waits() -> None:
    for waits in (WAITS_WEEK_3, WAITS_WEEK_6):
        assert f"{listed(waits)}, a median of {median(waits)}." in LESSON
    assert f"in hours: {listed(WAITS_OSPREY)}." in LESSON
    assert f"The median is {median(WAITS_OSPREY)} hours" in LESSON


def test_it_says_how_many_reviews_stand_behind_a_median() -> None:
    assert {len(WAITS_WEEK_3), len(WAITS_WEEK_6)} == {7}
    assert "Seven reviews a week prove little" in LESSON


def test_it_fills_forty_hours_in_each_week_but_the_one_with_the_saturday() -> None:
    assert [sum(week) for week in WEEKS] == [40, 40, 40, 46, 40, 40]
    assert "fixes it in six hours" in LESSON


def test_it_describes_the_hours_in_the_alternative_text() -> None:
    assert "; ".join(listed(list(week)) for week in WEEKS) in LESSON


def test_it_sums_up_the_hours_of_code() -> None:
    first, last = WEEKS[0], WEEKS[-1]
    assert (first[0] / sum(first), last[0] / sum(last)) == (0.5, 0.1)
    assert "Code falls from half to a tenth" in LESSON
    assert f"{first[0]} of 40 hours in week 1 and {last[0]} of 40 in week 6" in LESSON


def test_it_draws_each_bar_as_high_as_its_hours() -> None:
    bars = re.findall(r'width="50" height="(\d+)"[^\n]*\n<text[^>]*>(\d+)</text>', HOURS)
    wanted = [hours for week in WEEKS for hours in week]
    assert [int(label) for _, label in bars] == wanted
    assert [int(height) // 5 for height, _ in bars] == wanted


def test_it_fills_one_to_four_squares_for_the_styles() -> None:
    cells = re.findall(r">(Direct|Coach|Support|Delegate)</text>\n((?:<rect[^\n]*\n){4})", STYLES)
    filled = {"Direct": 1, "Coach": 2, "Support": 3, "Delegate": 4}
    assert len(cells) == 9
    assert all(squares.count("f-accent s-accent") == filled[style] for style, squares in cells)


def test_it_counts_the_promises() -> None:
    assert 12 + 2 == 14
    assert "14 in six weeks, 12 kept on the day, 2 moved" in LESSON


def test_it_counts_the_five_goal_sentences() -> None:
    assert 2 + 2 + 1 == 5
    assert 'Two wrote "new intake is live", two "old intake is switched off", and Ravi' in LESSON


def test_it_balances_the_hours_of_the_exercise() -> None:
    assert 24 + 6 + 10 == 10 + 16 + 14 == 40
    assert f"which makes 40: {24 - 10} hours of code go" in LESSON


def test_it_saves_time_on_the_path_by_the_handover() -> None:
    assert 1 + 8 < 3 * 5
    assert "Nine days instead of three weeks" in QUIZ
