"""The figures in the module on data, privacy and AI, worked out again from the raw data."""

from datetime import datetime, timedelta
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "12-data-privacy-and-ai"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_corrects_the_headline_figure() -> None:
    assert 3_844 / 12_400 == 0.31
    assert 2_480 / 12_400 == 0.20
    assert 1_116 / 12_400 == 0.09
    finished = round(2_480 * 0.7)
    true = 3_844 - finished
    assert (
        f"3,844 − {finished:,} = {true:,}, and {true:,} / 12,400 = **{true / 124:.0f} %**" in LESSON
    )


def test_it_fills_the_table_of_the_model() -> None:
    tp, flagged, positive, total = 102, 200, 170, 1_000
    fp, fn = flagged - tp, positive - tp
    tn = total - tp - fp - fn
    assert f"| Flagged | {tp} | {fp} | {flagged} |" in LESSON
    assert f"| Not flagged | {fn} | {tn} | {total - flagged} |" in LESSON
    assert f"({tp} + {tn}) / 1,000 = {(tp + tn) / 10:.1f} %" in LESSON
    assert f"right {total - positive} times: {(total - positive) / 10:.1f} %" in LESSON
    assert f"{tp} / {flagged} = {tp / flagged * 100:.0f} %" in LESSON
    assert f"{tp} / {positive} = {tp / positive * 100:.0f} %" in LESSON


def test_it_prices_the_calls() -> None:
    assert 200 * 15 / 60 == 50
    kept, chance = round(102 / 5), round(200 * 0.17 / 5)
    assert f"about {kept} learners" in LESSON
    assert f"reach {round(200 * 0.17)} of them (17 %) and keep about {chance}" in LESSON
    assert f"worth {kept - chance} learners" in LESSON


def test_it_splits_the_recall_by_group() -> None:
    assert 60 + 110 == 170
    assert 18 + 84 == 102
    assert (
        f"finds 18, {18 / 60 * 100:.0f} %; of the other 110 it finds 84, {84 / 110 * 100:.0f} %"
        in LESSON
    )


def test_it_counts_the_hours_of_the_breach() -> None:
    aware = datetime(2026, 11, 23, 16)
    assert aware.strftime("%A") == "Monday"
    end = aware + timedelta(hours=72)
    assert end.strftime("%A at %H:%M") == "Thursday at 16:00"
    assert "until Thursday at 16:00" in LESSON
    assert "by Thursday 16:00" in item("m12-friday-four-oclock")


def test_it_recomputes_the_exercise() -> None:
    total, shows, flagged, right = 2_000, 160, 120, 72
    assert shows / total == 0.08
    missed = shows - right
    came = total - flagged - missed
    assert f"{shows} − {right} = {missed} did not come, so {came:,} came" in LESSON
    assert f"({right} + {came:,}) / 2,000 = {(right + came) / 20:.1f} %" in LESSON
    assert f"{total - shows:,} / 2,000 = {(total - shows) / 20:.1f} %" in LESSON
    assert (
        f"72 / 120 = {right / flagged * 100:.0f} %, recall 72 / 160 = {right / shows * 100:.0f} %"
        in LESSON
    )
    assert flagged - right == 48
    assert (
        f"24 / 60 = {24 / 60 * 100:.0f} %, home prefix 48 / 60 = {(right - 24) / 60 * 100:.0f} %"
        in LESSON
    )
    assert 60 - 24 == 36


def test_it_recomputes_the_items() -> None:
    assert (5_000 - 150) / 5_000 == 0.97
    assert "4,850 of 5,000" in item("m12-ninety-seven")
    assert round(0.31 * 2 / 3 * 100) == 21
    assert 60 / 180 * 120 == 40
    assert 180 / 4 == 45
    assert "45 minutes each" in item("m12-summary-in-the-status")
