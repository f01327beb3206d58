"""The figures in the module on security for delivery leads, worked out again from the raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "11-security-for-delivery-leads"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_prices_the_late_finding_and_the_early_one() -> None:
    assert f"£{18 * 480:,}" in LESSON
    assert f"£{3 * 14_000:,}" in LESSON
    assert f"two days, £{2 * 480}" in LESSON
    assert f"Ten hours at £60 cost £{5 * 2 * 60}" in LESSON


def test_it_fills_two_hours() -> None:
    minutes = [int(m) for m in re.findall(r"^\d\. \*\*(\d+) minutes", LESSON, re.MULTILINE)]
    assert sum(minutes) == 120


def test_it_recomputes_each_score_of_the_threat_tables() -> None:
    rows = re.findall(r"(\d) × (\d) = (\d) \|", LESSON)
    assert len(rows) == 12
    for harm, ease, score in rows:
        assert int(harm) * int(ease) == int(score)
    scores = [int(r[2]) for r in rows]
    assert scores[:6] == sorted(scores[:6], reverse=True)
    assert scores[6:] == sorted(scores[6:], reverse=True)


def test_it_adds_up_the_days_of_the_answers() -> None:
    days = [float(d) for d in re.findall(r"^\| \d \|.*\| ([\d.]+) \|$", LESSON, re.MULTILINE)]
    assert len(days) == 6
    assert (
        f"Together {sum(days)} days in a feature of 60: about {round(sum(days) / 60 * 100)} %"
        in LESSON
    )


def test_it_recomputes_the_guessing() -> None:
    assert f"{10**6 // 2:,} tries on average, {10**6 // 2 // 50:,} seconds" in LESSON
    assert 2.5 < 10_000 / 3600 < 3
    tries = 10**6 // 2_000
    assert f"one try in {tries}" in LESSON
    assert f"{tries} / 50 = {tries // 50} seconds" in LESSON


def test_it_sorts_the_findings() -> None:
    assert 120 - 96 - 15 == 9
    assert "120 findings" in LESSON
    assert "9 are left" in LESSON


def test_it_names_the_ten_groups_in_order() -> None:
    assert re.findall(r"^\| (A\d\d) \|", LESSON, re.MULTILINE) == [f"A{n:02}" for n in range(1, 11)]


def test_it_recomputes_the_exercise() -> None:
    tries = 10**5 // 400
    assert (
        f"100,000 values / 400 links = {tries} tries; {tries} / 20 = {tries / 20} seconds" in LESSON
    )
    assert f"{1 + 2 + 1.5} of the 30 days" in LESSON


def test_it_recomputes_the_items() -> None:
    assert 10**5 / 200 / 20 == 25
    assert "- = 25 ± 0.5 seconds" in item("m11-locker-code")
    assert 10**5 // 2 // 20 == 2_500
    assert 140 - 8 == 132
    assert "132 sit in build tools" in item("m11-zero-by-friday")
    assert 22 - 4 == 18
