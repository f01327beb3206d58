"""The figures in the module on forecasts from history, worked out from the weeks in the text."""

import random
import re
from pathlib import Path
from statistics import median

MODULE = Path(__file__).parents[2] / "content" / "modules" / "17-forecast-with-history"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

WEEKS = [5, 3, 6, 4, 0, 7, 3, 4, 6, 2]
SIGNE = [2, 4, 3, 0, 5, 1]


def done_by(weeks: list[int], items: int, last: int = 40) -> list[float]:
    """The probability that the items are finished by the end of week 0, 1, 2, ..."""
    state = [1.0] + [0.0] * items
    result = [0.0]
    for _ in range(last):
        new = [0.0] * (items + 1)
        for total, share in enumerate(state):
            for count in [0] if total == items else weeks:
                new[min(items, total + count)] += share / (1 if total == items else len(weeks))
        state = new
        result.append(state[items])
    return result


def percent(share: float) -> int:
    return round(share * 100)


def first_week(odds: list[float], share: float) -> int:
    return next(week for week, value in enumerate(odds) if value >= share)


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_cleans_the_eleven_weeks() -> None:
    rows = re.findall(r"^\| (\d+) \| (\d+) \|[^|]*\| (\d+|left out) \|$", LESSON, re.MULTILINE)
    assert len(rows) == 11
    assert sum(int(raw) for _, raw, _ in rows) == 51
    clean = [int(count) for _, _, count in rows if count != "left out"]
    assert clean == WEEKS
    assert (sum(clean), len(clean)) == (40, 10)
    assert "**40 in 10 weeks**" in LESSON
    assert f"WEEKS = {WEEKS}" in LESSON
    assert round(51 / 11, 1) == 4.6
    assert round(36 / 4.6, 1) == 7.8
    assert 51 - 40 == 8 + 3
    assert "which eleven items went" in LESSON


def test_it_lets_the_backlog_grow_by_a_sixth() -> None:
    assert 36 * 35 / 30 == 42
    assert 42 / 4 == 10.5
    assert "42 / 4 = 10.5 weeks" in LESSON


def test_it_draws_the_histogram_from_exact_odds() -> None:
    odds = done_by(WEEKS, 42)
    bars = dict(re.findall(r'label: "(\d+\+?)", count: (\d+)', LESSON))
    for week in range(7, 17):
        assert int(bars[str(week)]) == round((odds[week] - odds[week - 1]) * 10_000)
    assert abs(int(bars["17+"]) - (1 - odds[16]) * 10_000) < 2
    assert sum(map(int, bars.values())) in range(9_998, 10_003)


def test_it_fills_the_table_of_odds() -> None:
    for items, weeks in ((36, range(8, 14)), (42, range(8, 15))):
        odds = done_by(WEEKS, items)
        cells = " | ".join(f"{percent(odds[week])} %" for week in weeks)
        assert f"| {items} items | {cells} |" in LESSON
    odds = done_by(WEEKS, 42)
    assert [first_week(odds, share) for share in (0.50, 0.85, 0.95)] == [11, 13, 14]
    fewer = done_by(WEEKS, 36)
    assert [first_week(fewer, share) for share in (0.50, 0.85, 0.95)] == [9, 11, 12]
    assert "about 4 in 100" in LESSON


def test_it_runs_the_program_of_the_lesson() -> None:
    code = LESSON.split("```python\n", 1)[1].split("```", 1)[0]
    space: dict[str, object] = {"random": random.Random(17)}
    exec(compile(code.replace("import random\n", ""), "lesson", "exec"), space)
    runs = space["runs"]
    assert isinstance(runs, list)
    assert [runs[int(10_000 * share)] for share in (0.50, 0.85, 0.95)] == [11, 13, 14]


def test_it_multiplies_two_teams() -> None:
    assert round(0.92 * 0.85, 2) == 0.78
    assert "0.92 × 0.85 = 0.78" in LESSON
    assert percent(0.9 * 0.8) == 72
    assert "- = 72 ± 0.1 %" in item("m17-two-teams")


def test_it_reads_the_reference_class() -> None:
    earlier = [9, 11, 12, 13, 14, 16, 21]
    assert "   ".join(map(str, earlier)) in LESSON
    assert median(earlier) == 13
    assert sum(week <= 14 for week in earlier) == 5
    assert percent(5 / 7) == 71
    assert sum(week <= 16 for week in earlier) == 6
    assert 13 + 5 == 18
    assert "week 18, five weeks after the 13" in LESSON


def test_it_renews_the_forecast_after_four_weeks() -> None:
    new = [2, 4, 3, 3]
    odds = done_by(WEEKS + new, 42 - sum(new))
    assert sum(new) == 12
    assert 4 + first_week(odds, 0.50) == 12
    assert 4 + first_week(odds, 0.85) == 14
    assert percent(odds[10]) == 91
    assert "| After four weeks | week 12 | week 14 | 91 % |" in LESSON


def test_it_solves_the_exercise_with_the_die() -> None:
    assert len(SIGNE) == 6
    assert sum(SIGNE) / 6 == 2.5
    odds = done_by(SIGNE, 12)
    for week, share in ((4, 34), (5, 60), (6, 79), (7, 91), (8, 96)):
        assert percent(odds[week]) == share
        assert f"{share} %" in LESSON
    assert first_week(odds, 0.9) == 7
    assert "2, 4, 3, 0, 5, 1: 15 items" in LESSON


def test_it_counts_the_hits() -> None:
    assert 0.85 * 20 == 17


def test_it_checks_the_figures_of_the_items() -> None:
    assert 21 - 16 == 5
    assert "Enter 5 for that week" in item("m17-sixteen-old-tickets")
    seven = [11, 13, 14, 15, 16, 18, 24]
    assert median(seven) == 15
    assert sum(week > 15 for week in seven) == 3
    assert sum(week <= 18 for week in seven) == 6
    assert percent(6 / 7) == 86
    assert 3 / 30 == 0.1
