"""The figures in the module on organisational change, worked out again from the raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "44-organisational-change"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

INCIDENTS = 140
ENTERED = {1: 84, 2: 63, 3: 42, 6: 56, 8: 98, 9: 119, 12: 126}
BARRIERS = ("awareness", "desire", "knowledge", "ability", "reinforcement")


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def first_barrier(scores: list[int]) -> str:
    return next(name for name, score in zip(BARRIERS, scores, strict=True) if score <= 3)


def test_it_computes_attendance_and_use() -> None:
    assert f"That is {58 / 64:.0%}".replace("%", " %") in LESSON
    assert "Of 140 incidents in the week, 42 were entered" in LESSON
    assert ENTERED[3] / INCIDENTS == 0.30


def test_it_adds_up_the_groups() -> None:
    people = [
        int(n)
        for n in re.findall(r"\| (?:Dispatchers|Field engineers|Shift leads) \| (\d+)", LESSON)
    ]
    assert people[:3] == [24, 28, 12]
    assert sum(people[:3]) == 64


def test_it_draws_the_weekly_shares() -> None:
    for week, entered in ENTERED.items():
        share = 100 * entered // INCIDENTS
        assert 100 * entered % INCIDENTS == 0
        assert f"{{label: Week {week}, count: {share}}}" in LESSON
    assert "84 of 140" in LESSON
    assert "126 of 140" in LESSON


def test_it_finds_the_first_barrier_of_each_group() -> None:
    halden = LESSON.split("## Exercise", 1)[0]
    rows = re.findall(r"^\| [\w ]+ \|((?: \d \|){5}) (\w+) \|", halden, re.MULTILINE)
    assert len(rows) == 3
    for scores, said in rows:
        assert first_barrier([int(n) for n in re.findall(r"\d", scores)]) == said


def test_it_finds_the_first_barriers_of_the_exercise() -> None:
    exercise = LESSON.split("## Exercise", 1)[1]
    rows = re.findall(r"^\| [\w ]+ \| (\d+) \|((?: \d \|){5})", exercise, re.MULTILINE)
    assert sum(int(people) for people, _ in rows) == 40
    found = [first_barrier([int(n) for n in re.findall(r"\d", s)]) for _, s in rows]
    assert found == ["knowledge", "desire", "awareness", "desire"]
    for words in (
        "Web teams: knowledge (2)",
        "Payment: desire (2)",
        "Testers: awareness (2)",
        "Release managers: desire (2)",
    ):
        assert words in exercise
    assert f"15 of 50, so {15 * 100 // 50} %" in exercise
    assert f"36 of 40 listeners ({36 * 100 // 40} %)" in exercise


def test_it_prices_double_trips_and_the_effort() -> None:
    assert f"9 × 2 × 1.5 = {9 * 2 * 1.5:.0f} hours a week" in LESSON
    saved = 6 * 2 * 1.5
    assert f"6 × 2 × 1.5 = {saved:.0f} hours saved" in LESSON
    assert f"(210 / 18 = {210 / saved:.1f})" in LESSON
    assert f"64 people, 2 hours each, {64 * 2} hours" in LESSON


def test_it_reaches_the_condition_when_the_chart_says_so() -> None:
    talks, vans, all_shifts = 3 + 1, 3, 2
    assert talks + vans + all_shifts == 9
    assert ENTERED[9] / INCIDENTS == 0.85


def test_it_recomputes_the_items() -> None:
    saved = (7 - 2) * 4 * 3
    assert saved == 60
    assert f"- = {160 / saved:.1f} ± 0.05 months" in item("m44-payback")
    assert f"That {212 * 100 // 230} % of the nurses" in item("m44-attended")
    assert round(31 / 104, 1) == 0.3
    assert first_barrier([4, 4, 3, 2, 1]) == "knowledge"
