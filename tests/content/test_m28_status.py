"""The limits, trends and dates in the module on status reports, worked out again."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "28-status-reports"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
TEMPLATE = (MODULE / "templates" / "status-report.md").read_text(encoding="utf-8")
FIGURE = (MODULE / "trend.svg").read_text(encoding="utf-8")
SLIPS = [0, 1, 2, 4, 5, 7]


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def later(day: date, working_days: int) -> date:
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day


def colour(over: float, green: float, red: float) -> str:
    return "green" if over <= green else "amber" if over <= red else "red"


def test_it_counts_the_working_days_of_the_case() -> None:
    go_live = date(2026, 5, 8)
    assert go_live.weekday() < 5
    assert later(go_live, 7) == date(2026, 5, 19)
    assert later(go_live, 2) == date(2026, 5, 12)
    assert later(go_live, 7 - 4) == date(2026, 5, 13)
    assert "13 May, 3 days late" in LESSON
    for shown in ("19 May with 85 %", "12 May with 50 %", "Go-live is on 8 May"):
        assert shown in LESSON


def test_it_draws_the_trend_of_the_report() -> None:
    heights = re.findall(r'<circle cx="\d+" cy="(\d+)"', FIGURE)
    assert [(190 - int(y)) / 13 for y in heights] == SLIPS
    assert ", ".join(map(str, SLIPS)) in LESSON


def test_it_says_when_the_date_turns_red() -> None:
    pace = (SLIPS[5] - SLIPS[2]) / 3
    assert round((10 - SLIPS[5]) / pace, 1) == 1.8
    assert r"= 1.8 \text{ weeks}" in LESSON
    assert [colour(slip, 3, 10) for slip in SLIPS] == ["green"] * 3 + ["amber"] * 3


def test_it_colours_the_cost_of_the_case() -> None:
    assert 240_000 + 18_000 == 258_000
    assert colour(252_000 - 240_000, 5_000, 18_000) == "amber"


def test_it_solves_the_exercise() -> None:
    costs = [162, 165, 168, 171]
    assert {after - before for before, after in pairwise(costs)} == {3}
    assert colour(3, 3, 10) == "green"
    assert colour(11, 5, 18) == "amber"
    assert colour(165 - 160, 5, 18) == "green"
    assert round((178 - 171) / 3, 1) == 2.3
    assert "(178 - 171) / 3 = 2.3 weeks" in LESSON
    assert later(date(2026, 6, 2), 3) == date(2026, 6, 5)
    assert later(date(2026, 6, 2), 1) == date(2026, 6, 3)


def test_the_template_has_the_four_parts_in_their_order() -> None:
    places = [TEMPLATE.index(f"## {part}\n") for part in ("State", "Trend", "Forecast", "Ask")]
    assert places == sorted(places)


def test_it_recomputes_the_items() -> None:
    assert (12 - 8) / 2 == 2
    assert "- = 2 ± 0.05 weeks" in item("m28-two-weeks-or-three")
    assert 12 - 3 == 9
    assert 21_000 > 18_000
