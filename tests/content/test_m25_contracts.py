"""The sums, scores and contract figures in the module on procurement, worked out from raw data."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

MODULE = Path(__file__).parents[2] / "content" / "modules" / "25-procurement-and-contracts"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

WEIGHTS = (30, 25, 20, 15, 10)
SCORES = {"Alder": (3, 5, 3, 2, 3), "Birch": (4, 3, 4, 4, 4), "Cedar": (5, 2, 4, 3, 4)}


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def weighted(scores: tuple[int, ...], weights: tuple[int, ...] = WEIGHTS) -> float:
    return sum(s * w for s, w in zip(scores, weights, strict=True)) / 100


def price(cost: float, target: float, fee: float, ceiling: float, seller: float) -> float:
    return min(ceiling, cost + fee - seller * (cost - target))


def test_it_compares_build_and_buy_over_four_years() -> None:
    build = 240 * 650 + 4 * (240 * 650 // 5) + 4 * 6_000
    buy = 40_000 + 60 * 650 + 4 * 48_000 + 20_000
    assert (build, buy) == (304_800, 291_000)
    assert f"**€{build:,}** | **€{buy:,}**" in LESSON
    assert f"€{build - buy:,}" in LESSON
    assert (build - buy) / build < 0.05
    first = 40_000 + 39_000 + 20_000
    assert first == 99_000
    assert round((156_000 - first) / (48_000 - 31_200 - 6_000), 1) == 5.3
    assert 156_000 - first == 57_000
    assert 48_000 - 37_200 == 10_800


def test_it_weighs_the_three_offers() -> None:
    assert sum(WEIGHTS) == 100
    results = [weighted(scores) for scores in SCORES.values()]
    assert results == pytest.approx([3.35, 3.75, 3.65])
    assert "**3.35** | **3.75** | **3.65**" in LESSON
    moved = (40, 15, 20, 15, 10)
    assert weighted(SCORES["Cedar"], moved) == pytest.approx(3.95)
    assert weighted(SCORES["Birch"], moved) == pytest.approx(3.85)
    rows = re.findall(r"^\| [^|]+\| (\d+) % \| (\d) \| (\d) \| (\d) \|$", LESSON, re.MULTILINE)
    assert tuple(int(row[0]) for row in rows) == WEIGHTS
    for column, scores in enumerate(SCORES.values(), start=1):
        assert tuple(int(row[column]) for row in rows) == scores


def test_it_adds_up_the_weeks_of_buying() -> None:
    chart: dict[str, Any] = yaml.safe_load(LESSON.split("```gantt\n", 1)[1].split("```", 1)[0])
    end: dict[str, int] = {}
    for task in chart["tasks"]:
        end[task["id"]] = task["duration"] + max(
            (end[before] for before in task.get("after", [])), default=0
        )
    assert end["M"] == 14
    assert "Fourteen weeks" in LESSON
    assert end["E"] > end["D"]


def test_it_works_out_the_incentive() -> None:
    assert price(210, 200, 20, 240, 0.2) == 228
    assert price(190, 200, 20, 240, 0.2) == 212
    assert price(230, 200, 20, 240, 0.2) == 240
    assert 230 + 20 - 0.2 * 30 == 244
    assert (240 - 220) / 0.8 + 200 == 225
    costs = (180, 190, 200, 210, 220, 225, 230, 240)
    paid = [round(price(cost, 200, 20, 240, 0.2)) for cost in costs]
    fees = [pays - cost for pays, cost in zip(paid, costs, strict=True)]
    assert f"| Real cost (thousand) | {' | '.join(map(str, costs))} |" in LESSON
    assert f"| Bergfors pays | {' | '.join(map(str, paid))} |" in LESSON
    assert f"| Fee or what is left of it | {' | '.join(map(str, fees))} |" in LESSON


def test_it_solves_the_exercise() -> None:
    assert 90 * 600 == 54_000
    assert [54_000 + years * 12_000 for years in (3, 5)] == [90_000, 114_000]
    assert [21_000 + years * 24_000 for years in (3, 5)] == [93_000, 141_000]
    assert (54_000 - 21_000) / (24_000 - 12_000) == 2.75
    assert weighted((4, 3, 4), (40, 30, 30)) == pytest.approx(3.7)
    assert weighted((5, 4, 2), (40, 30, 30)) == pytest.approx(3.8)
    assert price(110, 100, 10, 122, 0.4) == 116
    assert price(125, 100, 10, 122, 0.4) == 122
    assert round((122 - 110) / 0.6 + 100, 6) == 120
    for shown in ("€90,000", "€93,000", "€114,000", "€141,000", "2.75 years", "€116,000"):
        assert shown in LESSON


def test_it_recomputes_the_number_item() -> None:
    assert (370 - 330) / 0.8 + 300 == 350
    assert (370 - 330) / 0.2 + 300 == 500
    assert "- = 350 ± 0.5 thousand" in item("m25-sharing-ends")
