"""Figures in the module on evidence and the move, worked out again from the raw data."""

import re
from pathlib import Path

import yaml

CONTENT = Path(__file__).parents[2] / "content"
MODULE = CONTENT / "modules" / "48-evidence-cv-interview-network"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
FACTS = {
    one["slug"]: one["value"]
    for one in yaml.safe_load((CONTENT / "facts.yml").read_text(encoding="utf-8"))
}


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def covered(*spans: tuple[int, int]) -> int:
    """Calendar months under at least one span; both ends are included."""
    return len({month for first, last in spans for month in range(first, last + 1)})


def needed() -> int:
    return int(re.findall(r"\d+", FACTS["pmp-months"])[0])


def test_it_counts_the_failed_payments() -> None:
    before, after = 40_000 * 11 // 1000, 40_000 * 3 // 1000
    assert f"that is {after} instead of {before} failed ones" in LESSON
    assert f"{before - after} fewer" in LESSON


def test_it_counts_the_months_of_the_chart() -> None:
    spans = [
        (int(start), int(start) + int(length) - 1)
        for start, length in re.findall(r"start: (\d+), duration: (\d+)", LESSON)
    ]
    led = sum(last - first + 1 for first, last in spans)
    months = covered(*spans)
    assert (led, months) == (15, 13)
    assert f"5 + 4 + 6 = {led} months of projects, but {months} on the calendar" in LESSON
    assert "months 4 and 5 lie under two" in LESSON
    assert f"{needed()} − {months} = {needed() - months} months are missing" in LESSON


def test_it_counts_the_months_of_the_question() -> None:
    assert covered((1, 6), (5, 8)) == 8
    assert "- [x] Eight, from January to August." in LESSON


def test_it_solves_the_exercise() -> None:
    months = covered((2, 7), (6, 9), (12, 14))
    assert f"8 + 3 = {months}, although 6 + 4 + 3 = {6 + 4 + 3} were led" in LESSON
    assert f"{needed()} − {months} = {needed() - months}" in LESSON


def test_it_covers_each_column_with_two_stories() -> None:
    rows = re.findall(r"^\| [^|]+ \|((?: x? ?\|){5})$", LESSON, re.MULTILINE)
    marks = [[cell.strip() == "x" for cell in row.split("|")[:5]] for row in rows]
    assert len(marks) == 5
    assert all(sum(column) >= 2 for column in zip(*marks, strict=True))


def test_it_recomputes_the_item() -> None:
    months = covered((1, 4), (3, 7), (10, 12))
    assert f"- = {months} ± 0.1 months" in item("m48-months")


def test_it_says_that_it_is_independent() -> None:
    assert "independent and not endorsed" in LESSON
