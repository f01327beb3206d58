"""The figures in the module on issues and change control, worked out again from the raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "31-issues-and-change-control"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

PARTS = {
    "Code": 2,
    "Export for the ledger": 4,
    "Test again (critical path)": 3,
    "Texts and mails": 2,
    "Privacy check": 1,
}
DAY, FORM, DELAY = 650, 3_200, 1_100
GAIN = 300 * 6 - 400
CHANGES = {
    "CR1": (5_000, 2),
    "CR2": (2_600, 1),
    "CR3": (1_900, 1),
    "CR5": (4_200, 2),
    "CR6": (6_100, 3),
}


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_adds_up_the_parts_of_the_change() -> None:
    for name, days in PARTS.items():
        assert re.search(
            rf"^\| {re.escape(name)} \|.*\| {days} \| €{days * DAY:,} \|$", LESSON, re.M
        )
    days = sum(PARTS.values())
    assert f"| **Sum** | | **{days}** | **€{days * DAY + FORM:,}** |" in LESSON
    assert days == 12


def test_it_prices_the_three_options() -> None:
    now, delay = 12 * DAY + FORM, (3 + 2) * DELAY
    later, lost = 10 * DAY + FORM, int(1.5 * GAIN)
    assert f"€{now:,} | 5 × €1,100 = €{delay:,} | €0 | €{now + delay:,} |" in LESSON
    assert f"= €{later:,} | €0 | 1.5 × €1,400 = €{lost:,} | €{later + lost:,} |" in LESSON
    assert f"cheaper by €{now + delay - later - lost:,}" in LESSON


def test_it_pays_the_change_back_after_about_eight_months() -> None:
    assert GAIN == 1_400
    assert round((12 * DAY + FORM) / GAIN) == 8
    assert "€1,800 a month, less €400, leaves €1,400" in LESSON


def test_it_prices_a_day_of_the_issue_that_comes_first() -> None:
    assert f"3 × €520 = €{3 * 520:,}" in LESSON
    assert f"Six days make €{6 * 3 * 520:,}" in LESSON
    assert f"half of Kenji, €{DAY // 2}" in LESSON


def test_it_runs_the_totals_of_the_approved_changes() -> None:
    money = days = 0
    for name, (cost, delay) in CHANGES.items():
        money, days = money + cost, days + delay
        row = rf"^\| {name} .*\| €{cost:,} \| {delay} \| €{money:,} \| {days} \|$"
        assert re.search(row, LESSON, re.M), name
        assert cost <= 8_000
        assert delay <= 3
    assert money <= 20_000
    assert days == 9 > 8


def test_it_counts_the_sum_in_the_recall_question() -> None:
    assert f"18,500 + 3,000 = {18_500 + 3_000:,}" in LESSON
    assert 18_500 + 3_000 > 20_000
    assert 5 + 1 <= 8


def test_it_works_out_the_exercise() -> None:
    once, delay, gain = 6 * 700 + 1_500, 3 * 900, 510 - 110
    assert f"€{once:,}; delay 3 × €900 = €{delay:,}; together €{once + delay:,}" in LESSON
    assert f"{once:,} + {2 * gain} = €{once + 2 * gain:,}" in LESSON
    assert f"about {round(once / gain)} months" in LESSON
    assert f"8,200 + 5,700 = {8_200 + once:,} ≤ 15,000" in LESSON
    assert f"cheaper by €{delay - 2 * gain:,}" in LESSON
    assert f"4 × €500 = €{4 * 500:,} a day" in LESSON
    assert once <= 6_000
    assert 3 > 2
    assert 2 + 3 <= 5


def test_it_keeps_the_figures_of_the_items_consistent() -> None:
    assert 5 + 2 == 7 > 6
    assert 9_000 + 3_000 <= 15_000
    assert "Seven days are more than six" in item("m31-one-day-too-many")
    assert 2 * 3 * 400 > 1_800
    assert "people * days * rate - rescue" in item("m31-cost-of-waiting")
