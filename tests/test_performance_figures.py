"""The page on speed says what the kept run of the benchmark printed, also what it missed."""

import re

from bench.whole import KEPT
from tpmlearn.config import ROOT

PAGE = ROOT / "docs" / "performance.md"


def test_each_figure_stands_in_the_page_as_it_was_printed() -> None:
    machine, _, *lines = KEPT.read_text(encoding="utf-8").splitlines()
    page = PAGE.read_text(encoding="utf-8")
    rows = [re.split(r" {2,}", line) for line in lines]

    assert len(rows) > 30
    assert machine in page
    for what, figure, goal, *verdict in rows:
        said = "" if goal == "(printed)" else goal
        assert f"| {what} | {figure} | {said} | {''.join(verdict)} |" in page
