"""Figures and counts in the module on the principles, people and practices of PRINCE2."""

import re
from pathlib import Path

MODULE = (
    Path(__file__).parents[2] / "content" / "modules" / "45-prince2-principles-people-practices"
)
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
PRACTICES = ("Business case", "Organizing", "Plans", "Quality", "Risk", "Issues", "Progress")
TARGETS = ("benefits", "cost", "time", "quality", "scope", "risk", "sustainability")


def section(title: str) -> str:
    return LESSON.split(f"## {title}", 1)[1].split("\n## ", 1)[0]


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_lists_seven_principles_and_seven_practices() -> None:
    principles = re.findall(r"^\| (?!Principle|---)", section("Seven principles"), re.MULTILINE)
    assert len(principles) == 7
    practices = section("Seven practices")
    for name in PRACTICES:
        assert re.search(rf"^\| (\[\[glossary:[a-z-]+\\\|)?{name}", practices, re.MULTILINE)


def test_it_names_seven_targets() -> None:
    assert ", ".join(TARGETS) in LESSON


def test_it_forecasts_beyond_the_tolerance() -> None:
    limit = 80_000 * 105 // 100
    forecast = 51_000 + 34_200
    assert f"51,000 + 34,200 = {forecast:,}" in LESSON
    assert f"up to {limit:,}" in LESSON
    assert f"{forecast - limit:,} beyond the limit" in LESSON
    assert "(84,000 − 51,000)" in LESSON
    assert f"with {limit - 51_000:,} still in the account" in LESSON
    assert limit >= 83_500
    assert 10.5 <= 10 + 1


def test_it_counts_the_change_budget() -> None:
    assert f"and {6_000 - 2_400:,} are left" in LESSON


def test_it_solves_the_sixth_sentence() -> None:
    forecast, limit = 22_000 + 10_500, 30_000 * 110 // 100
    assert f"22,000 + 10,500 = {forecast:,}; the limit is {limit:,}" in LESSON
    assert f"only {limit - forecast} inside" in LESSON


def test_it_recomputes_the_items() -> None:
    text = item("m45-forecast-breaks")
    forecast, limit = 38_000 + 26_500, 60_000 * 105 // 100
    assert f"38,000 + 26,500 = {forecast:,} is {forecast - limit:,} beyond the limit" in text
    assert f"today {limit - 38_000:,} can still be steered" in text
    left = 9_000 - 2_600 - 1_800 - 2_900
    fits = max(
        sum(pick)
        for pick in ((), (1_500,), (1_200,), (1_500, 1_200))
        if sum(pick) <= left and all(one <= 3_000 for one in pick)
    )
    assert f"= {left:,} is left" in item("m45-change-purse")
    assert f"- = {fits} ± 1 euros" in item("m45-change-purse")


def test_it_says_that_it_is_independent() -> None:
    assert "independent of PeopleCert and not endorsed by it" in LESSON
