"""The figures in the page on exams are those that the benchmark printed last."""

import re

from tpmlearn.config import ROOT

PAGE = (ROOT / "docs" / "exams.md").read_text(encoding="utf-8")
RECORD = (ROOT / "docs" / "exams-figures.txt").read_text(encoding="utf-8")
SECTION = PAGE.split("## What was measured\n")[1].split("\n## ")[0]


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
    rows = [line.strip("| ").split(" | ") for line in SECTION.splitlines() if line.startswith("|")]
    return {what: (goal, figure) for what, goal, figure in rows[2:]}


def as_rows() -> str:
    """The rows that the page must have: what to paste after a new run of the benchmark."""
    return "\n".join(f"| {what} | {goal} | {fig} |" for what, (goal, fig) in _recorded().items())


def test_every_figure_is_the_recorded_one() -> None:
    assert _in_the_page() == _recorded(), f"after a run the page must say\n{as_rows()}"


def test_every_goal_was_met() -> None:
    assert len(_recorded()) >= 12
    assert "MISSED" not in RECORD


def test_the_record_says_when_and_where() -> None:
    date, cores, *_ = RECORD.splitlines()[0].split(", ")

    assert re.fullmatch(r"20\d\d-\d\d-\d\d", date)
    assert f"Recorded {date} on {cores}" in PAGE


def test_the_table_of_how_far_it_goes_is_the_recorded_one() -> None:
    shown = SECTION.split("```\n")[1]

    assert shown in RECORD
    assert shown.startswith("learners ")
