"""Figures in the module on the exams, worked out again and compared with the dated facts."""

import re
from pathlib import Path

import yaml

CONTENT = Path(__file__).parents[2] / "content"
MODULE = CONTENT / "modules" / "47-pmp-2026-and-agile-exams"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
FACTS = {
    one["slug"]: one["value"]
    for one in yaml.safe_load((CONTENT / "facts.yml").read_text(encoding="utf-8"))
}
MOCK = {"People": (44, 59), "Process": (61, 74), "Business environment": (30, 47)}


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_reads_the_mock_by_domain() -> None:
    right, asked = sum(r for r, _ in MOCK.values()), sum(n for _, n in MOCK.values())
    for name, (r, n) in {**MOCK, "All": (right, asked)}.items():
        assert f"| {name} | {r} | {n} | {100 * r / n:.0f} % |" in LESSON
    assert asked == 180


def test_it_splits_a_mock_by_the_weights() -> None:
    weights = [int(n) for n in re.findall(r"(\d+) %", FACTS["pmp-weights"])]
    assert sum(weights) == 100
    assert [round(180 * w / 100) for w in weights] == [n for _, n in MOCK.values()]


def test_it_names_all_tasks_of_the_outline() -> None:
    tasks = {f"PE{n}" for n in range(1, 9)} | {f"PR{n}" for n in range(1, 11)}
    tasks |= {f"BE{n}" for n in range(1, 9)}
    assert len(tasks) == 26
    head, body = LESSON.split("\n---\n", 1)
    assert set(re.findall(r"pmp-2026:([A-Z]{2}\d+)", head)) == tasks
    assert set(re.findall(r"\b(?:PE|PR|BE)\d+", body)) == tasks


def test_it_computes_the_pace() -> None:
    minutes = int(re.findall(r"\d+", FACTS["pmp-minutes"])[0])
    questions = int(re.findall(r"\d+", FACTS["pmp-questions"])[0])
    pace = minutes * 60 // questions
    assert f"{minutes} minutes for {questions} questions is {pace} seconds each" in LESSON
    assert f"after question 60 there should be {minutes - 60 * pace // 60} minutes left" in LESSON
    assert f"after 120 there should be {minutes - 120 * pace // 60}" in LESSON
    assert f"{90 * pace // 60} minutes, so {minutes - 90 * pace // 60} should be left" in LESSON
    assert f"100 × 60 / 90 = {100 * 60 / 90:.0f} seconds each" in LESSON


def test_it_counts_the_wrong_answers() -> None:
    bars = [int(n) for n in re.findall(r"count: (\d+)\}", LESSON)]
    assert sum(bars) == 180 - 135 == 45
    assert f"13 + 11 + 9 = {sum(bars[:3])}" in LESSON
    assert f"Only {bars[3]} of 45" in LESSON


def test_it_computes_the_agile_exams() -> None:
    questions, minutes, share = (int(n) for n in re.findall(r"\d+", FACTS["psm-i-exam"]))
    assert f"{questions} questions in {minutes} minutes are {minutes * 60 // questions}" in LESSON
    right = questions * share // 100
    assert f"means {right} right: {questions - right} may be wrong" in LESSON
    acp = [int(n) for n in re.findall(r"\d+", FACTS["acp-exam"])]
    assert f"{acp[2]} minutes for {acp[0]} questions, {acp[2] * 60 // acp[0]} seconds" in LESSON


def test_it_computes_the_plan() -> None:
    assert f"100 / 7 = {100 / 7:.1f}, fifteen weeks" in LESSON
    durations = [int(n) for n in re.findall(r"duration: (\d+)", LESSON)]
    assert sum(durations) == 15


def test_it_gives_the_range_behind_twenty_answers() -> None:
    n, share, z = 20, 14 / 20, 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5 / (1 + z * z / n)
    assert round(middle - half, 2) == 0.48
    assert round(middle + half, 2) == 0.85
    assert "from just under 50 to 85 per cent" in LESSON


def test_it_recomputes_the_items() -> None:
    assert f"- = {60 * 60 // (180 - 130)} ± 0.5 seconds" in item("m47-behind")
    mocks = [(70, 80, 58), (77, 74, 79), (76, 83, 75), (78, 81, 77)]
    good = [min(mock) >= 75 for mock in mocks]
    booked = next(n for n in range(1, 4) if good[n] and good[n - 1])
    assert booked == 3
    assert "- [x] After the fourth" in item("m47-three-parts")
    ev, ac, pv, bac = 90, 112, 100, 200
    text = item("m47-graph")
    assert f"- [x] {ac + bac - ev} thousand" in text
    assert f"- [ ] {bac / (ev / ac):.0f} thousand" in text
    pressed = ac + (bac - ev) / (ev / ac * ev / pv)
    assert f"- [ ] {pressed:.0f} thousand" in text


def test_it_says_that_it_is_independent() -> None:
    assert "independent of them all and not endorsed" in LESSON
