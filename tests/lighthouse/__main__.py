"""Judges the pages and prints a table: `make lighthouse`; 1 where a goal is missed."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.lighthouse.judging import Judged, demo_site, judge, pages_of

GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100}
HEAD = (
    "page",
    "as",
    "performance",
    "accessibility",
    "best practices",
    "first paint ms",
    "largest paint ms",
    "blocked ms",
    "shift",
)


def main() -> int:
    """0 if every page reaches every goal."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stderr.write("make lighthouse needs Chromium (Debian: apt-get install chromium).\n")
        return 1
    with tempfile.TemporaryDirectory() as name, demo_site(Path(name)) as site:
        judged = judge(pages_of(site, chromium), chromium)
    print("| " + " | ".join(HEAD) + " |")
    print("|---" * len(HEAD) + "|")
    for one in judged:
        print("| " + " | ".join(row(one)) + " |")
    missed = [one for one in judged if any(one.scores[name] < GOALS[name] for name in GOALS)]
    for one in missed:
        for cost in one.lost:
            print(
                f"{one.name}, {one.form}: {cost['category']}: {cost['id']} {cost['told']} "
                f"{'; '.join(cost['places'])}"
            )
    return 1 if missed else 0


def row(one: Judged) -> list[str]:
    """The cells of a page."""
    first, largest, blocked, shift = one.metrics.values()
    return [
        one.name,
        one.form,
        *(str(one.scores[name]) for name in GOALS),
        *(f"{value:.0f}" for value in (first, largest, blocked)),
        f"{shift:.3f}",
    ]


if __name__ == "__main__":
    sys.exit(main())
