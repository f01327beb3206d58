"""The figures in the module on roadmaps, releases and dependencies, worked out from its tables."""

import re
from pathlib import Path
from typing import Any

import yaml

MODULE = Path(__file__).parents[2] / "content" / "modules" / "19-roadmaps-releases-dependencies"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")

BOARD = {
    "D1": (2, 1),
    "D2": (3, 3),
    "D3": (6, 8),
    "D5": (5, 4),
    "D6": (8, 7),
}


def item(identifier: str) -> str:
    return QUIZ.split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def finishes() -> dict[str, float]:
    chart: dict[str, Any] = yaml.safe_load(LESSON.split("```gantt\n", 1)[1].split("```", 1)[0])
    end: dict[str, float] = {}
    todo = {task["id"]: task for task in chart["tasks"]}
    while todo:
        for name, task in list(todo.items()):
            if all(before in end for before in task.get("after", [])):
                begin = max(
                    [task.get("start", 0), *(end[before] for before in task.get("after", []))]
                )
                end[name] = begin + task["duration"]
                del todo[name]
    return end


def test_it_recomputes_the_slack_of_each_row() -> None:
    rows = re.findall(r"^\| (D\d) \|.*?\| (\d+) \| (\d+) \| (-?\d+) \|", LESSON, re.MULTILINE)
    assert {name: (int(n), int(p)) for name, n, p, _ in rows} == BOARD
    assert all(int(n) - int(p) == int(slack) for _, n, p, slack in rows)
    assert 8 - 8 == 0
    assert "The new need is week 8, the slack 0" in LESSON


def test_it_multiplies_the_promises() -> None:
    assert round(0.85**6, 2) == 0.38
    assert "0.85^6 = 0.38" in LESSON
    assert round(0.85**4, 2) == 0.52
    assert "0.85⁴ = 0.52" in LESSON
    assert round(0.95**4, 2) == 0.81
    assert "0.95⁴ = 0.81" in LESSON
    assert 0.95**4 > 2 * 0.85**6
    assert round(0.8**4, 2) == 0.41
    assert "0.8⁴ = 0.41" in LESSON


def test_it_places_the_three_points_and_the_pilot() -> None:
    end = finishes()
    assert [end[name] for name in ("I1", "I2", "I3", "M")] == [3, 7, 10, 12]
    assert "Point 1 is at the end of week 3, point 2 of week 7, point 3 of week 10" in LESSON
    assert end["M"] == 8 + 2 + 2
    assert "Payments 8, joining 2, faults 2, in sum 12" in LESSON
    assert end["P"] - end["C"] == 1


def test_it_scores_the_board_of_the_exercise() -> None:
    assert "| Catalogue → Messages | 3 | 2 | 1 | agreed |" in LESSON
    assert "| Accounts → Catalogue | 4 | 6 | -2 | conflict |" in LESSON


def test_it_counts_the_minutes_of_planning_together() -> None:
    minutes = [int(m) for m in re.findall(r"^- (\d+) minutes:", LESSON, re.MULTILINE)]
    assert sum(minutes) == 190
    assert len(minutes) == 5


def test_it_recomputes_the_number_item() -> None:
    assert round(0.9**5 * 100) == 59
    assert "- = 59 ± 0.5 %" in item("m19-five-promises")


def test_it_counts_the_items_of_the_roadmap() -> None:
    assert 3 + 4 + 7 == 14
    assert "eleven" in item("m19-fourteen-dates")
