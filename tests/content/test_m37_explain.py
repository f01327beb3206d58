"""The figures in the module on explaining technology, worked out again from the raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "37-explain-technology-to-anyone"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

GROWTH = 0.06


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_forecasts_when_the_volume_is_full() -> None:
    used = 2 * 0.82
    assert round(used, 2) == 1.64
    assert f"is {(2 * 0.95 - used) / GROWTH:.1f} months" in LESSON
    assert round(GROWTH / 2 * 100) == 3
    assert f"is {(3 * 0.95 - used) / GROWTH:.0f} months" in LESSON
    assert f"{3 * 0.95:.2f} TB are the limit" in LESSON
    assert 8 + 4.3 * 30.4 > 8 + 30 + 31 + 30 + 31


def test_it_prices_the_archive() -> None:
    assert f"€{2 * 7 * 3_200:,}" in LESSON


def test_it_keeps_the_same_figures_in_all_versions() -> None:
    sponsor = re.search(r"\*\*To the sponsor, (\d+) words\.\*\* \"(.*)\"", LESSON)
    assert sponsor is not None
    assert int(sponsor[1]) == len(sponsor[2].split())
    engineers = re.search(r"\*\*To the engineers\.\*\* \"(.*)\"", LESSON)
    assert engineers is not None
    assert "middle of August" in sponsor[2]
    assert "mid-August" in engineers[1]


def test_it_turns_requests_into_pages() -> None:
    quick = 0.99**30
    assert rf"0.99^{{30}} \approx {quick:.2f}" in LESSON
    assert f"So {round((1 - quick) * 100)} % of all pages" in LESSON


def test_it_turns_rates_into_counts() -> None:
    hours = 30 * 24
    assert f"0.5 % of 30 × 24 = {hours} hours is {hours * 0.005}" in LESSON
    assert f"{9_000 * 2 // 100} pharmacies' orders" in LESSON
    assert f"{9_000 * 3 // 100} instead of {9_000 * 2 // 100}" in LESSON
    assert f"{5_000 * 3 // 100} fail instead of {5_000 * 4 // 100}" in LESSON
    assert 20 * 0.05 == 1


def test_it_works_out_the_lost_reminders() -> None:
    a_minute = 6_000 // (10 * 60)
    lost = a_minute * 10 * 3
    assert f"10 × 10 × 3 = {lost}" in LESSON
    assert lost / (6_000 * 5) == 0.01
    empty = round(lost * (1 / 5 - 1 / 20))
    assert f"300 × 0.15 = {empty} appointments, {empty} × €60 = €{empty * 60:,}" in LESSON
    assert f"8 × €700 = €{8 * 700:,}" in LESSON
    assert 2 < 8 * 700 / (empty * 60) < 2.2
    assert lost // 5 == 60


def test_it_keeps_the_model_texts_within_their_limits() -> None:
    for name, limit in (("Head", 60), ("Front desks", 40), ("Engineers", 60)):
        text = re.search(rf"{name}:\*\* \"(.*)\"", LESSON)
        assert text is not None
        assert len(text[1].split()) <= limit, (name, len(text[1].split()))


def test_it_keeps_the_figures_of_the_items_consistent() -> None:
    assert 40 - 1 == 39
    assert 39 / 40 == 0.975
    assert "39 of 40" in item("m37-both-would-sign")
    assert (95 - 88) / 2 == 3.5
