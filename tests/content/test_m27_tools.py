"""The two forecasts of one plan in the module on planning tools, worked out from its tables."""

import re
from pathlib import Path
from typing import Any

import yaml

MODULE = Path(__file__).parents[2] / "content" / "modules" / "27-planning-tools"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

# weeks, after, items, done
OSTERBY = {
    "A": (2, "", 4, 4),
    "B": (5, "A", 10, 6),
    "C": (3, "A", 6, 6),
    "D": (4, "A", 12, 12),
    "E": (2, "B", 3, 0),
    "F": (1, "D", 1, 0),
    "G": (2, "CEF", 4, 0),
}
TOVIK = {
    "P": (1, "", 2, 2),
    "Q": (6, "P", 8, 4),
    "R": (4, "P", 14, 14),
    "S": (5, "P", 1, 0),
    "T": (3, "QS", 5, 0),
}
Plan = dict[str, tuple[int, str, int, int]]


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def table(names: str) -> Plan:
    rows = re.findall(
        rf"^\| ([{names}]) [^|]*\| (\d+) \| ?([A-Z, ]*?) ?\| (\d+) \| (\d+) \|$",
        LESSON,
        re.MULTILINE,
    )
    return {
        name: (int(weeks), after.replace(", ", ""), int(items), int(done))
        for name, weeks, after, items, done in rows
    }


def finishes(plan: Plan) -> dict[str, float]:
    end: dict[str, float] = {}
    for name, (weeks, after, _, _) in plan.items():
        end[name] = weeks + max((end[before] for before in after), default=0.0)
    return end


def test_it_reads_both_plans_from_the_tables() -> None:
    assert table("A-G") == OSTERBY
    assert table("P-T") == TOVIK


def test_it_forecasts_from_the_pace() -> None:
    items = sum(row[2] for row in OSTERBY.values())
    done = sum(row[3] for row in OSTERBY.values())
    assert (items, done) == (40, 28)
    assert round(done / items * 100) == 70
    assert round(6 / 11 * 100) == 55
    assert round(done / 6, 2) == 4.67
    assert round((items - done) / (done / 6), 1) == 2.6
    assert "12 / 4.67 = 2.6 weeks" in LESSON
    burn: dict[str, Any] = yaml.safe_load(LESSON.split("```burn\n", 1)[1].split("```", 1)[0])
    assert burn["done"][6] == done
    assert burn["scope"] == [items]


def test_it_forecasts_from_the_network() -> None:
    end = finishes(OSTERBY)
    assert end["G"] == 11
    late = 6 + (1 - 6 / 10) * 5 - end["B"]
    assert round(late, 6) == 1
    assert end["G"] + late == 12
    assert (6 - 2) / 5 == 0.8
    open_items = {name: row[2] - row[3] for name, row in OSTERBY.items()}
    assert [open_items[name] for name in "BEG"] == [4, 3, 4]
    assert sum(open_items.values()) == 12
    assert "Of the twelve open items eleven lie on the critical path" in LESSON


def test_it_gives_the_screens_their_float() -> None:
    end = finishes(OSTERBY)
    before_trial = end["E"] - end["D"]
    assert before_trial == 3
    assert before_trial - OSTERBY["F"][0] == 2


def test_the_chart_has_the_same_plan() -> None:
    chart: dict[str, Any] = yaml.safe_load(LESSON.split("```gantt\n", 1)[1].split("```", 1)[0])
    for task in chart["tasks"][:-1]:
        weeks, after, items, done = OSTERBY[task["id"]]
        assert task["duration"] == weeks
        assert "".join(task.get("after", [])) == after
        assert task["done"] == done / items


def test_it_solves_the_exercise() -> None:
    items = sum(row[2] for row in TOVIK.values())
    done = sum(row[3] for row in TOVIK.values())
    assert (items, done) == (30, 20)
    assert round(done / items * 100) == 67
    assert (items - done) / (done / 5) == 2.5
    end = finishes(TOVIK)
    assert end["T"] == 10
    assert round((5 - 1) / 6 * 100) == 67
    q_end = 5 + 0.5 * 6
    assert q_end == 8
    assert q_end + 3 == 11
    assert end["S"] == 6
    assert max(q_end, 9) + 3 == 12


def test_it_recomputes_the_items() -> None:
    assert 6 + 0.4 * 5 == 8
    assert "- = 8 ± 0.05 weeks" in item("m27-when-it-will-end")
    assert 246 / 2 == 123
    assert 6 / 2 == 3
