"""The figures in the module on reliability and incidents, worked out again from the raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "10-reliability-and-incidents"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

MINUTES = 30 * 24 * 60
HOURS = 30 * 24


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_recomputes_the_budget_of_each_objective() -> None:
    rows = re.findall(r"^\| ([\d.]+) % \| ([\d.]+) min \|$", LESSON, re.MULTILINE)
    assert len(rows) == 5
    for objective, minutes in rows:
        assert abs((100 - float(objective)) / 100 * MINUTES - float(minutes)) < 1e-6


def test_it_prices_the_next_step() -> None:
    saved = 43.2 - 21.6
    assert f"£{saved * 120:,.0f} a month" in LESSON
    assert saved * 120 < 4_100


def test_it_multiplies_the_chain() -> None:
    through = 0.999**3
    assert f"= {through * 100:.1f} % of purchases" in LESSON
    assert f"{round((1 - through) * MINUTES, -1):.0f} minutes a month" in LESSON


def test_it_counts_the_budget_in_requests() -> None:
    total = MINUTES * 300
    allowed = total // 1000
    failed = 48 * 300 // 4
    assert f"× 300 = {total:,} in 30 days. At 99.9 % {allowed:,} may fail" in LESSON
    assert f"= {failed:,} failed requests, or {failed / allowed * 100:.1f} %" in LESSON
    assert f"12 / 43.2 = {12 / 43.2 * 100:.1f} %" in LESSON


def test_it_recomputes_the_burn_rates() -> None:
    assert (
        f"25 % / 0.1 % = {250}: the whole budget in 720 / 250 = {HOURS / 250:.1f} hours" in LESSON
    )
    assert round(14.4 / HOURS * 100, 1) == 2.0
    assert HOURS / 14.4 == 50
    assert f"720 / 4 = {HOURS // 4} hours" in LESSON


def test_it_adds_up_the_timeline() -> None:
    rows = re.findall(r"start: (\d+), duration: (\d+)", LESSON)
    clock = 0
    for start, duration in rows:
        assert int(start) == clock
        clock += int(duration)
    assert clock == 48
    assert max(int(d) for _, d in rows) == 17


def test_it_recomputes_the_exercise() -> None:
    budget = MINUTES * 0.005
    used = 60 + 300 * 0.3
    left = budget - used
    assert f"= {budget:.0f} minutes" in LESSON
    assert f"= {used:.0f} minutes, or {used / budget * 100:.1f} %" in LESSON
    assert f"Left: {left:.0f} minutes, {left / budget * 100:.1f} %" in LESSON
    assert f"720 / 8 = {HOURS // 8} hours" in LESSON
    assert f"{left:.0f} / 0.04 = {left / 0.04:,.0f} minutes" in LESSON
    assert f"lasts {left / 0.04 / 60} hours" in LESSON
    assert 14 + 27.5 - 24 == 17.5
    assert 0.25 < left / budget < 0.5
    assert 1 / 0.04 == 25


def test_it_recomputes_the_items() -> None:
    assert HOURS / (3 / 0.5) == 120
    assert (HOURS / (3 / 0.1), HOURS / 3) == (24, 240)
    assert "- [x] 120 hours" in item("m10-how-long-it-lasts")
    saved = 43.2 - 4.32
    assert round(saved, 1) == 38.9
    assert f"£{round(saved * 15)} a month" in item("m10-never-fail")
    assert 20 * 200 == 4_000
    assert "£4,000" in item("m10-four-minutes-after")
    assert 3 * 200 == 600
