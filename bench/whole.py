"""Prints how fast the site is beside the limit of a Flask site, and what it costs to run.

Run by `make bench`, for about half an hour; ends non-zero when a goal is missed. All is real: the
server with two workers, its databases, Chromium, all on loopback. What is printed is kept in
docs/performance-figures.txt, which a test holds docs/performance.md to. `python -m bench.whole
pages weights` makes only those parts and keeps nothing.
"""

import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bench import load
from bench.crowded import crowded_rows
from bench.goals import Row
from bench.memory import memory_rows
from bench.next_item import next_item_rows
from bench.pages import page_rows
from bench.starts import start_rows
from bench.statement_counts import statement_rows
from bench.weights import weight_rows
from tpmlearn.config import ROOT

KEPT = ROOT / "docs" / "performance-figures.txt"
PARTS: dict[str, Callable[[], list[Row]]] = {
    "statements": statement_rows,
    "pages": page_rows,
    "items": next_item_rows,
    "weights": weight_rows,
    "memory": memory_rows,
    "starts": start_rows,
    "crowded": crowded_rows,
}


def main(arguments: Sequence[str]) -> int:
    """0 when every goal is met."""
    if not load.installed():
        print("This needs wrk (Debian: apt-get install wrk).")
        return 2
    unknown = set(arguments) - PARTS.keys()
    if unknown:
        print(f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
        return 2
    said, rows = [_machine(), ""], []
    print(said[0])
    for part in arguments or PARTS:
        for row in PARTS[part]():
            rows.append(row)
            said.append(_line(row))
            print(said[-1], flush=True)
    if not arguments:
        KEPT.write_text("\n".join(said) + "\n", encoding="utf-8")
    return int(not all(row.met for row in rows))


def _line(row: Row) -> str:
    verdict = "" if row.goal == "(printed)" else "met" if row.met else "MISSED"
    return f"{row.what:72}  {row.figure:36}  {row.goal:12}  {verdict}".rstrip()


def _machine() -> str:
    """When and where: a figure without its machine says nothing."""
    busy = ", ".join(f"{one:.1f}" for one in os.getloadavg()[1:])
    first = f"niceness {os.nice(0)}, " if os.nice(0) else ""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, {first}load average before it {busy}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
