"""The figures in the module on stakeholders, worked out again from the raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "36-stakeholders-and-expectations"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
MAP = (MODULE / "map.svg").read_text(encoding="utf-8")
CHANNELS = (MODULE / "channels.svg").read_text(encoding="utf-8")

STAKEHOLDERS = {
    "Ingrid": (5, 4, "+"),
    "Rosa": (4, 5, "?"),
    "Marcus": (5, 2, "?"),
    "Henrik": (4, 1, "+"),
    "Agnieszka": (2, 5, "−"),
    "Kwame": (2, 4, "+"),
    "Beth": (1, 2, "?"),
}
STANCES = {"for": "+", "unsure": "?", "against": "−"}


def pairs(people: int) -> int:
    return people * (people - 1) // 2


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_rates_the_stakeholders_in_the_table_as_in_the_data() -> None:
    row = r"^\| (\w+) \w+, .*? \| (\d) \| (\d) \| (\w+) \|$"
    rows = re.findall(row, LESSON, re.MULTILINE)
    found = {name: (int(p), int(i), STANCES[stance]) for name, p, i, stance in rows}
    assert found == STAKEHOLDERS


def test_it_puts_each_stakeholder_at_the_rated_place_on_the_map() -> None:
    for name, (power, interest, sign) in STAKEHOLDERS.items():
        mark = re.search(rf'cx="([\d.]+)" cy="([\d.]+)"[^\n]*>(.)</text>\n<text[^>]*>{name}<', MAP)
        assert mark is not None
        assert abs(float(mark[1]) - (52 + (interest - 0.5) * 416 / 5)) < 0.1
        assert abs(float(mark[2]) - (30 + 320 - (power - 0.5) * 320 / 5)) < 0.1
        assert mark[3] == sign


def test_it_asks_the_four_people_with_the_highest_power() -> None:
    assert sum(power >= 4 for power, _, _ in STAKEHOLDERS.values()) == 4
    assert "the most powerful four" in LESSON


def test_it_recomputes_the_calls_of_the_launch_and_the_waves() -> None:
    calls = 60_000 * 15 // 500
    wave = 300 * 500 // 15
    assert 15 / 500 == 0.03
    assert f"that is {calls:,} calls, {calls - 300:,} more" in LESSON
    assert f"300 calls at 3 % are {wave:,} members" in LESSON
    assert 60_000 // wave == 6
    assert "six weekly waves" in LESSON
    assert f"| all 60,000 members on one day | {calls - 300:,} calls |" in LESSON


def test_it_counts_the_firms_that_have_not_moved() -> None:
    assert 40 - 29 == 11
    assert 29 < 34
    assert "29 of 40 firms have moved. The other 11" in LESSON


def test_it_prices_the_three_ways_out() -> None:
    keep = 2 * 6_200
    adapter = 9 * 640 + 2 * 1_900
    assert f"2 × 6,200 = {keep:,} euros" in LESSON
    assert f"9 days × 640 + 2 × 1,900 = {adapter:,} euros" in LESSON
    assert f"keep it two months for {keep:,}, or build a small adapter for {adapter:,}" in LESSON
    assert f"7,400 members ({round(100 * 7_400 / 60_000)} %)" in LESSON


def test_it_counts_the_channels() -> None:
    assert f"6 × 5 / 2 = {pairs(6)} [[glossary:communication-channels" in LESSON
    assert f"10 × 9 / 2 = {pairs(10)}." in LESSON
    assert pairs(10) == 3 * pairs(6)
    assert f"10 + 10 + 1 = {2 * pairs(5) + 1}" in LESSON
    assert f"12 × 11 / 2 = {pairs(12)}" in LESSON


def test_it_draws_one_line_for_each_channel() -> None:
    assert CHANNELS.count("<circle") == 20
    assert CHANNELS.count("<line") == pairs(10) + 2 * pairs(5) + 1
    assert f"One group: {pairs(10)}" in CHANNELS
    assert f"Two groups: {2 * pairs(5) + 1}" in CHANNELS


def test_it_recomputes_the_contacts_of_the_exercise() -> None:
    rate_per_thousand = 12 * 1000 // 2_000
    full = 90_000 * rate_per_thousand // 1000
    wave = 18_000 * rate_per_thousand // 1000
    assert f"12 of 2,000 is {rate_per_thousand / 10} %. Full launch: {full}," in LESSON
    assert 90_000 * 20 // 100 == 18_000
    assert f"18,000 customers: {wave}, which fits" in LESSON
    assert wave <= 120 < full
    assert 90_000 // 18_000 == 5
    assert f"bring {full} contacts to a team that can take 120" in LESSON


def test_it_recomputes_the_channels_item() -> None:
    text = item("m36-three-join")
    assert f"- = {pairs(12) - pairs(9)} ± 0.1 channels" in text
    assert f"9 × 8 / 2 = {pairs(9)} pairs, 12 have 12 × 11 / 2 = {pairs(12)}" in text


def test_it_recomputes_the_waves_item() -> None:
    users = 280 * 400 // 14
    text = item("m36-waves")
    assert f"- = {users} ± 0.5 users" in text
    assert f"14 of 400 is {100 * 14 / 400} %; 280 / 0.035 = {users:,}" in text
