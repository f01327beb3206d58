"""The figures in the module on retrospectives and improvement, worked out again."""

import re
from pathlib import Path
from statistics import median

MODULE = Path(__file__).parents[2] / "content" / "modules" / "34-retrospectives-and-improvement"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_prices_eleven_meetings() -> None:
    hours = 8 * 1.25 * 11
    assert f"{hours:.0f} hours. At €80 an hour €{hours * 80:,.0f}" in LESSON


def test_it_fills_seventy_five_minutes() -> None:
    rows = re.findall(r"^\| (\d+) \| (?:What|Facts|Silent|Group|Why|One|\")", LESSON, re.MULTILINE)
    assert [int(minutes) for minutes in rows] == [10, 10, 7, 8, 20, 15, 5]
    assert sum(int(minutes) for minutes in rows) == 75


def test_it_takes_the_medians_from_the_waits() -> None:
    before, after = (
        [int(value) for value in line.split(", ")]
        for line in re.findall(r"values: \[(.*)\]", LESSON)
    )
    assert len(before) == len(after) == 20
    assert (median(before), median(after)) == (19, 6)
    assert median(after) <= 12
    assert "fallen from 19 to 6 hours; the limit was 12" in LESSON


def test_it_pays_the_flaky_test_back() -> None:
    saved = 9 * 25 / 60
    assert saved == 3.75
    assert f"24 / 3.75 = {24 / saved}" in LESSON


def test_it_works_out_the_exercise() -> None:
    assert "9 of 15, 60 %" in LESSON
    assert 9 / 15 == 0.6
    assert f"9 × 1.5 = {9 * 1.5} days in three Sprints, {9 * 1.5 / 3} a Sprint" in LESSON
    assert 9 / 3 == 3
    assert "6 × 0.5 = 3 hours a day, 15 a week" in LESSON


def test_it_keeps_the_figures_of_the_items_consistent() -> None:
    assert 31 - 4 == 27
    assert "the other 27" in item("m34-nine-actions")
    assert 17 > 12
    assert round((19 - 17) / 19, 1) == 0.1
    assert "days * 8 * 60 / (runs * minutes)" in item("m34-repair-has-paid")
