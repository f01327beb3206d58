"""The figures in the module on negotiation, worked out again from the raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "43-negotiation-and-influence"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

JONAS = {"Audit findings": 6, "On call": 5, "Leave": 3}
WORKING_DAYS = 4 * 5


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_prices_the_contractor() -> None:
    assert f"15 days at 900 euros, so {15 * 900:,} euros" in LESSON
    assert f"| {15 * 900:,} euros |" in LESSON


def test_it_counts_the_days_that_can_be_lent() -> None:
    free = WORKING_DAYS - JONAS["On call"] - JONAS["Leave"]
    lent = free - JONAS["Audit findings"]
    assert f"{WORKING_DAYS} − 5 − 3 = {free} days" in LESSON
    assert f"{free} − 6 = {lent} that Chidi could lend" in LESSON
    for label, count in (JONAS | {"Could be lent": lent}).items():
        assert f"{{label: {label}, count: {count}}}" in LESSON
    bars = [int(n) for n in re.findall(r"count: (\d+)\}", LESSON)]
    assert sum(bars) == WORKING_DAYS


def test_it_finds_a_zone_between_the_two_limits() -> None:
    design, review, cut_over = 2, 2, 1
    limit = design + review + cut_over
    assert limit == 5
    assert f"here from {limit} to 6 days" in LESSON
    assert "two for design, two for review, one for the cut-over" in LESSON


def test_it_trades_day_for_day() -> None:
    on_call, evidence = 5, 1
    assert on_call + evidence == 3 * 2 == 6
    assert "Six days of Jonas against six days from Nadia's team" in LESSON


def test_it_solves_the_exercise() -> None:
    alternative = 3 * 26_000 + 10 * 600
    assert f"3 × 26,000 + 10 × 600 = 78,000 + 6,000 = {alternative:,} euros" in LESSON
    assert f"{alternative:,} / 3 = {alternative // 3:,} a year" in LESSON
    assert f"At 30,000 a year ({3 * 30_000:,})" in LESSON
    assert 22_000 <= 24_000 < 25_000 <= 27_000 < alternative / 3


def test_it_recomputes_the_number_item() -> None:
    total = 2 * 18_000 + 12 * 500
    text = item("m43-alternative-cost")
    assert f"= {total:,} euros for the alternative" in text
    assert f"- = {total // 2} ± 1 euros" in text


def test_it_keeps_the_zone_of_the_item_between_the_limits() -> None:
    text = item("m43-zone")
    assert "- [x] 23,000 to 26,000 euros" in text
    assert "up to 26,000 euros" in text
    assert "below 23,000" in text


def test_it_leaves_half_of_the_difference_above_the_limit() -> None:
    assert (40_000 + 43_500) / 2 > 40_000
    assert "Half of the difference is still above your limit" in item("m43-below-limit")
