"""The figures in the module on compliance, ethics and sustainability, worked out again."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "32-compliance-ethics-sustainability"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

RELEASE = 20
PROOFS = {
    "Outside attack test": (6, 2, 3),
    "Privacy assessment": (0, 5, 3),
    "Accessibility audit": (0, 2, 5),
    "Payment certification": (0, 4, 0),
    "Deletion job": (0, 3, 0),
}


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_adds_up_the_three_late_questions() -> None:
    rebuild, delay = 9 * 640, 6 * 8_500
    assert f"€{rebuild:,}" in LESSON
    assert f"€{delay:,}" in LESSON
    assert f"Together €{rebuild + delay:,}" in LESSON


def test_it_subtracts_each_proof_from_the_release() -> None:
    for name, (wait, check, repair) in PROOFS.items():
        span = wait + check + repair
        row = f"| {name} | {wait} | {check} | {repair} | {span} | week {RELEASE - span} |"
        assert row in LESSON, row


def test_it_draws_each_proof_at_its_latest_start() -> None:
    drawn = [(int(a), int(b)) for a, b in re.findall(r"start: (\d+), duration: (\d+)", LESSON)]
    spans = [sum(proof) for proof in PROOFS.values()]
    assert drawn == [(RELEASE - span, span) for span in spans]


def test_it_counts_the_small_groups_in_the_travel_data() -> None:
    assert 1_310 * 4 == 5_240
    assert (
        "Of 5,240 pairs of stops in an hour, 1,310 have fewer than ten passengers: a quarter"
        in LESSON
    )


def test_it_works_out_the_energy_of_the_test_servers() -> None:
    today, needed = 12 * 0.2 * 168, 12 * 0.2 * 50
    assert f"{today:.1f} kWh" in LESSON
    assert f"{needed:.1f} kWh" in LESSON
    assert f"{today - needed:.1f} kWh, {round((1 - needed / today) * 100)} %" in LESSON
    assert f"€{12 * (168 - 50) * 0.4:.2f} a week" in LESSON
    assert f"up to {needed * 1.1:.0f} kWh" in LESSON


def test_it_counts_the_phones() -> None:
    assert f"{240_000 * 6 // 100:,} people" in LESSON
    assert f"€{9 * 640:,} against 14,400 phones" in LESSON


def test_it_works_out_the_exercise() -> None:
    for name, span in (("attack test", 5 + 2 + 2), ("privacy", 4 + 3), ("captions", 1 + 4 + 1)):
        assert f"{name} 16 - {span} = week {16 - span}" in LESSON
    assert "deletion 16 - 2 = week 14" in LESSON


def test_it_keeps_the_figures_of_the_items_consistent() -> None:
    assert 2 + 4 + 1 == 7 < 9
    assert "make seven of nine weeks" in item("m32-framework-accessible")
    assert 250 > round(200 * 1.1) == 220
    assert "250 is more than 220" in item("m32-energy-tolerance")
    assert 22 - 8 - 3 - 6 - 1 > 0
