"""The figures in the page on measurement are those that the benchmark printed last."""

import re

from bench.table import KINDS
from tpmlearn.config import ROOT

PAGE = (ROOT / "docs" / "assessment.md").read_text(encoding="utf-8")
RECORD = (ROOT / "docs" / "assessment-figures.txt").read_text(encoding="utf-8")
PRINTED = "(printed)"


def _recorded() -> dict[str, tuple[str, str]]:
    """Goal and figure by what was measured; each recorded line ends with its verdict."""
    found = {}
    for line in RECORD.splitlines():
        cells = re.split(r" {2,}", line)
        if cells[-1] in {"met", "MISSED"}:
            what, figure, goal, _ = cells
            found[what] = (goal, figure)
    return found


def _in_the_page() -> dict[str, tuple[str, str]]:
    section = PAGE.split("### What it must show, and what it showed\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return {what: (goal, figure) for what, goal, figure in rows[2:]}


def as_rows() -> str:
    """The rows that the page must have: what to paste after a new run of the benchmark."""
    return "\n".join(f"| {what} | {goal} | {fig} |" for what, (goal, fig) in _recorded().items())


def test_every_figure_is_the_recorded_one() -> None:
    assert _in_the_page() == _recorded(), f"after a run the page must say\n{as_rows()}"


def test_every_goal_was_met() -> None:
    assert len(_recorded()) >= 25
    assert "MISSED" not in RECORD


def test_the_record_says_when_and_where() -> None:
    date, *_ = machine = RECORD.splitlines()[0].split(", ")

    assert re.fullmatch(r"20\d\d-\d\d-\d\d", date)
    assert len(machine) == 5
    assert f"Recorded {date}" in PAGE


def test_the_part_of_the_wider_table_is_the_recorded_one() -> None:
    recorded = {line.rstrip() for line in RECORD.splitlines()}
    shown = PAGE.split("For a bank of 150:\n\n```\n")[1].split("\n```")[0].splitlines()

    assert sum(line.startswith("   150") for line in shown) == 4 * len(KINDS)
    assert [line for line in shown if line not in recorded] == []


def test_the_wider_table_has_every_bank_and_length() -> None:
    rows = re.findall(r"^ *([\d,]+) +(\d+) +[+-]\d", RECORD, re.MULTILINE)

    assert len(rows) == 4 * 5 * 4
    assert {size for size, _ in rows} == {"40", "80", "150", "300", "1,000"}
    assert {length for _, length in rows} == {"10", "15", "20", "30"}
