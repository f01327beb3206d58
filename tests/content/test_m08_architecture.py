"""The figures in the module on architecture and feasibility, worked out again from the raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "08-architecture-and-feasibility"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

GATES, PER_GATE = 84, 12
MEMBERS, SHARE = 42_000, 0.05
TESTED = 150


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_adds_up_the_events_of_the_gates() -> None:
    events = GATES * PER_GATE
    assert (
        f"{GATES} × {PER_GATE} = {events:,} events a minute, about {round(events / 60)} a second"
        in LESSON
    )
    assert GATES == 14 * 6


def test_it_divides_the_phones_by_the_seconds() -> None:
    phones = round(MEMBERS * SHARE)
    assert f"{phones:,} phones" in LESSON
    assert f"{phones:,} / 5 = {phones // 5} requests a second" in LESSON
    assert phones / 5 > TESTED > 2 * phones / 30
    assert f"every 30 seconds, it is {phones // 30}" in LESSON


def test_it_names_the_load_at_which_the_record_stops_being_right() -> None:
    assert f"{TESTED * 30:,} / 30 = {TESTED}" in LESSON
    assert f"Above {TESTED * 30:,} open phones" in LESSON


def test_it_recomputes_the_drift_of_the_count() -> None:
    drift = round(600 * 0.04)
    assert f"shows {drift} people too many" in LESSON
    assert f"{drift} / 180 = {round(drift / 180 * 100)} %" in LESSON


def test_it_compares_the_spike_with_what_it_protects() -> None:
    build, spike = 80 * 520, 2 * 3 * 520
    assert f"£{build:,}" in LESSON
    assert f"6 person-days, £{spike:,}, or {spike / build * 100:.1f} %" in LESSON


def test_it_recomputes_the_exercise() -> None:
    evening = round(5400 * 0.6)
    assert f"{evening:,} in 240 minutes: {evening / 240} a minute" in LESSON
    assert f"1.5 % of 5,400 = {round(5400 * 0.015)} double promises" in LESSON
    assert f"4 × 45 = {4 * 45} person-days; the build needs 110, or {110 + 2 * 15}" in LESSON
    assert 110 + 2 * 15 < 4 * 45


def test_it_grades_each_sentence_that_must_be_true() -> None:
    grades = re.findall(r"\| (proved|seen|believed) \|$", LESSON, re.MULTILINE)
    assert grades.count("believed") == 1
    assert len(grades) == 5


def test_it_keeps_the_figures_of_the_items_consistent() -> None:
    assert 200 - 80 == 120
    assert 80 / 200 == 0.4
    assert "120 can have it by then" in item("m08-forty-per-cent")
    assert "takes 31" in item("m08-condition-failed")
