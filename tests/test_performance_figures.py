"""The figures in the page on speed are those that `make bench` printed last."""

import re

from bench.whole import PARTS
from tpmlearn.config import ROOT

PAGE = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
RECORD = (ROOT / "docs" / "performance-figures.txt").read_text(encoding="utf-8")


def _recorded() -> dict[str, tuple[str, str, str]]:
    """Figure, goal and verdict by what was measured."""
    rows = [re.split(r" {2,}", line) for line in RECORD.splitlines()[2:]]
    return {cells[0]: (cells[1], *(cells[2:] or ["", ""])[:2]) for cells in map(_whole, rows)}


def _whole(cells: list[str]) -> list[str]:
    what, figure, *rest = cells
    goal = rest[0] if rest and rest[0] != "(printed)" else ""
    return [what, figure, goal, rest[1] if len(rest) > 1 else ""]


def _in_the_page() -> dict[str, tuple[str, str, str]]:
    section = PAGE.split("## What was measured\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]
    return {what: (figure, goal, verdict) for what, figure, goal, verdict in rows}


def as_rows() -> str:
    """The rows that the page must have: what to paste after a new run of the benchmark."""
    return "\n".join(f"| {what} | {' | '.join(cells)} |" for what, cells in _recorded().items())


def test_every_figure_is_the_recorded_one() -> None:
    assert _in_the_page() == _recorded(), f"after a run the page must say\n{as_rows()}"


def test_every_part_was_measured() -> None:
    told = " ".join(_recorded())

    for words in (
        "SQL statements",
        "lesson, SQLite",
        "saved answer, PostgreSQL",
        "answered item",
        "first contentful paint",
        "memory of two idle workers",
        "start, 1,000 modules",
        "p99 over that of an empty database",
    ):
        assert words in told, words
    assert len(PARTS) == 7


def test_a_goal_that_was_missed_is_spoken_of() -> None:
    missed = [what for what, cells in _recorded().items() if cells[2] == "MISSED"]

    assert not missed or "## What misses its goal, and why" in PAGE


def test_the_record_says_when_and_where() -> None:
    date, cores, *_ = RECORD.splitlines()[0].split(", ")

    assert re.fullmatch(r"20\d\d-\d\d-\d\d", date)
    assert f"Recorded {date} on {cores}" in PAGE
