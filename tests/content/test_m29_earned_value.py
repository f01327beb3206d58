"""Earned value in module 29, worked out again from the raw tables of lesson and quiz."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tpmlearn.domain.planning.earned_value import Status, earned_schedule

MODULE = Path(__file__).parents[2] / "content" / "modules" / "29-earned-value"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

# budget, planned share, accepted, of all, cost
SABLE = {
    "1 Contract with the bank": (30, 100, 6, 6, 34),
    "2 Gateway": (50, 80, 14, 20, 52),
    "3 Ledger": (40, 75, 5, 8, 26.5),
    "4 Fraud rules": (40, 0, 0, 10, 0),
    "5 Migration and launch": (40, 0, 0, 9, 0),
}
LOWMOOR = {
    "Scanner and room": (40, 100, 4, 4, 38),
    "Clean the catalogue": (40, 50, 5, 20, 20),
    "Search page": (40, 25, 3, 12, 12),
}


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def status(packages: Mapping[str, tuple[float, float, float, float, float]]) -> Status:
    rows = packages.values()
    return Status(
        bac=sum(row[0] for row in rows),
        pv=sum(row[0] * row[1] / 100 for row in rows),
        ev=sum(row[0] * row[2] / row[3] for row in rows),
        ac=sum(row[4] for row in rows),
    )


def test_it_adds_up_the_packages_of_sable() -> None:
    for name, (budget, planned, accepted, of_all, cost) in SABLE.items():
        pv, ev = budget * planned / 100, budget * accepted / of_all
        pattern = (
            rf"^\| {name} \| {budget} \| {planned} % \| {accepted} of {of_all}[^|]*"
            rf"\| {pv:g} \| {ev:g} \| {cost:g} \|$"
        )
        assert re.search(pattern, LESSON, re.MULTILINE), name
    assert status(SABLE) == Status(bac=200, pv=100, ev=90, ac=112.5)
    assert "| **Project** | **200** | | | **100** | **90** | **112.5** |" in LESSON


def test_it_recomputes_the_measures_of_sable() -> None:
    sable = status(SABLE)
    assert (sable.cv, sable.sv) == (-22.5, -10)
    assert (sable.cpi, sable.spi) == (0.8, 0.9)
    assert (sable.complete, sable.spent) == (0.45, 0.5625)
    assert sable.eac_trend == pytest.approx(250)
    assert sable.eac_one_off == 222.5
    assert sable.eac_pressed == pytest.approx(265.278, abs=0.001)
    assert sable.tcpi == pytest.approx(1.257, abs=0.001)
    assert sable.tcpi_to(250) == pytest.approx(0.8)
    for shown in ("250.0 |", "222.5 |", "265.3 |", "1.257", "56.25 %"):
        assert shown in LESSON


def test_the_chart_ends_in_the_table() -> None:
    chart: dict[str, Any] = yaml.safe_load(LESSON.split("```evm\n", 1)[1].split("```", 1)[0])
    assert (chart["pv"][-1], chart["pv"][4], chart["ev"][-1], chart["ac"][-1]) == (
        200,
        100,
        90,
        112.5,
    )
    indices = [round(ev / ac, 2) for ev, ac in zip(chart["ev"], chart["ac"], strict=True)]
    assert f"CPI was {', '.join(f'{value:.2f}' for value in indices)}" in LESSON
    time = earned_schedule(chart["pv"], chart["ev"][-1], 5)
    assert (time.earned, time.spi) == (4.5, 0.9)
    assert time.forecast == pytest.approx(11.1, abs=0.02)
    assert round(10 / 11.1, 2) == 0.90


def test_it_forecasts_by_package() -> None:
    gateway, ledger = 35 / 52, 25 / 26.5
    assert (round(30 / 34, 2), round(gateway, 2), round(ledger, 2)) == (0.88, 0.67, 0.94)
    rest = 200 - 90 - 15
    assert rest == 95
    total = 112.5 + 15 / gateway + rest / ledger
    assert round(15 / gateway, 1) == 22.3
    assert round(rest / ledger, 1) == 100.7
    assert round(total, 1) == 235.5
    assert round(2 * 50 / 20 / gateway, 1) == 7.4


def test_it_computes_with_points() -> None:
    assert 90 / 240 * 120_000 == 45_000
    assert round(45 / 66, 2) == 0.68
    assert 45 / 60 == 0.75


def test_it_solves_the_exercise() -> None:
    lowmoor = status(LOWMOOR)
    assert lowmoor == Status(bac=120, pv=70, ev=60, ac=70)
    assert lowmoor.cpi == pytest.approx(0.857, abs=0.001)
    assert lowmoor.eac_trend == pytest.approx(140)
    assert lowmoor.eac_one_off == 130
    assert lowmoor.eac_pressed == pytest.approx(151.67, abs=0.01)
    assert lowmoor.tcpi == 1.2
    assert pytest.approx(166) == 70 + 30 / (10 / 20) + 30 / (10 / 12)
    time = earned_schedule([10, 25, 45, 70, 85, 100, 112, 120], 60, 4)
    assert time.earned == pytest.approx(3.6)
    assert time.spi == pytest.approx(0.9)
    assert time.forecast == pytest.approx(8.9, abs=0.02)


def test_it_recomputes_the_recall_questions() -> None:
    assert (60 / 50, round(60 / 66, 2)) == (1.2, 0.91)
    assert 6 + (70 - 60) / (80 - 60) == 6.5
    assert 70 / 80 == 0.875


def test_it_recomputes_the_items() -> None:
    once = Status(bac=200, pv=100, ev=80, ac=100)
    assert once.eac_one_off == 220
    assert once.eac_trend == pytest.approx(250)
    assert once.eac_pressed == pytest.approx(287.5)
    assert "- [x] €220,000" in item("m29-single-event")
    assert 100 / 80 == 1.25
    assert round(100 / (80 + 24), 2) == 0.96
    assert earned_schedule([20, 40, 60, 80], 65, 5).earned == 3.25
    assert "- = 3.25 ± 0.01 months" in item("m29-earned-in-time")
    assert 3.25 / 5 == 0.65
