"""Expected values, spreads and odds that module 16 quotes are recomputed from the ranges."""

from math import sqrt
from pathlib import Path
from statistics import NormalDist, median

MODULE = Path(__file__).parents[2] / "content" / "modules" / "16-estimate-in-ranges"
Range = tuple[float, float, float]

NORRLAND: dict[str, Range] = {
    "Connect the provider": (4, 6, 14),
    "Reconciliation report": (2, 3, 4),
    "Move the stored cards": (5, 8, 17),
}
TIDAL: list[Range] = [(3, 5, 13), (1, 2, 3), (4, 7, 10), (2, 4, 12)]
EIGHT_RATIOS = [1.0, 1.1, 1.2, 1.2, 1.3, 1.4, 1.6, 2.2]
FIVE_RATIOS = [0.9, 1.1, 1.2, 1.5, 1.8]
VELOCITIES = [18, 21, 25, 19, 23, 20]
TASKS = list(NORRLAND.values())
ONE_SIDED_95 = 1.645


def read(name: str) -> str:
    return (MODULE / name).read_text(encoding="utf-8")


def pert(task: Range) -> float:
    low, likely, high = task
    return (low + 4 * likely + high) / 6


def spread(task: Range) -> float:
    return (task[2] - task[0]) / 6


def expected(tasks: list[Range]) -> float:
    return sum(pert(task) for task in tasks)


def spread_apart(tasks: list[Range]) -> float:
    return sqrt(sum(spread(task) ** 2 for task in tasks))


def spread_together(tasks: list[Range]) -> float:
    return sum(spread(task) for task in tasks)


def odds(day: float, tasks: list[Range]) -> float:
    return NormalDist(expected(tasks), spread_apart(tasks)).cdf(day)


def test_it_recomputes_each_row_of_the_table() -> None:
    for name, (low, likely, high) in NORRLAND.items():
        task = (low, likely, high)
        cells = [f"{sum(task) / 3:.1f}", f"{pert(task):.1f}"]
        cells += [f"{spread(task):.2f}", f"{spread(task) ** 2:.2f}"]
        row = f"| {name} | {low:.0f} | {likely:.0f} | {high:.0f} | {' | '.join(cells)} |"
        assert row in read("lesson.md")


def test_it_recomputes_the_row_of_sums() -> None:
    sums = [f"{sum(column):.0f}" for column in zip(*TASKS, strict=True)]
    triangular = sum(sum(task) / 3 for task in TASKS)
    variance = spread_apart(TASKS) ** 2

    row = f"{' | '.join(sums)} | {triangular:.1f} | {expected(TASKS):.1f} | | {variance:.2f} |"
    assert f"| Together | {row}" in read("lesson.md")
    assert triangular - expected(TASKS) == 2


def test_it_recomputes_the_path_total() -> None:
    mean, sd = expected(TASKS), spread_apart(TASKS)

    assert f"7 + 3 + 9 = {mean:.0f}" in read("lesson.md")
    assert f"2.78 + 0.11 + 4.00 = {sd**2:.2f}" in read("lesson.md")
    assert f"√6.89 = {sd:.2f} days" in read("lesson.md")
    assert f"19 + 1 × 2.62     = {mean + sd:.1f} days" in read("lesson.md")
    assert f"19 + 1.645 × 2.62 = {mean + ONE_SIDED_95 * sd:.1f} days" in read("lesson.md")


def test_it_reads_the_odds_from_the_bell_curve() -> None:
    mean, sd = expected(TASKS), spread_apart(TASKS)

    assert f"(17 - 19) / 2.62 = {(17 - mean) / sd:.2f} SD" in read("lesson.md")
    assert f"about {100 * odds(17, TASKS):.0f} % of outcomes are at or below it" in read(
        "lesson.md"
    )
    assert round(odds(mean + sd, TASKS), 2) == 0.84
    assert round(odds(mean + ONE_SIDED_95 * sd, TASKS), 2) == 0.95
    assert 5 / 6 < odds(22, TASKS) < 0.9


def test_it_draws_the_days_and_the_odds() -> None:
    for text in ("21.6", "23.3", "22 %", "84 %", "95 %", "SD 2.62", "SD 4.00"):
        assert f">{text}</text>" in read("total.svg")


def test_it_recomputes_the_spread_of_tasks_that_are_late_together() -> None:
    mean, sd = expected(TASKS), spread_together(TASKS)

    assert f"1.67 + 0.33 + 2.00 = {sd:.2f}" in read("lesson.md")
    assert f"84 % moves from 21.6 to {mean + sd:.1f}" in read("lesson.md")
    assert f"95 % from 23.3 to {mean + ONE_SIDED_95 * sd:.1f}" in read("lesson.md")


