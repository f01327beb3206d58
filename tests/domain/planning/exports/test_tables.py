"""The files for Jira and Todoist, read as those programs do."""

import csv
import io
from dataclasses import replace

import pytest

from tests.domain.planning.exports.cast import HOSTILE, a_plan, material, titled
from tpmlearn.domain.planning.exports.jira import jira
from tpmlearn.domain.planning.exports.lines import one_line, safe_cell
from tpmlearn.domain.planning.exports.todoist import HEADER, todoist

RISKY = tuple("=+-@\t\r\n＝＋－＠")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_jira_finds_every_parent_above_its_children() -> None:
    known: set[str] = set()
    kinds = []

    for row in rows(jira(material())):
        assert row["Parent"] in {"", *known}
        assert row["Issue ID"] not in known
        known.add(row["Issue ID"])
        kinds.append((row["Issue Type"], bool(row["Parent"])))

    assert kinds == [("Epic", False)] * 2 + [("Task", True)] * 4


def test_jira_gets_days_states_and_seconds() -> None:
    whole = material()

    found = {row["Summary"]: row for row in rows(jira(whole))}

    long = whole.plan.row("module:long")
    assert long
    assert found["Long"] == {
        "Issue ID": "3",
        "Parent": "1",
        "Issue Type": "Task",
        "Summary": "Long",
        "Description": "Effort left: 5 hours.\nhttps://learn.example.org/learn/long",
        "Status": "To Do",
        "Start date": long.start.isoformat(),
        "Due date": long.end.isoformat(),
        "Original estimate": "18000",
        "Labels": "module",
    }
    assert [found[title]["Status"] for title in ("Done", "Begun")] == ["Done", "In Progress"]
    assert found["Technical base"]["Due date"] == long.end.isoformat()


def test_todoist_gets_a_section_a_step_and_what_is_left() -> None:
    whole = material()

    text = todoist(whole)

    assert text.splitlines()[0] == ",".join(HEADER)
    found = [(row["TYPE"], row["CONTENT"], row["DATE"]) for row in rows(text)]
    ends = {row.activity.title: row.end.isoformat() for row in whole.plan.rows}
    assert found == [
        ("section", "Technical base", ""),
        ("task", "Long", ends["Long"]),
        ("section", "Project experience", ""),
        ("task", "Begun", ends["Begun"]),
        ("task", "Own-a-register", ends["Own-a-register"]),
    ]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_cell_is_a_formula_and_every_title_is_there(title: str) -> None:
    for text, column in ((jira(titled(title)), "Summary"), (todoist(titled(title)), "CONTENT")):
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.strip().startswith(RISKY)]
        wanted = one_line(title)[:255] if column == "Summary" else one_line(title)
        assert safe_cell(wanted) in [row[column] for row in rows(text)]


def test_a_plan_without_rows_is_a_header_alone() -> None:
    empty = material(replace(a_plan(), rows=()))

    assert (rows(jira(empty)), rows(todoist(empty))) == ([], [])
