"""A lesson and a saved answer beside the limit app's: in turns, in the same minutes."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

import psycopg

from bench.goals import Row
from bench.limit_site import LimitSite, limit_site
from bench.load import Call, Calls, Seen
from bench.members import Member, add_members, answers, path_of_lesson, same_app
from bench.usage import processor_seconds
from tests.support import needs
from tests.support.cluster import Cluster, running_cluster
from tests.support.site import Site, launch, new_folder

# So many that none of them saves faster than the site lets one person save.
MEMBERS, ROUNDS, SECONDS = 64, 9, 2.0
CONNECTIONS = (1, 16)
DATABASES = ("SQLite", "PostgreSQL")
RATE_GOAL, RATE_WORST, TAIL_GOAL, TAIL_WORST = 0.60, 0.40, 2.0, 3.0
COMPRESSED = "lesson, the limit app compressing too"
Kinds = dict[str, tuple[Calls, Calls]]
SAVE_P99 = {1: (10, 30), 16: (150, 260)}


@dataclass
class Turn:
    """What was seen of one kind of request with so many connections, round by round."""

    ours: list[Seen] = field(default_factory=list)
    limit: list[Seen] = field(default_factory=list)
    ours_cpu: list[float] = field(default_factory=list)
    limit_cpu: list[float] = field(default_factory=list)

    def rate(self) -> float:
        """Our requests a second over the limit's: the median of the rounds."""
        return median(a.rate / b.rate for a, b in zip(self.ours, self.limit, strict=True))

    def tail(self) -> float:
        """Our p99 over the limit's."""
        return median(a.p99 / b.p99 for a, b in zip(self.ours, self.limit, strict=True))


def page_rows(
    names: Sequence[str] = DATABASES, *, rounds: int = ROUNDS, seconds: float = SECONDS
) -> list[Row]:
    """The rows of lesson and saved answer, on SQLite and on PostgreSQL."""
    rows: list[Row] = []
    for name in names:
        with ExitStack() as stack:
            rows += _of_database(name, stack, rounds, seconds)
    return rows


def _of_database(name: str, stack: ExitStack, rounds: int, seconds: float) -> list[Row]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
    database = None
    if name == "PostgreSQL":
        database = stack.enter_context(running_cluster(needs.postgresql()))
    (folder / "site").mkdir()
    url = database.url if database else ""
    site = launch("bench", new_folder(folder / "site"), database_url=url)
    stack.callback(site.stop)
    app = same_app(site.folder, site.url, url)
    members = add_members(app, MEMBERS)
    given = answers(app, members, 16_000 + int(3_000 * rounds * seconds))
    page = _lesson(site, members[0])
    (folder / "limit").mkdir()
    limit = stack.enter_context(
        limit_site(folder / "limit", page, people=MEMBERS, database=_second(database))
    )
    form = given[0].body
    lesson = [Call("GET", path_of_lesson(), one.cookie) for one in members]
    kinds = {
        "lesson": (Calls(folder, lesson), Calls(folder, limit.pages())),
        COMPRESSED: (Calls(folder, lesson), Calls(folder, limit.pages("/compressed"))),
        "saved answer": (Calls(folder, given, once=True), Calls(folder, limit.answers(form))),
    }
    found = {(kind, count): Turn() for kind in kinds for count in CONNECTIONS}
    _warm(site, limit, kinds)
    for _ in range(rounds):
        _round(site, limit, kinds, found, seconds)
    return list(_rows(name, found))


def _second(database: Cluster | None) -> str:
    """A database beside the site's, in the same server."""
    if database is None:
        return ""
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE limits")
    return database.url.rpartition("/")[0] + "/limits"


def _lesson(site: Site, member: Member) -> str:
    with urlopen(Request(site.url + path_of_lesson(), headers={"Cookie": member.cookie})) as answer:  # nosec B310 # an http address of this machine
        text = str(answer.read().decode())
    if "Settings of" not in text:
        raise RuntimeError("the lesson's page is not that of somebody who is signed in")
    return text


def _warm(site: Site, limit: LimitSite, kinds: Kinds) -> None:
    """Fill caches, open connections, prepare statements."""
    for ours, theirs in kinds.values():
        ours.send(site.url, connections=16, seconds=2)
        theirs.send(limit.url, connections=16, seconds=1)


def _round(
    site: Site, limit: LimitSite, kinds: Kinds, found: dict[tuple[str, int], Turn], seconds: float
) -> None:
    for (kind, count), turn in found.items():
        ours, theirs = kinds[kind]
        for calls, place, seen, cpu in (
            (ours, site, turn.ours, turn.ours_cpu),
            (theirs, limit, turn.limit, turn.limit_cpu),
        ):
            before = processor_seconds(place.workers())
            one = calls.send(place.url, connections=count, seconds=seconds)
            cpu.append(1000 * (processor_seconds(place.workers()) - before) / one.requests)
            seen.append(one)


def _rows(name: str, found: dict[tuple[str, int], Turn]) -> Iterator[Row]:
    for (kind, count), turn in found.items():
        what = f"{kind}, {name}, {count} connection{'s' if count > 1 else ''}"
        ours, limit = (median(one.rate for one in some) for some in (turn.ours, turn.limit))
        rate = f"{turn.rate():.2f} ({ours:,.0f} of {limit:,.0f})"
        if kind == COMPRESSED:
            yield Row(f"{what}: requests/s over its", rate)
            continue
        yield Row(
            f"{what}: requests/s over the limit app's",
            rate,
            f">= {RATE_GOAL:.2f}",
            turn.rate() >= RATE_GOAL,
        )
        cpu, theirs = median(turn.ours_cpu), median(turn.limit_cpu)
        yield Row(f"{what}: processor time of a worker", f"{cpu:.2f} ms, limit {theirs:.2f} ms")
        p99, its = (median(one.p99 for one in some) for some in (turn.ours, turn.limit))
        if kind == "lesson":
            yield Row(
                f"{what}: p99 over the limit app's",
                f"{turn.tail():.1f} ({p99:.1f} of {its:.1f} ms)",
                f"<= {TAIL_GOAL:.0f}",
                turn.tail() <= TAIL_GOAL,
            )
        else:
            goal, _ = SAVE_P99[count]
            yield Row(f"{what}: p99", f"{p99:.1f} ms", f"<= {goal} ms", p99 <= goal)
