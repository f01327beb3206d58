"""The figures in the module on delivery metrics, worked out again from the raw data."""

import re
from math import ceil
from pathlib import Path
from statistics import mean, median

MODULE = Path(__file__).parents[2] / "content" / "modules" / "30-delivery-metrics"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def numbers(key: str) -> list[int]:
    (listed,) = re.findall(rf"^{key}: \[([\d, ]+)\]", LESSON, re.MULTILINE)
    return [int(n) for n in listed.split(",")]


def test_it_computes_the_rates_of_the_log() -> None:
    assert 24 + 6 == 30
    assert f"3 of 30: {3 / 30 * 100:.0f} %" in LESSON
    assert f"6 of 30: {6 / 30 * 100:.0f} %" in LESSON
    assert f"one every {60 // 30} days" in LESSON
    assert f"35, 50, 140 minutes: median {median([35, 50, 140])}" in LESSON


def test_it_reads_the_lead_times() -> None:
    values = numbers("values")
    assert len(values) == 20
    assert values == sorted(values)
    assert median(values) == 5
    assert f"{sum(values)} / 20 = {mean(values)}" in LESSON
    assert sum(v <= 11 for v in values) == 17 == ceil(0.85 * 20)


def test_it_agrees_with_littles_law() -> None:
    assert f"13 / 2 = {13 / 2} days" in LESSON
    assert f"takes {8 // 2} days on average" in LESSON


def test_it_adds_up_the_parts_of_the_lead_time() -> None:
    rows = re.findall(r"^\| [A-Z][^|]+ \| ([\d.]+) \| (\d+) % \|$", LESSON, re.MULTILINE)
    days = [float(d) for d, _ in rows]
    assert len(rows) == 5
    assert round(sum(days), 1) == 6.5
    for part, share in rows:
        assert round(float(part) / 6.5 * 100) == int(share)
    assert round(1 / 12 * 100) == 8
    assert "1 of 12 deployments failed (8 %)" in LESSON


def test_it_closes_the_gap_of_the_burn_up() -> None:
    scope, done = numbers("scope"), numbers("done")
    assert len(scope) == len(done) == 5
    left, pace = scope[-1] - done[-1], done[-1] / 5
    growth = (scope[-1] - scope[0]) / 5
    assert f"After five weeks {done[-1]} of {scope[-1]} items are done, {pace:.0f} a week" in LESSON
    assert f"{left} / {pace:.0f} = {left / pace} weeks" in LESSON
    assert f"{scope[-1] - scope[0]} items in five weeks, {growth} a week" in LESSON
    assert f"{left} / {pace - growth:.1f} = {left / (pace - growth):.1f} weeks" in LESSON


def test_it_halves_the_fail_rate_on_paper() -> None:
    assert (3 / 30, 3 / 60) == (0.10, 0.05)
    assert "from 10 to 5 %" in LESSON
    assert "halved to 5 %" in item("m30-on-paper")


def test_it_recomputes_the_exercise() -> None:
    times = [2, 3, 3, 4, 4, 5, 6, 8, 10, 13, 18, 24]
    assert ", ".join(map(str, times)) in LESSON
    assert f"(5 + 6) / 2 = {median(times)} days" in LESSON
    assert f"Mean {sum(times)} / 12 = {mean(times):.1f} days" in LESSON
    assert f"20 / 2.4 = {20 / 2.4:.1f} days" in LESSON
    assert 12 / 5 == 2.4
    assert f"3 / 20 = {3 / 20 * 100:.0f} %" in LESSON
    assert f"4 / 20 = {4 / 20 * 100:.0f} %" in LESSON
    assert f"median {median([25, 60, 200])} minutes" in LESSON
    assert round(4.5 + 1.3 + 1.7 + 0.8, 1) == 8.3
    assert f"4.5 of 8.3 days, {4.5 / 8.3 * 100:.0f} %" in LESSON
    assert round((8.3 - 4.5 + 2) * 2.4) == 14
    assert "5.8 days × 2.4 a day" in LESSON


def test_it_recomputes_the_items() -> None:
    assert 60 / (10 - 4) == 10
    assert (round(60 / 14, 1), 60 / 10, 60 / 4) == (4.3, 6, 15)
    assert f"{5.2 / 9 * 100:.0f} % of the time" in item("m30-annoying-build")
    assert round(5 - 4.8, 1) == 0.2
