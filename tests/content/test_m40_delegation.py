"""The hours, counts and prices in the module on delegation, worked out again from the raw data."""

import re
from itertools import accumulate
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "40-delegate-and-let-go"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
LEVELS = (MODULE / "levels.svg").read_text(encoding="utf-8")
BREAKEVEN = (MODULE / "breakeven.svg").read_text(encoding="utf-8")

BEFORE = [11, 13, 10, 14, 12, 12]
BESIDE = [10, 7, 4, 2, 2, 1]
CHECKS = [2, 2, 2, 1, 1, 1]
HANDS = [4, 3, 0, 8, 0, 0]
OWNER = [20, 18, 15, 17, 13, 12]
AFTER = [sum(week) for week in zip(BESIDE, CHECKS, HANDS, strict=True)]
BALANCE = [k - h for k, h in zip(accumulate(BEFORE), accumulate(AFTER), strict=True)]
COMMITS, RETURNED, QUESTIONS = [2, 1, 0, 4, 0, 0], [6, 4, 2, 2, 5, 1], [9, 6, 4, 5, 3, 1]


def signed(hours: int) -> str:
    return "0" if hours == 0 else f"{hours:+d}".replace("-", "−")


def listed(hours: list[int]) -> str:
    return ", ".join(str(h) for h in hours)


def first_gain(kept: int, after: list[int]) -> tuple[int, int]:
    """The first week in which the handover has saved time, and the hours saved by then."""
    balances = [kept * week - spent for week, spent in enumerate(accumulate(after), start=1)]
    return next((week, hours) for week, hours in enumerate(balances, start=1) if hours > 0)


def test_it_recomputes_each_row_of_the_hours_table() -> None:
    weeks = zip(BEFORE, BESIDE, CHECKS, HANDS, AFTER, BALANCE, strict=True)
    for week, (before, beside, checks, hands, after, balance) in enumerate(weeks, start=1):
        cells = [week, before, beside, checks, hands, after, signed(balance)]
        assert f"| {' | '.join(map(str, cells))} |" in LESSON
    totals = [sum(column) for column in (BEFORE, BESIDE, CHECKS, HANDS, AFTER)]
    assert f"| All | {' | '.join(map(str, totals))} | {signed(BALANCE[-1])} |" in LESSON


def test_it_takes_the_twelve_hours_a_week_from_the_log() -> None:
    assert f"still gives it {sum(BEFORE) // 6} hours a week" in LESSON
    assert sum(BEFORE) // 6 - AFTER[-1] == 10
    assert "and ten hours a week for what nobody else will do" in LESSON


def test_it_is_even_after_three_weeks_and_saves_22_hours_in_six() -> None:
    assert BALANCE[2] == 0
    assert f"even after three, {BALANCE[-1]} hours saved after six" in LESSON
    assert f"Kept: {listed(list(accumulate(BEFORE)))}." in LESSON
    assert f"Handed over: {listed(list(accumulate(AFTER)))}." in LESSON


def test_it_counts_the_hours_of_the_owner_as_well() -> None:
    assert "Sanjana needed 20, 18, 15, 17, 13 and 12 hours" in LESSON
    assert f"{sum(OWNER)} in all" in LESSON
    together = sum(OWNER) + sum(AFTER)
    assert f"spent {together} hours on what had taken Nkechi {sum(BEFORE)}" in LESSON
    assert f"it was {OWNER[-1] + AFTER[-1]} hours against {BEFORE[-1]}" in LESSON


def test_it_draws_each_point_at_its_hours() -> None:
    points = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', BREAKEVEN)
    hours = [*accumulate(BEFORE), *accumulate(AFTER)]
    assert len(points) == len(hours) == 12
    for place, ((x, y), wanted) in enumerate(zip(points, hours, strict=True)):
        assert float(x) == 56 + 62 * (place % 6 + 1)
        assert abs(304 - float(y) - 3.6 * wanted) < 0.06
    assert f">relapse, {HANDS[3]} hours<" in BREAKEVEN
    assert f">{BALANCE[-1]}<" in BREAKEVEN


def test_it_fills_the_boxes_of_the_owner_at_each_level() -> None:
    assert re.findall(r">(owner|you)</text>", LEVELS) == (
        ["owner", "you", "you"] + ["owner", "you", "owner"] + ["owner"] * 9
    )
    assert LEVELS.count("f-accent s-ink") == 1 + 2 + 9


def test_it_counts_commits_returned_decisions_and_questions() -> None:
    for name, counts in (
        ("My commits there", COMMITS),
        ("Her decisions handed back to me", RETURNED),
        ("Others' questions that came to me", QUESTIONS),
    ):
        assert f"| {name} | {' | '.join(map(str, counts))} |" in LESSON
    assert f"after the {COMMITS[3]} commits of week 4 come the {RETURNED[4]} decisions" in LESSON
    assert "pushed four commits" in LESSON
    assert "she brought five decisions" in LESSON


def test_it_adds_up_the_comments_of_the_relapse() -> None:
    assert 27 + 4 == 31
    assert "Of my 31 comments 27 are taste: delete them. Four concern the ledger" in LESSON
    assert "spent eight hours, written 31 comments" in LESSON


def test_it_recomputes_the_wrong_reminders_of_the_exercise() -> None:
    assert 40_000 * 25 // 1000 == 1000
    assert f"{40_000 * 5 // 1000} a month instead of 1,000" in LESSON


def test_it_recomputes_the_price_of_the_messages() -> None:
    year = 40_000 * 6 // 100 * 12
    assert year > 10_000
    assert f"40,000 × 0.06 × 12 = €{year:,} a year" in LESSON


def test_it_recomputes_the_balance_of_the_exercise() -> None:
    after = [11, 8, 5, 3, 2, 2, 2, 2]
    assert "You expect to spend 11, 8, 5, 3, 2, 2, 2 and 2 hours" in LESSON
    assert first_gain(7, after) == (4, 1)
    assert f"handed over: {listed(list(accumulate(after))[:4])}. So week 4, by one hour" in LESSON
    assert f"{7 * 8} − {sum(after)} = {7 * 8 - sum(after)} hours" in LESSON


def test_it_keeps_the_timed_parts_equal_to_the_exercise_minutes() -> None:
    assert "exercise_minutes: 37" in LESSON
    assert f"Take {22 + 15} minutes: 22 for part A, 15 for part B." in LESSON


def test_it_recomputes_the_week_asked_for_in_the_quiz() -> None:
    after = [15, 12, 8, 4, 3, 3, 3]
    week, _ = first_gain(9, after)
    kept = [9 * n for n in range(1, week + 1)]
    assert f"- = {week} ± 0.1" in QUIZ
    assert f"Kept: {listed(kept)}. Handed over: {listed(list(accumulate(after))[:week])}." in QUIZ
    gains = [k - h for k, h in zip(kept, accumulate(after), strict=False)]
    assert f"The balance runs {', '.join(signed(g) for g in gains)}." in QUIZ


def test_it_leaves_two_days_of_float_in_the_quiz() -> None:
    assert 6 - 4 == 2
    assert "watch the two days left" in QUIZ
