"""The prices, trees and reserves in the module on answering risks, worked out from raw data."""

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

MODULE = Path(__file__).parents[2] / "content" / "modules" / "24-risk-size-and-answer"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

# probability in % and effect before; cost of the answer; probability and effect after
ROWS = {
    "R1": (60, 45, 8, 60, 10),
    "R2": (30, 80, 5, 5, 80),
    "R4": (20, 60, 3, 20, 20),
    "R3": (30, 20, 4, 10, 20),
    "R6": (50, 4, 0, 50, 4),
    "O1": (40, -12, 1, 70, -12),
}
THREATS = {name: row for name, row in ROWS.items() if name != "O1"}


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def bills() -> dict[int, float]:
    """What the threats may cost together after the answers, with the probability of each sum."""
    odds: dict[int, float] = {}
    for happened in product((True, False), repeat=len(THREATS)):
        total, share = 0, 1.0
        for yes, (_, _, _, probability, effect) in zip(happened, THREATS.values(), strict=True):
            total += effect if yes else 0
            share *= probability / 100 if yes else 1 - probability / 100
        odds[total] = odds.get(total, 0.0) + share
    return odds


def test_it_adds_up_the_effect_of_the_cap() -> None:
    assert 22_000 + 8_000 + 15_000 == 45_000
    assert 0.6 * 45_000 == 27_000
    assert "0.6 × 45,000 = €27,000" in LESSON
    assert round(4 / 6 * 100) == 67
    assert 0.4 * 12_000 == 4_800


def test_it_works_out_the_tree() -> None:
    tree: dict[str, Any] = yaml.safe_load(LESSON.split("```tree\n", 1)[1].split("```", 1)[0])
    values = {
        choice["name"]: sum(c["probability"] * c["value"] for c in choice["chances"])
        - choice.get("cost", 0)
        for choice in tree["choices"]
    }
    assert values == pytest.approx(
        {"Do nothing": -27, "Queue with priorities": -14, "Burst package": -22.25}
    )
    for shown in ("**-27**", "**-14**", "**-22.25**"):
        assert shown in LESSON
    assert 27 - 6 == 21
    assert 27 - 2.25 == 24.75
    assert -14 - 0.6 * 10 == -20


def test_it_fills_the_sheet_before_and_after() -> None:
    for name, (p0, i0, cost, p1, i1) in ROWS.items():
        before, after = rf"\| {p0} % × {i0} \| (\S+) \|", rf"\| {p1} % × {i1} \| (\S+) \|"
        pattern = rf"\| {name} [^|]*{before}[^|]*\| {cost} {after}"
        found = re.search(pattern, LESSON)
        assert found is not None, name
        assert float(found[1]) == pytest.approx(p0 * i0 / 100)
        assert float(found[2]) == pytest.approx(p1 * i1 / 100)
    sums = [
        sum(p0 * i0 for p0, i0, *_ in THREATS.values()) / 100,
        sum(cost for _, _, cost, *_ in THREATS.values()),
        sum(p1 * i1 for *_, p1, i1 in THREATS.values()) / 100,
    ]
    assert sums == [71, 20, 18]
    assert "| Threats | | **71** | | **20** | | **18** |" in LESSON
    assert pytest.approx(3.6) == 8.4 - 4.8
    assert 20 + 1 == 21


def test_it_draws_the_bills_of_the_threats() -> None:
    odds = bills()
    bars = {
        "0": (0, 0),
        "4": (4, 4),
        "10": (10, 10),
        "14": (14, 14),
        "20-34": (20, 34),
        "40-54": (40, 54),
        "80+": (80, 999),
    }
    for label, (low, high) in bars.items():
        share = sum(value for total, value in odds.items() if low <= total <= high)
        assert f'label: "{label}", count: {round(share * 1000)}' in LESSON
    for reserve, percent in ((18, 68), (34, 93)):
        enough = sum(value for total, value in odds.items() if total <= reserve)
        assert round(enough * 100) == percent
        assert f"{percent} of 100" in LESSON or f"{reserve} in {percent}" in LESSON


def test_it_solves_the_exercise() -> None:
    assert 0.4 * 30 == 12
    assert 9 + 0.05 * 30 == 10.5
    assert pytest.approx(7.8) == 3 + 0.4 * 12
    assert pytest.approx(7.2) == 12 - 0.4 * 12
    assert (10.5 - 3) / 12 == 0.625
    for shown in ("€12,000", "€10,500", "€7,800", "€7,200", "p = 0.625"):
        assert shown in LESSON
    assert 4_800 + 0.3 * 10_000 + 0.05 * 40_000 == 9_800
    assert round(0.6 * 0.7 * 0.95, 2) == 0.40
    enough = 1 - 0.05
    assert 12 + 10 == 22
    assert round(enough * 100) == 95


def test_it_recomputes_the_recall_question() -> None:
    assert pytest.approx(10_000) == (0.3 - 0.1) * 50_000


def test_it_recomputes_the_items() -> None:
    assert 0.2 * 30_000 == 6_000
    assert 40_000 + 0.3 * 50_000 == 55_000
    assert 52_000 + 0.1 * 20_000 == 54_000
    assert "- [x] €54,000" in item("m24-three-ways")
    assert 30_000 - 22_000 == 8_000
    assert 0.02 * 900_000 == 18_000
    assert 25_000 - 18_000 == 7_000
    assert 900_000 - 18_000 == 882_000
    assert 15_000 - 2_000 == 13_000
