"""The figures in the module on benefits and the outside world, worked out again."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "35-benefits-and-the-outside-world"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

COST, CALL, RUN = 210_000, 5, 1_200


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_takes_thirty_per_cent_from_the_calls() -> None:
    fewer = 12_000 * 30 // 100
    assert f"{fewer:,}" in LESSON
    assert f"EUR {fewer * CALL} a month" in LESSON
    assert f"| 12,000 | {12_000 - fewer:,} |" in LESSON
    assert "scope: [3600]" in LESSON


def test_it_takes_off_what_would_have_come_anyway() -> None:
    (listed,) = re.findall(r"done: \[(.*)\]", LESSON)
    done = [int(n) for n in listed.split(", ")]
    assert done[-1] == 1_920 == 12_000 * 16 // 100
    assert f"{done[-1]:,} calls × €5 are €{done[-1] * CALL:,}" in LESSON
    effect = 12_000 * (16 - 4) // 100
    assert f"{effect:,} calls, €{effect * CALL:,} a month" in LESSON


def test_it_compares_promise_and_result() -> None:
    for calls, months in ((3_600, "12.5"), (1_440, "35")):
        rest = calls * CALL - RUN
        assert f"€{rest:,}" in LESSON
        assert COST / rest == float(months)
        assert f"{months} months" in LESSON


def test_it_prices_the_missing_message() -> None:
    assert 4_000 - 200 - 4_000 * 5 // 100 == 3_600
    assert 2_360 / 4_000 == 0.59
    assert f"4,000 - 200 - 2,360 = {4_000 - 200 - 2_360:,}" in LESSON
    repair, gain = 6 * 650, 800 * CALL
    assert f"€{repair:,}" in LESSON
    assert f"€{gain:,} a month" in LESSON
    rest = 1_440 * CALL + gain - RUN - 160
    assert f"€{rest:,} a month remain" in LESSON
    assert f"€{COST + repair:,}" in LESSON
    assert f"about {round((COST + repair) / rest)} months" in LESSON
    assert round(repair / (gain - 160)) == 1


def test_it_places_the_outside_signals() -> None:
    assert f"4,000 × 2.5 = {int(4_000 * 2.5):,}" in LESSON
    assert 14 - 5 == 9
    assert "starts in nine months at the latest" in LESSON


def test_it_weighs_only_what_lies_ahead() -> None:
    assert f"costs €{210_000 - 140_000:,} and brings €{1_000 * 36:,}" in LESSON


def test_it_works_out_the_exercise() -> None:
    promised = 15_000 * 20 // 100 * 2 - 1_000
    actual = (1_800 - 600) * 2 - 1_000
    assert f"96,000 / {promised:,} = {96_000 / promised} months" in LESSON
    assert f"96,000 / {actual:,} = {96_000 / actual:.1f} months" in LESSON
    assert f"{1_800 + 900:,} begin, 900 break off, a third" in LESSON
    assert 900 * 3 == 1_800 + 900
    assert f"600 × €2 = €{600 * 2:,} a month and is paid after {6_000 // 1_200} months" in LESSON
    assert f"€{actual + 1_200:,} a month remain" in LESSON


def test_it_keeps_the_figures_of_the_items_consistent() -> None:
    assert 16 - 5 == 11
    assert "about 11 points" in item("m35-sixteen-per-cent")
    assert 330 - 240 == 90
    assert "€90,000 for €60,000 is a loss of €30,000" in item("m35-what-lies-ahead")
    assert 10 - 4 - 2 == 4
    assert (1_500 - 600) * 6 - 1_500 > 0
