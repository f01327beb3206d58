"""The waits, percentiles and flow figures in the module on Kanban, worked out from the raw data."""

import math
import re
from pathlib import Path
from statistics import mean

MODULE = Path(__file__).parents[2] / "content" / "modules" / "06-kanban-and-flow"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
DOTS = (MODULE / "cycle-times.svg").read_text(encoding="utf-8")
FLOW = (MODULE / "flow.svg").read_text(encoding="utf-8")

TIMES = [9, 4, 15, 6, 10, 3, 20, 8, 12, 5, 7, 11, 2, 17, 10, 6, 26, 8, 13, 4, 14]
REGISTRY = [12, 5, 23, 8, 3, 18, 6, 11, 5, 9]
STARTED = [6, 10, 14, 18, 22, 26, 30, 31, 32, 33, 36, 39, 42]
REVIEWED = [2, 6, 10, 14, 18, 22, 26, 27, 28, 30, 33, 36, 39]
FINISHED = [3 * week for week in range(13)]


def percentile(values: list[int], share: int) -> int:
    """Give the smallest value that at least this share of the values does not exceed."""
    return sorted(values)[math.ceil(len(values) * share / 100) - 1]


def odds(values: list[int], age: int, limit: int) -> tuple[int, int]:
    """Count the items that got older than an age, and those of them done by the limit."""
    older = [value for value in values if value > age]
    return len(older), sum(value <= limit for value in older)


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_divides_open_items_by_throughput() -> None:
    for wip in (12, 18, 6):
        assert f"| {wip} | 3 | {wip} / 3 = {wip // 3} weeks |" in LESSON
    assert "beneath other people's two days" in LESSON
    assert 4 * 5 - 2 == 18
    assert "spent eighteen days" in LESSON


def test_it_recomputes_the_recall_question_on_open_items() -> None:
    assert "20 items open and finishes 5 a week" in LESSON
    assert f"- [x] {5 * 2} items" in LESSON
    assert f"20 / 5 = {20 // 5} weeks" in LESSON
    assert f"{8 / 5} weeks" in LESSON
    assert f"40 / 5 = {40 // 5} weeks" in LESSON


def test_it_lists_the_cycle_times_unsorted_and_sorted() -> None:
    assert "\n" + " ".join(map(str, TIMES)) + "\n" in LESSON
    assert "\n" + " ".join(map(str, sorted(TIMES))) + "\n" in LESSON
    assert len(TIMES) == 21 == 7 * 3


def test_it_recomputes_mean_median_and_expectation() -> None:
    assert f"They add up to {sum(TIMES)}, so the mean is {mean(TIMES):g} days" in LESSON
    assert mean(TIMES) == 5 * 6 / 3
    late = sum(value > mean(TIMES) for value in TIMES)
    assert f"{late} of the 21 took longer than 10 days" in LESSON
    assert late / 21 > 1 / 3
    assert f"85 % of 21 is {0.85 * 21:g}, rounded up 18" in LESSON
    limit = percentile(TIMES, 85)
    assert f"the 18th value is {limit}. The median, the 11th, is {percentile(TIMES, 50)}." in LESSON
    assert f"**85 % of requests are finished within {limit} working days" in LESSON
    assert f"| Service level expectation | 85 % within {limit} working days |" in LESSON
    assert f"{sum(value <= limit for value in TIMES)} of 21 were." in LESSON


def test_it_recomputes_the_odds_of_an_old_item() -> None:
    for age in (0, 9, 12):
        older, done = odds(TIMES, age, 15)
        assert f"| {age} | {older} | {done} | {round(100 * done / older)} % |" in LESSON
    assert "ten took longer than 9 days, and 7 of those ten still made day 15: 70 %" in LESSON
    assert "Six took longer than 12, and 3 of the six made it: 50 %" in LESSON


def test_it_draws_one_dot_for_each_item_at_its_time() -> None:
    found = [(float(x) - 24) / 16 for x in re.findall(r'<circle cx="([\d.]+)"', DOTS)]
    assert found == sorted(TIMES)
    assert DOTS.count('class="f-none s-accent"') == sum(value > 15 for value in TIMES)


def test_it_draws_the_three_lines_of_the_flow_diagram() -> None:
    for line in (STARTED, REVIEWED, FINISHED):
        points = " ".join(f"{38 + w * 30.5:g},{290 - v * 6}" for w, v in enumerate(line))
        assert f'<polyline points="{points}"' in FLOW


