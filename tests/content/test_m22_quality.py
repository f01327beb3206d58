"""The escape costs, sums of quality cost and odds that module 22 quotes are recomputed."""

import re
from math import ceil
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "22-quality-and-definition-of-done"
DAY = 600
IN_TESTS, IN_ACCEPTANCE = DAY, 3 * DAY
ESCAPE = 43 * 3 * 25 + 6 * DAY + 2_150 * 2 + 4 * DAY
BEFORE = (4_800, 24_000, 22 * IN_TESTS + 11 * IN_ACCEPTANCE, 3 * ESCAPE)
AFTER = (4_800 + 12 * DAY, 24_000 + 4 * DAY, 14 * IN_TESTS + 6 * IN_ACCEPTANCE, ESCAPE)


def read(name: str) -> str:
    return (MODULE / name).read_text(encoding="utf-8")


def test_it_recomputes_the_cost_of_the_escape() -> None:
    lesson = read("lesson.md")

    assert f"43 firms × 1.5 h × €50         {43 * 3 * 25:,}\n" in lesson
    assert f"corrected, 6 days × €600       {6 * DAY:,}\n" in lesson
    assert f"2,150 people × €2              {2_150 * 2:,}\n" in lesson
    assert f"4 days × €600      {4 * DAY:,}\n" in lesson
    assert f"€{ESCAPE:,}\n" in lesson


def test_it_recomputes_the_same_fault_found_earlier() -> None:
    lesson = read("lesson.md")

    assert f"a quarter of a day in a talk with Mohan, €{DAY // 4}" in lesson
    assert f"own tests, €{IN_TESTS}; three days in acceptance" in lesson
    assert f"second test, €{IN_ACCEPTANCE:,}." in lesson
    assert "more than seven times the one before" in lesson
    assert 7 < ESCAPE / IN_ACCEPTANCE < 8


def test_it_draws_the_four_places_to_scale() -> None:
    figure = read("escape.svg")
    widths = re.findall(r'<rect [^>]* width="([\d.]+)"', figure)
    costs = [DAY // 4, IN_TESTS, IN_ACCEPTANCE, ESCAPE]

    assert [float(width) for width in widths] == [cost / 50 for cost in costs]
    assert all(f">€{cost:,}<" in figure for cost in costs)


def test_it_recomputes_the_four_kinds_of_cost() -> None:
    lesson = read("lesson.md")

    for name, before, after in zip(
        ("Prevention", "Appraisal", "Internal failure", "External failure"),
        BEFORE,
        AFTER,
        strict=True,
    ):
        assert re.search(rf"\| {name} \| [^|]+ \| €{before:,} \| €{after:,} \|", lesson)
    assert f"| **€{sum(BEFORE):,}** | **€{sum(AFTER):,}** |" in lesson
    assert "14 faults in tests, 6 in acceptance, 1 escape" in lesson


def test_it_recomputes_the_break_even_of_the_measure() -> None:
    measure = (12 + 4) * DAY

    assert f"It costs {measure:,} a quarter, and one escape costs {ESCAPE:,}" in read("lesson.md")
    assert measure < ESCAPE
    assert AFTER[0] + AFTER[1] - BEFORE[0] - BEFORE[1] == measure


def test_it_draws_the_four_kinds_to_scale() -> None:
    figure = read("four-kinds.svg")
    heights = [float(h) for h in re.findall(r'<rect [^>]*height="([\d.]+)"', figure)]
    pairs = zip(BEFORE, AFTER, strict=True)

    assert sorted(heights) == sorted(round(2.4 * c / 1000, 2) for pair in pairs for c in pair)
    assert f">{sum(BEFORE) / 1000:.1f}<" in figure
    assert f">{sum(AFTER) / 1000:.1f}<" in figure
    assert all(f"failure {cost / 1000:.1f}<" in figure for cost in BEFORE[2:])
    assert all(f">{cost / 1000:.1f}<" in figure for cost in AFTER)


def test_it_recomputes_the_work_left_out_of_done() -> None:
    assert f"8 × 5 × 0.5 = {8 * 5 * 0.5:.0f} person-days" in read("lesson.md")


def test_it_recomputes_the_odds_of_a_run_without_false_alarm() -> None:
    lesson = read("lesson.md")

    assert f"0.998^300 = {100 * 0.998**300:.0f} %" in lesson
    assert f"0.998^60 = {100 * 0.998**60:.0f} %" in lesson


def test_it_recomputes_the_recall_question() -> None:
    lesson = read("lesson.md")

    assert f"four quarters cost {4 * 6_000:,}" in lesson
    assert f"2 × 13,000 = {2 * 13_000:,} is more than {4 * 6_000:,}" in lesson
    assert ceil(4 * 6_000 / 13_000) == 2


def test_it_recomputes_the_answer_to_the_exercise() -> None:
    lesson = read("lesson.md")
    parts = (310 * 9, 1_860 // 2, 5 * 560, 3 * 1_860)
    cost, year = sum(parts), 4 * 6 * 560

    assert f"{' + '.join(f'{part:,}' for part in parts)} = €{cost:,}" in lesson
    assert f"6 × 560 = €{6 * 560:,} a quarter, {year:,} a year" in lesson
    assert f"{year:,} / {cost:,} = {year / cost:.1f}, so two of the four" in lesson
    assert 2 + 1 + 0 + 1 == 4
    assert 310 * 0.2 * 45 == 310 * 9


def test_it_keeps_the_limits_of_the_readiness_table() -> None:
    lesson = read("lesson.md")

    assert "The way back takes 41 minutes instead of 30" in lesson
    assert "eleven more minutes" in lesson
    assert 41 - 30 == 11


def test_it_keeps_the_timed_parts_equal_to_the_exercise_minutes() -> None:
    parts = [int(n) for n in re.findall(r"\*(\d+) minutes\.\*", read("lesson.md"))]

    assert f"exercise_minutes: {sum(parts)}\n" in read("lesson.md")


def test_it_recomputes_the_numbers_of_the_quiz() -> None:
    quiz = read("quiz.md")
    first, second, both = 9_000 - 8_000, 3 * 9_000 - 20_000, 3 * 9_000 - 28_000

    assert f"- = {6_000 + 3_500 + 1_800} ± 20 euros" in quiz
    assert f"9,000 less 8,000 is a gain of {first:,}" in quiz
    assert f"3 × 9,000 = 27,000, less 20,000: a gain of {second:,}" in quiz
    assert f"27,000 - 28,000 = {both:,}" in quiz
    assert second > first > 0 > both
