"""The figures in the module on finding and ranking risks, worked out again from the raw data."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "23-risk-find-and-rank"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
GRID = (MODULE / "grid.svg").read_text(encoding="utf-8")

KESTREL = {
    "R1": (4, 4),
    "R2": (3, 5),
    "R4": (2, 5),
    "R5": (3, 3),
    "R3": (3, 3),
    "R6": (4, 2),
}


def probability_value(share: float) -> int:
    return 1 + sum(share >= floor for floor in (0.10, 0.30, 0.50, 0.70))


def impact_value(slip_days: int) -> int:
    return 1 + sum(slip_days > ceiling for ceiling in (2, 5, 10, 20))


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def register_rows() -> dict[str, tuple[int, int, int]]:
    rows = re.findall(r"^\| (R\d) \|.*?\| (\d) \| (\d) \| (\d+) \|", LESSON, re.MULTILINE)
    return {name: (int(p), int(i), int(score)) for name, p, i, score in rows}


def test_it_recomputes_the_queue_behind_the_cap() -> None:
    backlog = (310 - 200) * 2 * 3600
    seconds = backlog // 200
    assert f"{310 - 200} messages a second over {2 * 3600:,} seconds" in LESSON
    assert f"leaves {backlog:,} in the queue" in LESSON
    assert f"waits {seconds:,} seconds" in LESSON
    assert f"up to {seconds // 60} minutes late" in LESSON
    assert seconds % 60 == 0


def test_it_recomputes_the_score_of_each_row_of_the_register() -> None:
    assert register_rows() == {name: (p, i, p * i) for name, (p, i) in KESTREL.items()}


def test_it_lists_the_register_from_the_highest_score_down() -> None:
    scores = [score for _, _, score in register_rows().values()]
    assert scores == sorted(scores, reverse=True) == [16, 15, 10, 9, 9, 8]


def test_it_counts_the_four_rows_that_score_as_high_as_the_first_job() -> None:
    others = [p * i for name, (p, i) in KESTREL.items() if name != "R5"]
    assert sum(score >= 9 for score in others) == 4
    assert "although four rows score as high or higher" in LESSON


def test_it_adds_up_the_total_that_means_nothing() -> None:
    total = sum(p * i for p, i in KESTREL.values())
    assert f'"total risk score of {total}"' in LESSON


def test_it_puts_each_risk_of_the_grid_into_its_own_cell() -> None:
    for name, (probability, impact) in KESTREL.items():
        left, top = 112 + (impact - 1) * 70, 34 + (5 - probability) * 54
        circle = re.search(rf'cx="([\d.]+)" cy="([\d.]+)"[^>]*/><text[^>]*>{name}<', GRID)
        assert circle is not None
        assert left < float(circle[1]) < left + 70
        assert top < float(circle[2]) < top + 54


def test_it_shows_the_product_in_each_cell_of_the_grid() -> None:
    shown = [int(n) for n in re.findall(r'class="f-muted">(\d+)</text>', GRID)]
    assert shown == [p * i for p in range(5, 0, -1) for i in range(1, 6)]


def test_it_takes_the_band_of_the_quota_from_history() -> None:
    assert f"Four of six is {round(4 / 6 * 100)} %" in LESSON
    assert probability_value(4 / 6) == KESTREL["R1"][0]


def test_it_counts_the_notes_of_the_pre_mortem() -> None:
    assert 23 - 9 - 4 - 3 == len(KESTREL) + 1 == 7
    assert "23 notes: 9 were repeats, 4 were already true, 3 were effects" in LESSON
    assert "Seven were left" in LESSON


def test_it_finishes_the_templates_before_the_leave_begins() -> None:
    assert 1 + 140 // 20 < 9
    assert "140 templates" in LESSON
    assert "20 templates a week" in LESSON


def test_it_scores_the_exercise_on_the_lesson_scale() -> None:
    adapter = (probability_value(2 / 5), impact_value(12))
    legal = (probability_value(3 / 8), impact_value(6))
    fraud = (probability_value(1 / 20), 5)
    for text, (p, i), week in (
        ("2 of 5 = 40 %", adapter, 8),
        ("37.5 %", legal, 3),
        ("1 of 20 = 5 %", fraud, 10),
    ):
        assert f"| {text}: {p} | {i} | {p * i} | week {week} |" in LESSON
    assert (2 / 5, 3 / 8, 1 / 20) == (0.40, 0.375, 0.05)


def test_it_recomputes_the_number_item() -> None:
    score = probability_value(7 / 20) * impact_value(12)
    text = item("m23-score-from-history")
    assert f"- = {score} ± 0.1 points" in text
    assert f"7 of 20 is {round(7 / 20 * 100)} %" in text


def test_it_keeps_the_scores_inside_the_items_consistent() -> None:
    assert 4 * 4 == 16
    assert 3 * 3 == 9
    assert "Risk A scores 16" in item("m23-two-free-days")
    assert 1 * 5 < 6 <= 2 * 5
    assert "probability 1, impact 5" in item("m23-untried-backup")
    assert probability_value(5 / 8) == 4
