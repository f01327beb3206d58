"""Prints how 500 learners fare who sit a full mock at once: figures beside their goals.

Run by `make bench-exam`, for about a quarter of an hour; ends non-zero when a goal is missed. The
site is the real one (`flask serve`, two workers) on a PostgreSQL of its own that is as durable as
it is by itself; the learners are in this process. What is printed is kept in
docs/exams-figures.txt, which a test holds docs/exams.md to.
"""

import asyncio
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import psycopg

from bench.exam_learner import Learner, Measured, sit
from bench.exam_tables import Compared, compare
from bench.goals import Row
from bench.line import Line
from bench.times import at, times_of
from bench.usage import memory_mb, processor_seconds
from tests.support import needs
from tests.support.cluster import Cluster, running_cluster
from tests.support.site import Site, launch, new_folder
from tpmlearn.config import ROOT

KEPT = ROOT / "docs" / "exams-figures.txt"
EXAM = "pmp-2026"
LEARNERS = 500
AT_THE_START, START_SPREAD_S = 50, 10.0
RAMP_S, MEASURED_S, ALONE_S, STEP_S = 30.0, 180.0, 30.0, 30.0
STEPS = (750, 1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 8_000, 12_000, 16_000)
GOAL_MS, FAR_MS = 150, 500
ENDS_IN_S, GRACE_S, SWEEP_LIMIT_S = 5, 10, 180


def main() -> int:
    """0 when every goal is met."""
    with tempfile.TemporaryDirectory() as name, running_cluster(needs.postgresql()) as database:
        site = launch("exam", new_folder(Path(name)), database_url=database.url)
        try:
            rows, further = asyncio.run(_Run(site, database).all())
        finally:
            site.stop()
    width = max(len(row.what) for row in rows)
    said = [_machine(), ""]
    said += [f"{row.what:{width}}  {row.figure:58}  {row.goal:9}  {_verdict(row)}" for row in rows]
    said += ["", *further]
    print("\n".join(said))
    KEPT.write_text("\n".join(line.rstrip() for line in said) + "\n", encoding="utf-8")
    return 0 if all(row.met for row in rows) else 1


def _machine() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()[1:])
    first = f"niceness {os.nice(0)}, " if os.nice(0) else ""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, {first}load average {load}"
    )


def _verdict(row: Row) -> str:
    return "met" if row.met else "MISSED"