def test_it_recomputes_the_view_from_outside() -> None:
    middle = median(EIGHT_RATIOS)

    assert "   ".join(map(str, EIGHT_RATIOS)) in read("lesson.md")
    assert f"(1.2 + 1.3) / 2 = {middle:.2f}    19 × 1.25 = {19 * middle:.2f} days" in read(
        "lesson.md"
    )
    assert sum(ratio <= 1.4 for ratio in EIGHT_RATIOS) == 6
    assert f"19 × 1.4  = {19 * 1.4:.1f} days" in read("lesson.md")


def test_it_recomputes_the_sprints() -> None:
    mean = sum(VELOCITIES) / len(VELOCITIES)

    assert f"on average {mean:.0f}" in read("lesson.md")
    assert f"84 / 21 = {84 / mean:.0f} sprints" in read("lesson.md")
    assert f"84 / 25 = {84 / max(VELOCITIES):.1f}" in read("lesson.md")
    assert f"84 / 18 = {84 / min(VELOCITIES):.1f}" in read("lesson.md")


def test_it_recomputes_the_forecast_after_the_first_task() -> None:
    left = TASKS[1:]

    assert f"12 + 3 + 9 = {12 + expected(left):.0f}" in read("lesson.md")
    assert f"SD √(0.11 + 4.00) = {spread_apart(left):.2f}" in read("lesson.md")
    assert f"12 + 3 + 9 = {12 + expected(left):.0f}" in read("quiz.md")


def test_it_recomputes_the_exercise() -> None:
    mean, sd, together = expected(TIDAL), spread_apart(TIDAL), spread_together(TIDAL)
    likely = sum(task[1] for task in TIDAL)

    assert [f"{pert(task):.1f}" for task in TIDAL] == ["6.0", "2.0", "7.0", "5.0"]
    assert [f"{spread(task):.2f}" for task in TIDAL] == ["1.67", "0.33", "1.00", "1.67"]
    assert f"PERT 6.0, 2.0, 7.0 and 5.0, in sum {mean:.1f} days" in read("lesson.md")
    assert f"2.78 + 0.11 + 1.00 + 2.78 = {sd**2:.2f}, SD {sd:.2f}" in read("lesson.md")
    assert f"84 % by {mean + sd:.1f} days, 95 % by {mean + ONE_SIDED_95 * sd:.1f}." in read(
        "lesson.md"
    )
    assert f"({likely:.0f} - 20) / 2.58 = {(likely - mean) / sd:.2f} SD, about 22 %" in read(
        "lesson.md"
    )
    assert f"1.67 + 0.33 + 1.00 + 1.67 = {together:.2f}; 84 % by {mean + together:.1f}" in read(
        "lesson.md"
    )
    assert f"95 % by {mean + ONE_SIDED_95 * together:.1f}." in read("lesson.md")
    assert round(100 * odds(likely, TIDAL)) == 22


def test_it_recomputes_the_five_releases_of_the_exercise() -> None:
    assert f"20 × {median(FIVE_RATIOS)} = {20 * median(FIVE_RATIOS):.0f} days" in read("lesson.md")
    assert sum(ratio <= 1.5 for ratio in FIVE_RATIOS) == 4
    assert f"20 × 1.5 = {20 * 1.5:.0f} days" in read("lesson.md")


def test_it_keeps_the_timed_parts_equal_to_the_exercise_minutes() -> None:
    parts = [10, 6, 6, 6, 10]

    assert [read("lesson.md").count(f"*{minutes} minutes.*") for minutes in (10, 6)] == [2, 3]
    assert f"exercise_minutes: {sum(parts)}" in read("lesson.md")


def test_it_recomputes_the_numbers_asked_for_in_the_quiz() -> None:
    three: list[Range] = [(2, 5, 8), (4, 9, 16), (6, 12, 18)]

    assert f"- = {pert((6, 8, 22)):.1f} ± 0.05 days" in read("quiz.md")
    assert f"The triangular mean would be {(6 + 8 + 22) / 3:.1f}." in read("quiz.md")
    assert f"- = {spread_apart(three):.1f} ± 0.05 days" in read("quiz.md")
    assert f"Adding the SDs would give {spread_together(three):.0f}" in read("quiz.md")


def test_it_keeps_the_key_of_the_curve_at_five_chances_in_six() -> None:
    curve = NormalDist(40, 5)

    assert 5 / 6 < curve.cdf(45) < 0.85
    assert round(curve.cdf(45) - curve.cdf(35), 2) == 0.68