def test_it_reads_the_flow_diagram() -> None:
    assert STARTED[6] - FINISHED[6] == 12
    assert "Week 6: 30 started, 18 finished, 12 open." in LESSON
    assert STARTED[9] - FINISHED[9] == 6 == STARTED[12] - FINISHED[12]
    assert (STARTED.index(30), FINISHED.index(30)) == (6, 10)
    assert (STARTED.index(36), FINISHED.index(36)) == (10, 12)
    assert "started in week 6 and finished in week 10, four weeks later" in LESSON
    assert "week 10 to week 12, two weeks" in LESSON
    review = [r - f for r, f in zip(REVIEWED, FINISHED, strict=True)]
    build = [s - r for s, r in zip(STARTED, REVIEWED, strict=True)]
    assert f"Review grew from {review[0]} items to {review[6]}, Build stayed at" in LESSON
    assert set(build[:7]) == {4}
    assert "eight of the twelve items lay in Review" in LESSON
    assert (build[12], review[12]) == (3, 3)


def test_it_recomputes_the_exercise() -> None:
    assert "12, 5, 23, 8, 3, 18, 6, 11, 5, 9" in LESSON
    assert "Sorted: " + " ".join(map(str, sorted(REGISTRY))) + "." in LESSON
    median, limit = percentile(REGISTRY, 50), percentile(REGISTRY, 85)
    assert f"Median {median}, mean {sum(REGISTRY)} / 10 = {mean(REGISTRY):g}." in LESSON
    assert f'the 9th: {limit}. "85 % within {limit} working days."' in LESSON
    assert f"8 / 4 = {8 // 4} weeks = {8 // 4 * 5} working days" in LESSON
    older, done = odds(REGISTRY, 10, limit)
    assert (older, done) == (4, 3)
    assert f"three of them at most 18: {100 * done // older} %" in LESSON


def test_it_reads_the_exercise_diagram() -> None:
    three, six = (20, 16, 10), (32, 29, 19)
    for week, (s, r, f) in ((3, three), (6, six)):
        assert f"week {week}, started {s}, reached review {r}, finished {f}" in LESSON
        assert f"Week {week}: WIP {s - f}, Build {s - r}, Review {r - f}." in LESSON
    assert f"Throughput {six[2] - three[2]} in 3 weeks, {(six[2] - three[2]) // 3} a week" in LESSON
    assert f"while {(six[0] - three[0]) // 3} a week are started" in LESSON


def test_it_recomputes_the_number_items() -> None:
    text = item("m06-weeks-from-counts")
    assert f"- = {24 / (40 / 5)} ± 0.05 weeks" in text
    text = item("m06-twenty-times")
    values = [int(v) for v in text.split("sorted: ", 1)[1].split(".", 1)[0].split(", ")]
    assert len(values) == 20
    assert f"- = {percentile(values, 85)} ± 0.1 days" in text
    assert f"The mean is {mean(values):g} days" in text
    assert f"{sum(v > mean(values) for v in values)} of the 20 took longer" in text


def test_it_recomputes_the_figures_of_the_situations() -> None:
    text = item("m06-free-hands")
    assert 20 / 4 == 5
    assert 10 / 4 == 2.5
    assert "20 / 4 was five weeks, 10 / 4 is two and a half" in text
    text = item("m06-day-eleven")
    assert (40 - 8 + 2) / 40 == 0.85
    assert 2 / 8 == 1 / 4
    assert "2 of those 8 were done on day 12" in text
    text = item("m06-beside-the-door")
    assert 4 + 2 + 14 == 20
    assert 4 + 2 == 6
    assert "falls to six days" in text


def test_it_reads_the_diagram_of_the_quiz() -> None:
    text = item("m06-read-the-diagram")
    four, eight = (40, 30, 28), (56, 52, 40)
    assert (eight[2] - four[2]) // 4 == 3
    assert f"{four[1]} - {four[2]} = {four[1] - four[2]}" in text
    assert f"{eight[1]} - {eight[2]} = {eight[1] - eight[2]}" in text
    assert f"{eight[0]} - {eight[1]} = {eight[0] - eight[1]}" in text
    assert f"{four[0]} - {four[2]} = {four[0] - four[2]} to" in text
    assert f"{eight[0]} - {eight[2]} = {eight[0] - eight[2]}" in text


def test_it_recomputes_the_wait_on_a_rising_board() -> None:
    text = item("m06-rising-board")
    assert (10 + 22) / 2 == 16
    assert f"coming in today takes {16 / 3:.1f} weeks" in text
    assert f"those {22 - 1} take {(22 - 1) // 3} weeks" in text