class _Run:
    """One run: the site, its database and the learners, who stay the same throughout."""

    def __init__(self, site: Site, database: Cluster) -> None:
        self.site, self.database = site, database
        port = urlsplit(site.url).port or 0
        self.learners = [Learner(Line(port), Random(number)) for number in range(LEARNERS)]  # nosec B311 # it shuffles, it guards nothing

    async def all(self) -> tuple[list[Row], list[str]]:
        """Every figure in its row, and the table of how far it goes."""
        rows = [await self._starts()]
        await self._the_others_start()
        rows += await self._five_hundred()
        rows.append(await self._alone())
        further, last = await self._how_far()
        rows.append(Row(f"learners with p99 below {FAR_MS} ms", f"{last:,}"))
        rows += _compared(compare(self.database.url, self.learners))
        rows += await self._ends()
        return rows, further

    async def _starts(self) -> Row:
        """Some press the button within a few seconds, each at a moment of their own."""

        async def one(learner: Learner) -> float:
            await asyncio.sleep(learner.rng.uniform(0, START_SPREAD_S))
            return await learner.press_start(EXAM)

        first = self.learners[:AT_THE_START]
        taken = await asyncio.gather(*map(one, first))
        await asyncio.gather(*(learner.open_desk() for learner in first))
        what = f"{AT_THE_START} start within {START_SPREAD_S:.0f} s"
        return Row(what, times_of(taken))

    async def _the_others_start(self) -> None:
        """Four at a time, through the site as anybody does."""
        gate = asyncio.Semaphore(4)

        async def one(learner: Learner) -> None:
            async with gate:
                await learner.press_start(EXAM)
                await learner.open_desk()

        await asyncio.gather(*map(one, self.learners[AT_THE_START:]))
        _say("all have started")

    async def _five_hundred(self) -> list[Row]:
        await sit(self.learners, seconds=RAMP_S)
        own, theirs = time.process_time(), self._used()
        seen = await sit(self.learners, seconds=MEASURED_S)
        own = time.process_time() - own
        share = [used - before for used, before in zip(self._used(), theirs, strict=True)]
        memory = [memory_mb(pid) for pid in sorted(self.site.workers())]
        p99 = at(seen.saves, 0.99) * 1000
        return [
            Row(
                f"{LEARNERS} learners, a saved answer",
                times_of(seen.saves),
                f"p99 < {GOAL_MS} ms",
                p99 < GOAL_MS,
            ),
            Row(
                "the same, what it was",
                f"{len(seen.saves):,} answers in {seen.seconds:.0f} s, {_rate(seen)}",
            ),
            Row("the same, a heartbeat", times_of(seen.beats)),
            Row("the same, sent again", f"{seen.retries}"),
            Row(
                "processors in use of workers, of PostgreSQL, of the learners",
                ", ".join(f"{used / seen.seconds:.2f}" for used in (*share, own)),
            ),
            Row("memory of a worker (PSS)", ", ".join(f"{one:.0f} MB" for one in memory)),
        ]

    async def _alone(self) -> Row:
        """Saves without heartbeats, ten times as often: what one costs."""
        before = self._used()
        seen = await sit(self.learners, seconds=ALONE_S, haste=5, beats=False)
        workers, database = (
            (after - old) / len(seen.saves) * 1000
            for after, old in zip(self._used(), before, strict=True)
        )
        return Row(
            "processor time of a saved answer",
            f"{workers:.1f} ms of a worker, {database:.1f} ms of PostgreSQL",
        )

    async def _how_far(self) -> tuple[list[str], int]:
        table = [
            f"How far it goes, {STEP_S:.0f} s each: the {LEARNERS} learners with shorter pauses,",
            "asking as much as so many would; all requests, and times of a saved answer;",
            "a step that does not hold is tried once more",
            "",
            "learners  requests/s  saves/s  p50 ms  p95 ms  p99 ms  max ms  load generator",
        ]
        last = LEARNERS
        for count in STEPS:
            # Whoever else uses the machine may stop everything for a second: one more try.
            if not (await self._step(count, table) or await self._step(count, table)):
                break
            last = count
        return table, last

    async def _step(self, count: int, table: list[str]) -> bool:
        """Ask as much as so many learners would; whether they were answered in time."""
        own = time.process_time()
        seen = await sit(self.learners, seconds=STEP_S, haste=count / LEARNERS)
        own = time.process_time() - own
        every = (len(seen.saves) + len(seen.beats)) / seen.seconds
        times = "  ".join(f"{at(seen.saves, q) * 1000:6.0f}" for q in (0.5, 0.95, 0.99, 1))
        saves = len(seen.saves) / seen.seconds
        table.append(
            f"{count:8,}  {every:10.0f}  {saves:7.0f}  {times}  {own / seen.seconds:14.2f}"
        )
        _say(table[-1])
        return at(seen.saves, 0.99) * 1000 <= FAR_MS

    async def _ends(self) -> list[Row]:
        """All sittings end within one second; somebody else goes on asking meanwhile."""
        due = time.monotonic() + ENDS_IN_S + 1 + GRACE_S
        self._ask(
            "UPDATE exam_sittings SET ends_at = now() + interval '1 second' * (%s + random()) "
            "WHERE finished_at IS NULL",
            ENDS_IN_S,
        )
        asked = Measured()
        while self._count("SELECT count(*) FROM exam_sittings WHERE finished_at IS NULL"):
            if time.monotonic() > due + SWEEP_LIMIT_S:
                raise AssertionError("the exams do not end")
            await self.learners[0].beat(asked)
            await asyncio.sleep(0.1)
        taken = time.monotonic() - due
        results = self._count("SELECT count(*) FROM exam_results")
        several = self._count(
            "SELECT count(*) FROM (SELECT 1 FROM exam_results GROUP BY sitting_id "
            "HAVING count(*) > 1) AS several"
        )
        one_each = results == LEARNERS and not several
        return [
            Row(f"{LEARNERS} end at once, all ended after the grace", f"{taken:.1f} s"),
            Row("a heartbeat meanwhile", times_of(asked.beats)),
            Row(
                "results of them",
                f"{results}, {several} sittings with several",
                "1 each",
                one_each,
            ),
        ]

    def _used(self) -> tuple[float, float]:
        return (
            processor_seconds(self.site.workers()),
            processor_seconds(self.database.processes()),
        )

    def _ask(self, statement: str, *values: object) -> None:
        with psycopg.connect(self.database.url) as connection:
            connection.execute(statement.encode(), values)

    def _count(self, statement: str) -> int:
        with psycopg.connect(self.database.url) as connection:
            found = connection.execute(statement.encode()).fetchone()
        return int(found[0]) if found else 0


def _compared(found: Compared) -> list[Row]:
    return [
        Row("answers that were called saved", f"{found.acknowledged:,}"),
        Row("lost", f"{found.lost}", "0", not found.lost),
        Row("doubled", f"{found.doubled}", "0", not found.doubled),
        Row(
            "another answer stands, or one that nobody sent",
            f"{found.wrong + found.unknown}",
            "0",
            not found.wrong + found.unknown,
        ),
    ]


def _rate(seen: Measured) -> str:
    every = (len(seen.saves) + len(seen.beats)) / seen.seconds
    return f"{every:.1f} requests/s with heartbeats"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
