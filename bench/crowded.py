"""The same people on an empty database and beside a hundred thousand others: how much slower."""

import os
import subprocess
import time
from contextlib import ExitStack
from math import log
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg

from bench.goals import Row
from bench.load import Call, Calls, Seen
from bench.members import Member, answers, enter, path_of_lesson, same_app
from bench.multitude import ATTEMPTS, EACH, add_learners
from tests.support import needs
from tests.support.cluster import running_cluster
from tests.support.site import FLASK, Site, environment, launch, new_folder
from tpmlearn.config import ROOT
from tpmlearn.records.catalogue import current_catalogue

SIZES = (1_000, 10_000, 100_000)
# One at a time: two connections reach the same worker or two, as it happens, and a page that takes
# 50 ms of a processor then takes 100 or 50, which has nothing to do with the database.
ROUNDS, SECONDS, CONNECTIONS = 5, 3.0, 1
GOAL = 1.3
LEARNERS = 16
PAGES = ("lesson", "saved answer", "plan", "profile")


def crowded_rows(sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Rows of p99 over that of an empty database, and how the middle grows with the learners."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        server = stack.enter_context(running_cluster(needs.postgresql()))
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE crowded")
        crowded = server.url.rpartition("/")[0] + "/crowded"
        places = [
            _Place(stack, folder / name, url)
            for name, url in (("empty", server.url), ("crowded", crowded))
        ]
        middles: dict[str, list[float]] = {page: [] for page in PAGES}
        filled, made = 0, 0.0
        for size in sizes:
            begun = time.monotonic()
            add_learners(crowded, places[1].catalogue, filled, size)
            made += time.monotonic() - begun
            filled, found = size, _compared(*places)
            for page in PAGES:
                middles[page].append(median(one.p50 for _, one in found[page]))
    return [
        *(_tail(page, found[page]) for page in PAGES),
        *(_growth(page, sizes, middles[page]) for page in PAGES),
        Row(
            f"{filled:,} learners and {filled * ATTEMPTS * EACH:,} answers, made by COPY",
            f"{made:.0f} s",
        ),
    ]


class _Place:
    """A site on a database of its own, with the same learners and what they ask for."""

    def __init__(self, stack: ExitStack, folder: Path, url: str) -> None:
        folder.mkdir()
        variables = environment(new_folder(folder), database_url=url)
        command = [*FLASK, "demo", "fill", "--learners", str(LEARNERS)]
        subprocess.run(command, check=True, cwd=ROOT, env=variables, capture_output=True)
        self.site: Site = launch(folder.name, folder, database_url=url, more=OFF)
        stack.callback(self.site.stop)
        app = same_app(folder, self.site.url, url)
        with app.app_context():
            self.catalogue = current_catalogue()
        with psycopg.connect(url) as connection:
            found = connection.execute(
                "SELECT email FROM people JOIN plans ON person_id = id WHERE demo ORDER BY id"
            ).fetchall()
        members: list[Member] = [enter(app, email) for (email,) in found]
        given = answers(app, members, 60_000)
        self.calls = {
            "lesson": self._read(folder, path_of_lesson(), members),
            "saved answer": Calls(folder, given, once=True),
            "plan": self._read(folder, "/plan", members),
            "profile": self._read(folder, "/profile", members),
        }

    @staticmethod
    def _read(folder: Path, path: str, members: list[Member]) -> Calls:
        return Calls(folder, [Call("GET", path, one.cookie) for one in members])

    def ask(self, page: str, seconds: float) -> Seen:
        """Ask for one page, or save, for so long."""
        return self.calls[page].send(self.site.url, connections=CONNECTIONS, seconds=seconds)


OFF = {"TPMLEARN_LIMITS": "0"}


def _compared(empty: _Place, crowded: _Place) -> dict[str, list[tuple[Seen, Seen]]]:
    for page in PAGES:
        for place in (empty, crowded):
            place.ask(page, 1)
    found: dict[str, list[tuple[Seen, Seen]]] = {page: [] for page in PAGES}
    for _ in range(ROUNDS):
        for page in PAGES:
            found[page].append((empty.ask(page, SECONDS), crowded.ask(page, SECONDS)))
    return found


def _tail(page: str, seen: list[tuple[Seen, Seen]]) -> Row:
    ratio = median(after.p99 / before.p99 for before, after in seen)
    before, after = (median(one[place].p99 for one in seen) for place in (0, 1))
    return Row(
        f"{page}: p99 over that of an empty database",
        f"{ratio:.2f} ({after:.1f} of {before:.1f} ms)",
        f"<= {GOAL}",
        ratio <= GOAL,
    )


def _growth(page: str, sizes: tuple[int, ...], middles: list[float]) -> Row:
    xs, ys = [log(one) for one in sizes], [log(one) for one in middles]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum(
        (a - x) ** 2 for a in xs
    )
    told = ", ".join(f"{one:.1f}" for one in middles)
    return Row(f"{page}: p50 by the number of learners n", f"{told} ms: n^{slope:.2f}")


if __name__ == "__main__":
    print(os.getloadavg())
    for row in crowded_rows():
        print(row)
