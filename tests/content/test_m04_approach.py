"""The scores, stages and shares in the module on choosing an approach, worked out again."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "04-choose-and-tailor-the-approach"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
SCALE = (MODULE / "scale.svg").read_text(encoding="utf-8")
STAGES_SVG = (MODULE / "stages.svg").read_text(encoding="utf-8")

HOW = {"we": 1, "others": 3, "nobody": 5}
PROOF = {"outside": 1, "inside": 3, "team": 5}
USERS = {"ends": 1, "monthly": 3, "weekly": 5}
FINAL = 10_000
# changed, of, built by, person-days to undo, first week to try, who approves, users watched
PARTS: dict[str, tuple[int, int, str, int, int, str, str]] = {
    "A": (9, 18, "others", 2, 4, "inside", "weekly"),
    "B": (4, 60, "others", 25, 8, "outside", "monthly"),
    "C": (22, 100, "nobody", FINAL, 8, "inside", "monthly"),
    "portal": (14, 30, "others", 1, 4, "team", "weekly"),
    "database": (9, 20, "nobody", FINAL, 9, "inside", "monthly"),
}
STAGES = [(1, 10, 90_000), (11, 30, 310_000), (31, 46, 280_000), (47, 60, 120_000)]


def scores(part: str) -> list[int]:
    changed, of, how, undo, week, proof, users = PARTS[part]
    share = changed / of
    return [
        1 if share < 0.15 else 3 if share <= 0.40 else 5,
        HOW[how],
        1 if undo > 20 else 3 if undo >= 3 else 5,
        1 if week > 12 else 3 if week >= 6 else 5,
        PROOF[proof],
        USERS[users],
    ]


def band(points: float) -> str:
    return "plan early" if points < 15 else "learn in cycles" if points >= 22 else "look closer"


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def test_it_scores_the_three_parts_by_the_written_scale() -> None:
    columns = [scores(part) for part in "ABC"]
    for row, name in enumerate(("Want", "How", "Undo", "Slice", "Proof", "Users")):
        line = re.search(rf"^\| {name} \|.*\*\*\d\*\*.*$", LESSON, re.MULTILINE)
        assert line is not None
        assert re.findall(r"\*\*(\d)\*\*", line[0]) == [str(column[row]) for column in columns]


def test_it_adds_the_scores_and_takes_the_average() -> None:
    sums = [sum(scores(part)) for part in "ABC"]
    assert "| **Sum** | " + " | ".join(f"**{s}**" for s in sums) + " |" in LESSON
    average = sum(sums) / 3
    assert f"The average is {sum(sums)} / 3 = {average:.1f}," in LESSON
    assert f"The average of the three, {average:.1f}," in LESSON
    assert [band(s) for s in sums] == ["learn in cycles", "plan early", "look closer"]
    assert band(average) == "look closer"
    assert "up to 14 means" in LESSON
    assert "from 22" in LESSON


def test_it_draws_each_part_at_its_points() -> None:
    for part in "ABC":
        points = sum(scores(part))
        x = 30 + (points - 6) * 17.5
        assert re.search(rf'<circle cx="{x:g}" [^>]*/>\n<text[^>]*>{part}</text>', SCALE)
        assert f"{points} points" in SCALE
    assert "average 18.7" in SCALE


def test_it_recomputes_the_recall_question() -> None:
    assert 4 * 5 + 3 + 1 == 24
    assert "The sum is 24." in LESSON
    assert band(24) == "learn in cycles"


def test_it_splits_the_money_over_the_stages() -> None:
    total = sum(money for _, _, money in STAGES)
    for first, last, money in STAGES:
        assert f"| {first}-{last} | €{money:,} |" in LESSON
        assert f"€{money // 1000}k" in STAGES_SVG
    assert f"Together €{total:,}." in LESSON
    one, before_roll_out = STAGES[0][2], total - STAGES[-1][2]
    assert f"gate 1 shows it when €{one:,} are spent, {100 * one // total} % of" in LESSON
    assert f"after €{before_roll_out:,}, or {100 * before_roll_out // total} %" in LESSON
    assert f"€{one:,} at stake before gate 1" in LESSON


def test_it_draws_releases_rehearsals_and_gates_in_their_weeks() -> None:
    assert STAGES_SVG.count('r="4"') == len(range(4, 60, 2))
    assert STAGES_SVG.count('r="5"') == len(range(8, 45, 3))
    for _, last, _ in STAGES:
        assert f"{20 + last * 440 / 60 - 6:.1f},204".replace(".0,", ",") in STAGES_SVG


def test_it_recomputes_the_exercise() -> None:
    portal, database = scores("portal"), scores("database")
    names = ("How", "Undo", "Slice", "Proof", "Users")
    for name, p, d in zip(names, portal[1:], database[1:], strict=True):
        assert f"    | {name} | {p} | {d} |" in LESSON
    want = f"{round(1400 / 30)} %: {portal[0]} | {900 // 20} %: {database[0]}"
    assert f"    | Want | {want} |" in LESSON
    assert f"| **Sum** | **{sum(portal)}** | **{sum(database)}** |" in LESSON
    average = (sum(portal) + sum(database)) / 2
    assert f"The average is {sum(portal) + sum(database)} / 2 = {average:g}:" in LESSON
    assert band(average) == "learn in cycles"


def test_it_recomputes_the_share_spent_at_the_gate() -> None:
    text = item("m04-at-gate-two")
    stages = [50_000, 170_000, 260_000, 70_000]
    assert ", ".join(f"€{s:,}" for s in stages[:3]) + f" and €{stages[3]:,}" in text
    assert f"- = {100 * sum(stages[:2]) // sum(stages)} ± 0.5 %" in text
    assert f"50,000 + 170,000 = {sum(stages[:2]):,};" in text
    assert f"all four stages come to {sum(stages):,}" in text


def test_it_recomputes_the_average_of_opposites() -> None:
    text = item("m04-average")
    values = {"search": 27, "tax report": 9, "invoice print": 12, "shop window": 28}
    assert ", ".join(f"{name} {value}" for name, value in values.items()) in text
    assert sum(values.values()) / 4 == 19
    assert f"19 is {19 - 6} from the low end and {30 - 19} from the high one" in text


def test_it_recomputes_the_share_of_changed_features() -> None:
    text = item("m04-thirty-sites")
    assert "12 of 30 features" in text
    assert f"changes by {100 * 12 // 30} %" in text
