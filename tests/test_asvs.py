"""The table of ASVS requirements is whole, and what it names is there."""

import re
from collections import Counter

import pytest

from tests.support.asvs import numbers
from tpmlearn.config import ROOT

PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
ROWS = [match.groups() for match in ROW.finditer(PAGE)]
VERDICTS = {"met", "n/a", "not met", "operator"}


def test_every_requirement_of_both_levels_has_one_row_in_its_order() -> None:
    wanted = [(number, str(level)) for number, level in numbers(2).items()]

    assert [(number, level) for number, level, *_ in ROWS] == wanted
    assert len(wanted) == 253


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_has_a_verdict_and_shows_what_it_rests_on(row: tuple[str, ...]) -> None:
    number, _, about, verdict, shown = row

    assert verdict in VERDICTS
    assert about.strip()
    files = re.findall(r"`([^`]+/[^`]+|[a-z-]+\.(?:txt|toml))`", shown)
    missing = [name for name in files if not (ROOT / name).exists() and "instance" not in name]
    assert missing == []
    has_link = "](" in shown
    # What holds, or is asked of the operator, is shown by something; what does not has a reason.
    if verdict in {"met", "operator"}:
        assert files or has_link or len(shown.split()) > 4, number
    else:
        assert len(shown.split()) >= 2, number


def test_the_page_that_leads_here_counts_them() -> None:
    told = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    counts = Counter(verdict for _, _, _, verdict, _ in ROWS)

    assert (
        f"{counts['met']} of 253 requirements are met, {counts['n/a']} do not apply, "
        f"{counts['operator']} are the operator's part, {counts['not met']} are not met" in told
    )
