"""Workers and PostgreSQL are killed while exams are sat: what was called saved is there, once."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.conftest import DATABASES
from tests.support import needs
from tests.support.cluster import running_cluster
from tests.support.exam_tables import Found, Values, found, tables, values_of
from tests.support.exam_window import Window
from tests.support.killer import Killer
from tests.support.site import launch, new_folder

EXAM, QUESTIONS = "psm-i", 80
AT_ONCE = 4
THINKING_SECONDS = (0.02, 0.12)


@dataclass(frozen=True)
class Sat:
    """An exam that was sat to its end: its window, what is there of it, and what should be."""

    window: Window
    found: Found
    right: int
    was_hit: bool


@pytest.mark.parametrize("database", DATABASES)
def test_kills_in_exams_lose_and_double_nothing(
    database: str, tmp_path: Path, instance: Path
) -> None:
    with _running(database, tmp_path, instance / "cache") as killer:
        sat = _sit(killer, sittings=3, at_once=3)

    _check(sat)
    assert killer.workers + killer.databases > 0


@pytest.mark.long
@pytest.mark.parametrize("database", DATABASES)
def test_kills_in_a_hundred_exams_lose_and_double_nothing(
    database: str, tmp_path: Path, instance: Path
) -> None:
    with _running(database, tmp_path, instance / "cache") as killer:
        sat = _sit(killer, sittings=100, at_once=AT_ONCE)

    print(_figures(database, killer, sat))
    _check(sat)
    assert killer.workers >= 20
    assert bool(killer.databases) == (database == "postgresql")
    assert sum(one.was_hit for one in sat) > 50


def _check(sat: list[Sat]) -> None:
    for one in sat:
        assert one.found == Found(
            lost=0, doubled=0, wrong=0, unknown=0, results=1, earned=one.right
        )


@contextmanager
def _running(database: str, folder: Path, cache: Path) -> Iterator[Killer]:
    cache.mkdir(exist_ok=True)
    (folder / "cache").symlink_to(cache, target_is_directory=True)
    new_folder(folder)
    with ExitStack() as ends:
        server = None
        if database == "postgresql":
            server = ends.enter_context(running_cluster(needs.postgresql()))
        site = launch("kills", folder, database_url=server.url if server else "")
        ends.callback(site.stop)
        yield Killer(site, server, Random(f"kills on {database}"))


def _sit(killer: Killer, *, sittings: int, at_once: int) -> list[Sat]:
    address = killer.database.url if killer.database else _sqlite(killer)
    app = tables(address)
    with killer.at_work(), ThreadPoolExecutor(at_once) as threads:
        ended = list(threads.map(lambda number: _one(killer, app, number), range(sittings)))
    return [
        Sat(window, found(app, window), right, killer.fell_into(begun, end))
        for window, right, begun, end in ended
    ]


def _sqlite(killer: Killer) -> str:
    return f"sqlite:///{killer.site.folder / 'tpmlearn.db'}"


def _one(killer: Killer, app: Flask, number: int) -> tuple[Window, int, float, float]:
    """Sit one exam to its end; how many answers that stand are right, and from when to when."""
    rng, begun = Random(number), time.monotonic()
    window = Window(killer.site, rng)
    window.begin(EXAM)
    values = _patiently(lambda: values_of(app, window.sitting))
    assert len(values) == QUESTIONS
    right = {}
    # Every question once, some a second time with another answer.
    positions = [*values, *rng.sample(sorted(values), 10)]
    for position in positions:
        right[position] = rng.random() < 0.5
        given = values[position]
        window.choose(position, given.right if right[position] else given.wrong)
        window.flush()
        time.sleep(rng.uniform(*THINKING_SECONDS))
    window.submit()
    return window, sum(right.values()), begun, time.monotonic()


def _patiently(read: Callable[[], dict[int, Values]]) -> dict[int, Values]:
    """What is read, once the database is there again."""
    for _ in range(100):
        try:
            return read()
        except OperationalError:
            time.sleep(0.2)
    raise AssertionError("the database does not come back")


def _figures(database: str, killer: Killer, sat: list[Sat]) -> str:
    windows = [one.window for one in sat]
    lost, doubled, wrong = (
        sum(getattr(one.found, name) for one in sat) for name in ("lost", "doubled", "wrong")
    )
    return (
        f"{database}: {len(sat)} exams, {sum(one.was_hit for one in sat)} of them hit, "
        f"{killer.workers} workers and {killer.databases} databases killed, "
        f"{sum(len(one.acknowledged) for one in windows)} acknowledged answers, "
        f"{sum(one.again for one in windows)} sent again, "
        f"{lost} lost, {doubled} doubled, {wrong} wrong"
    )
