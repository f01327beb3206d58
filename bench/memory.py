"""What two workers hold when nobody asks anything, and after ten thousand lessons."""

import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.goals import Row
from bench.load import Call, Calls
from bench.members import add_members, same_app
from bench.usage import memory_mb
from tests.support.site import Site, launch, new_folder
from tpmlearn.records.catalogue import current_catalogue

VIEWS, STRETCH_S = 10_000, 5.0
IDLE_GOAL_MB, GROWTH_GOAL = 200, 0.05


def memory_rows() -> list[Row]:
    """Rows of the memory of both workers together (PSS)."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        site = launch("memory", new_folder(folder))
        stack.callback(site.stop)
        time.sleep(3)
        idle = _held(site)
        app = same_app(folder, site.url, "")
        with app.app_context():
            slugs = list(current_catalogue().modules)
        calls = Calls(
            folder,
            [
                Call("GET", f"/learn/{slug}", one.cookie)
                for one in add_members(app, 8)
                for slug in slugs
            ],
        )
        # All lessons once and more: what a worker keeps on purpose is there before the count.
        calls.send(site.url, connections=8, seconds=2 * STRETCH_S)
        warm, views = _held(site), 0
        while views < VIEWS:
            views += calls.send(site.url, connections=8, seconds=STRETCH_S).requests
        grown = _held(site) / warm - 1
    return [
        Row(
            "memory of two idle workers (PSS)",
            f"{idle:.0f} MiB",
            f"<= {IDLE_GOAL_MB} MiB",
            idle <= IDLE_GOAL_MB,
        ),
        Row(
            f"growth of both over {VIEWS:,} lessons, after a first look at all",
            f"{100 * grown:.1f} % of {warm:.0f} MiB",
            f"<= {100 * GROWTH_GOAL:.0f} %",
            grown <= GROWTH_GOAL,
        ),
    ]


def _held(site: Site) -> float:
    return sum(memory_mb(pid) for pid in site.workers())
