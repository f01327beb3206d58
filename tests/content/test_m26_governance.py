"""The thresholds, waits and sums in the module on governance, worked out from the raw data."""

import re
from dataclasses import dataclass
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "26-governance-and-decision-rights"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
LEVELS = (MODULE / "levels.svg").read_text(encoding="utf-8")
PLANE = (MODULE / "plane.svg").read_text(encoding="utf-8")

DAY = 2_400
USED = 14_200


@dataclass
class Limits:
    """What a project lead may decide alone."""

    each: int
    money_in_all: int
    days: int
    days_in_all: int


@dataclass
class Case:
    """One decision: its money, its days, and whether it is a matter of how or changes the what."""

    money: int
    days: int
    how: bool = False
    changes_users: bool = False


ARDMORE = Limits(12_000, 30_000, 5, 10)
PORT = Limits(8_000, 20_000, 3, 6)
CASES = {
    "a": Case(11_400, -15),
    "b": Case(9_800, 0),
    "c": Case(0, 0, how=True),
    "d": Case(4_000, 6, changes_users=True),
    "e": Case(-7_000, -2, changes_users=True),
}


def level(case: Case, limits: Limits, money_used: int, days_used: int) -> str:
    """Find who decides: the strictest column does."""
    if case.how and case.money <= 1_500 and case.days <= 0:
        return "team"
    inside = (
        case.money <= limits.each
        and money_used + case.money <= limits.money_in_all
        and case.days <= limits.days
        and days_used + case.days <= limits.days_in_all
        and not case.changes_users
    )
    return "TPM" if inside else "board"


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_recomputes_the_cost_of_the_lapsed_offer() -> None:
    assert f"At €{DAY:,} a day the fifteen days cost €{15 * DAY:,}" in LESSON
    assert f"Saving €11,400 has cost Ardmore €{15 * DAY - 11_400:,}" in LESSON


def test_it_states_the_limits_of_the_lead() -> None:
    row = (
        f"| TPM | to €{ARDMORE.each:,} | to €{ARDMORE.money_in_all:,} "
        f"| to {ARDMORE.days} days | to {ARDMORE.days_in_all} days |"
    )
    assert row in LESSON
    assert f"to €{ARDMORE.each:,} and {ARDMORE.days} days" in LEVELS
    assert "to €60,000 and 25 days" in LEVELS


def test_it_stops_the_fourth_slice() -> None:
    assert 3 * 9_000 <= ARDMORE.money_in_all < 4 * 9_000
    assert "Five times €9,000" in LESSON
    assert "The second stops the fourth." in LESSON


def test_it_sends_each_decision_to_its_level() -> None:
    used = USED
    for name, case in CASES.items():
        decides = level(case, ARDMORE, used, 0)
        row = re.search(rf"^\| {name} [^|]+\|([^|]+)\|([^|]+)\|[^|]+\|([^|]+)\|", LESSON, re.M)
        assert row is not None
        sign = "+" if case.money > 0 else "-" if case.money < 0 else ""
        assert row[1].strip() == f"{sign}€{abs(case.money):,}"
        shown = re.search(r"\d+", row[2])
        assert shown is not None
        assert int(shown[0]) == abs(case.days)
        assert row[3].strip() == decides
        used += case.money if decides == "TPM" else 0
    assert used == 25_600
    assert f"14,200 + 11,400 = {USED + 11_400:,} ≤ 30,000" in LESSON
    assert f"25,600 + 9,800 = {25_600 + 9_800:,} > 30,000" in LESSON


def test_it_draws_each_decision_at_its_money_and_days() -> None:
    for name, case in CASES.items():
        x = 60 + (case.money / 1_000 + 8) * 19
        y = 30 + (8 - case.days) * 10
        own = level(case, ARDMORE, 25_600 if name == "b" else USED, 0) != "board"
        mark = f'<circle cx="{x:g}" cy="{y}"' if own else f'<rect x="{x - 9:g}" y="{y - 9}"'
        assert mark in PLANE
    assert f"€{25_600 + 9_800:,} in all" in PLANE


def test_it_recomputes_the_recall_question() -> None:
    assert level(Case(5_000, 0), ARDMORE, 25_600, 0) == "board"
    assert f"€{25_600 + 5_000:,} in all is above his €30,000" in LESSON


def test_it_recomputes_the_options_of_the_note() -> None:
    assert f"4 days, {4 * DAY:,}     = {3_600 + 4 * DAY:,}" in LESSON
    expected = 2 * 12 * DAY // 5
    assert f"2/5 of 12 days    = {expected:,}" in LESSON
    assert f"on average; {12 * DAY:,} if it fails" in LESSON
    assert f"({25_600 + 3_600:,} of 30,000)" in LESSON
    assert 9_800 < expected < 3_600 + 4 * DAY
    assert level(Case(3_600, 4), ARDMORE, 25_600, 0) == "TPM"


def test_it_sends_the_decisions_of_the_exercise_to_their_level() -> None:
    assert level(Case(5_200, 0), PORT, 13_500, 4) == "TPM"
    assert f"13,500 + 5,200 = {13_500 + 5_200:,} ≤ 20,000" in LESSON
    assert level(Case(2_000, 2), PORT, 18_700, 4) == "board"
    assert f"18,700 + 2,000 = {18_700 + 2_000:,} > 20,000" in LESSON
    assert PORT.days_in_all == 4 + 2
    assert level(Case(-3_000, 0, changes_users=True), PORT, 18_700, 4) == "board"
    assert level(Case(0, 1), PORT, 18_700, 4) == "TPM"
    assert level(Case(0, 1), PORT, 18_700, 6) == "board"
    assert f"9 × 1,800 = €{9 * 1_800:,} for a day's delay worth €1,800" in LESSON
    assert f"2 × 1,800 = €{2 * 1_800:,} at worst" in LESSON


def test_each_row_of_the_table_has_one_accountable() -> None:
    table = LESSON.split("| Recurring decision |", 1)[1].split("\n\n", 1)[0]
    rows = [line for line in table.splitlines()[2:] if line.startswith("|")]
    assert len(rows) == 4
    assert all(row.count("**A**") == 1 for row in rows)


def test_it_recomputes_the_licence_item() -> None:
    text = item("m26-whose-licence")
    assert level(Case(6_200, 0), Limits(10_000, 25_000, 99, 99), 19_500, 0) == "board"
    assert f"19,500 + 6,200 = {19_500 + 6_200:,}" in text
    assert round(100 * (25_700 - 25_000) / 25_000) == 3
    assert "25,700 is 3 % over" in text


def test_it_recomputes_the_price_of_waiting() -> None:
    text = item("m26-twelve-days")
    waiting = 4 * 620 * 12
    assert f"4 × 620 × 12 = {waiting:,} for waiting" in text
    assert f"- = {waiting - 8_000} ± 0.5 euros" in text


def test_two_rows_of_the_item_break_the_rule() -> None:
    rows = re.findall(r"^- \[(.)\] (.*)$", item("m26-five-rows"), re.MULTILINE)
    for key, row in rows:
        answers = re.search(r"accountable ([^;.]+)", row)
        names = re.findall(r"[A-Z]\w+", answers[1]) if answers else []
        assert (len(names) == 1) == (key == " ")


def test_the_offer_in_the_air_is_within_both_limits() -> None:
    assert level(Case(7_500, 0), Limits(10_000, 30_000, 99, 99), 11_000, 0) == "TPM"
    assert "have used €11,000 of the €30,000" in item("m26-in-the-air")
