"""The figures in the module on release, handover and closure, worked out again."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "33-release-handover-closure"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def last_day_of_five(calls: list[int], limit: int = 3) -> int:
    row = 0
    for day, count in enumerate(calls, start=1):
        row = row + 1 if count <= limit else 0
        if row == 5:
            return day
    return 0


def test_it_adds_up_the_project_that_would_not_end() -> None:
    hours = 38 * 1.5
    month = int(hours / 7.6 * 620)
    assert f"38 × 1.5 h are {hours:.0f} hours" in LESSON
    assert f"€{month:,}, six times, €{6 * month:,}" in LESSON
    assert f"€{6 * 1_250:,}" in LESSON
    assert f"€{6 * (month + 1_250):,} since the glass" in LESSON


def test_it_finds_the_number_of_shops_that_can_be_brought_back() -> None:
    assert 6 + 64 == 70
    assert f"Within 45 minutes {45 - 6} shops" in LESSON
    assert f"6 + 32 = {6 + 32} min each" in LESSON


def test_it_runs_through_the_night() -> None:
    longest = 15 + 40 + max(96, 60) + 45
    assert f"15 + 40 + 96 + 45 = {longest} minutes" in LESSON
    assert f"decide at {clock(22 * 60 + longest)}" in LESSON
    last = 5 * 60 + 30 - 38 - 22
    assert f"That is {clock(last)}, **the last moment**" in LESSON


def test_it_ends_the_early_support_by_the_rule() -> None:
    calls = [int(count) for count in re.findall(r'label: "\d+", count: (\d+)', LESSON)]
    assert last_day_of_five(calls) == 10
    assert "the builders leave after day 10" in LESSON
    assert sum(calls[5:]) / 5 == 2


def test_it_compares_the_cost_with_the_plan() -> None:
    more = 428_450 - 410_000
    assert f"+€{more:,} ({more / 410_000 * 100:.1f} %)" in LESSON
    assert 43 - 41 == 2


def test_it_works_out_the_exercise() -> None:
    night = 20 + 50 + max(110, 80) + 60
    assert f"20 + 50 + 110 + 60 = {night} minutes" in LESSON
    assert f"so at {clock(21 * 60 + night)}" in LESSON
    back = 10 + 2 * 50
    assert f"10 + 2 × 50 = {back} minutes" in LESSON
    assert f"= {clock(6 * 60 - back - 30)}" in LESSON
    shops = (75 - 10) // 2
    assert f"(75 - 10) / 2 = {(75 - 10) / 2}, so {shops}" in LESSON
    assert f"10 + {2 * shops} = {10 + 2 * shops} minutes" in LESSON
    assert f"{50 - shops} tomorrow" in LESSON
    assert last_day_of_five([9, 7, 4, 3, 2, 4, 2, 1, 3, 2, 2, 1]) == 11
    assert "after day 11" in LESSON


def test_it_keeps_the_figures_of_the_items_consistent() -> None:
    assert 3 * 60 + 40 + 35 == 4 * 60 + 15
    assert 4 * 60 + 15 + 50 < 5 * 60 + 30
    assert last_day_of_five([9, 6, 4, 2, 3, 3, 2, 5]) == 0
    assert "(window - begin) // each" in item("m33-how-many-shops")
