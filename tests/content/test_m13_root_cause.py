"""The figures in the module on problem solving, worked out again from the raw data."""

import re
from math import log2
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "13-problem-solving-and-root-cause"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_recomputes_each_share_of_the_cuts() -> None:
    rows = re.findall(r"^\| [^|]+ \| ([\d,]+) \| (\d+) \| ([\d.]+) % \|$", LESSON, re.MULTILINE)
    assert len(rows) == 6
    for sent, missing, share in rows:
        assert f"{int(missing) / int(sent.replace(',', '')) * 100:.1f}" == share


def test_it_cuts_the_same_mails_each_time() -> None:
    assert 12_000 + 8_000 == 5_000 + 15_000 == 20_000
    assert 240 + 360 == 575 + 25 == 600 == 0.03 * 20_000
    assert 1_250 + 3_750 == 5_000
    assert 570 + 5 == 575
    assert 360 / 600 == 0.60


def test_it_halves_the_commits() -> None:
    assert log2(64) == 6
    assert "6 tests, since 2⁶ = 64" in LESSON
    assert "takes 32 on average" in LESSON


def test_it_predicts_what_the_test_would_lose() -> None:
    assert f"about {round(50 * 0.456)} of 50" in LESSON


def test_it_counts_the_leaves_of_the_tree() -> None:
    tree = LESSON.split("```tree", 1)[1].split("```", 1)[0]
    assert len(re.findall(r"^      - name:", tree, re.MULTILINE)) == 5
    assert "Five leaves" in LESSON


def test_it_ranks_the_issues() -> None:
    issues = {
        "Lost invoices": (600 * 5 * 0.80, 2),
        "Flaky tests": (6 * 1.5 * 60, 3),
        "Slow report": (25 * 20 / 60 * 60, 10),
        "Leak, weekly restart": (1.5 * 60, 4),
    }
    ratios = []
    for name, (week, days) in issues.items():
        row = next(r for r in LESSON.splitlines() if r.startswith(f"| {name} |"))
        shown = [c.strip() for c in row.strip("|").split("|")]
        assert shown[2] == f"{week:,.0f}"
        assert shown[3] == str(days)
        assert float(shown[4].replace(",", "")) == round(week / days, 6)
        ratios.append(week / days)
    assert ratios == sorted(ratios, reverse=True)
    assert f"£{4 * 480:,} at £480" in LESSON
    assert f"pays after {4 * 480 / 90:.0f} weeks" in LESSON


def test_it_recomputes_the_exercise() -> None:
    for number, failed, share in (
        (6_000, 600, "10 %"),
        (4_000, 200, "5 %"),
        (3_200, 784, "24.5 %"),
        (6_800, 16, "0.2 %"),
        (1_600, 776, "48.5 %"),
        (1_600, 8, "0.5 %"),
    ):
        assert f"{number:,} | {failed} |" in LESSON
        assert f"{round(failed / number * 100, 1):g} %" == share
        assert share in LESSON
    assert 600 + 200 == 784 + 16 == 800
    assert 776 + 8 == 784
    assert f"about {round(40 * 0.485)} of 40" in LESSON
    assert f"= £{800 * 5 * 9:,} a week / 4 = £{800 * 5 * 9 // 4:,}" in LESSON
    assert f"(b) £{600 // 2}. (d) £{1_500 // 12}." in LESSON


def test_it_recomputes_the_items() -> None:
    assert log2(32) * 15 == 75
    assert "- = 75 ± 0.5 minutes" in item("m13-halving")
    assert 32 / 2 * 15 == 240
    assert 405 + 45 == 200 + 250 == 180 + 270 == 450
    assert (405 / 1_800, 45 / 7_200) == (0.225, 0.00625)
    assert 200 / 4_000 == 250 / 5_000 == 180 / 3_600 == 270 / 5_400 == 0.05
    assert "22.5 % are late against 0.6 %" in item("m13-which-cut")
    assert (600 / 10, 450 / 3) == (60, 150)
    assert "£150 against £60" in item("m13-louder-users")
