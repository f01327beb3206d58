"""Prints how long plans and their forecasts take beside their goals, and how both grow.

Run by `make bench-planning`; ends non-zero when a goal is missed. The plans are made up with fixed
seeds: modules that build on each other, a quarter of them work on the job over weeks of its own,
one certificate; twenty hours a week.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from bench.goals import Row
from tpmlearn.domain.planning.activities import Activity, Kind, key_of
from tpmlearn.domain.planning.forecast import ODDS, forecast
from tpmlearn.domain.planning.levelled import levelled
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.schedule import schedule
from tpmlearn.domain.planning.selection import Selection
from tpmlearn.domain.planning.settings import PlanSettings

MONDAY = date(2026, 11, 30)
SIZES = (30, 60, 120, 250, 500, 1_000, 5_000)
SCHEDULE_MS = {120: 20.0, 1_000: 400.0}
FORECAST_MS = {120: 150.0}
SECONDS, ROUNDS = 3.0, 15
HOURS = {5_000: 60.0}


@dataclass(frozen=True)
class Times:
    """Milliseconds, the best of several: scheduling, the whole plan, its network, its forecast."""

    schedule: float
    plan: float
    network: float
    forecast: float


def main() -> int:
    """0 when every goal is met."""
    print(f"{'activities':>10} {'schedule':>9} {'plan':>9} {'network':>9} {'forecast':>9}   ms")
    rows = []
    for count in SIZES:
        found = measure(count)
        shown = (found.schedule, found.plan, found.network, found.forecast)
        print(f"{count:10,} " + " ".join(f"{one:9.1f}" for one in shown), flush=True)
        rows += _rows(count, found)
    print()
    for row in rows:
        print(f"{row.what:28} {row.figure:>10}  {row.goal:12} {'met' if row.met else 'MISSED'}")
    return 0 if all(row.met for row in rows) else 1


def measure(count: int) -> Times:
    """How long a plan of so many activities takes."""
    request = plan_request(count)
    plan = make_plan(request)
    network = levelled(plan)

    def run() -> object:
        rng = np.random.default_rng(1)
        return forecast(network, ready_by=date(2027, 12, 1), odds=ODDS, rng=rng)

    return Times(
        schedule=_best(lambda: schedule(request)),
        plan=_best(lambda: make_plan(request)),
        network=_best(lambda: levelled(plan)),
        forecast=_best(run),
    )


def plan_request(count: int, seed: int = 1) -> PlanRequest:
    """A request of so many activities, always the same one."""
    rng = np.random.default_rng(seed)
    made: list[Activity] = []
    for number in range(count - 1):
        made.append(_activity(number, made, rng))
    made.append(_certificate(made))
    settings = PlanSettings(HOURS.get(count, 20.0), MONDAY)
    return PlanRequest(settings, Selection(tuple(made)), MONDAY)


def _activity(number: int, before: list[Activity], rng: np.random.Generator) -> Activity:
    beside = number % 4 == 3
    kind = Kind.ASSIGNMENT if beside else Kind.MODULE
    near = [one.key for one in before[-12:] if one.kind is Kind.MODULE]
    count = min(len(near), int(rng.integers(0, 4)))
    wanted = rng.permutation(len(near))[:count]
    return Activity(
        key=key_of(kind, f"{number:04}"),
        kind=kind,
        title=f"Activity {number}",
        hours=float(rng.uniform(2, 12) if beside else rng.uniform(0.5, 2.5)),
        weeks=int(rng.integers(1, 5)) if beside else 0,
        requires=tuple(near[one] for one in wanted),
        skills=(),
        step="project experience",
        reason="",
        value=float(rng.uniform(0, 3)),
        order=number,
    )


def _certificate(before: list[Activity]) -> Activity:
    """Study of 40 hours after all modules."""
    follows = tuple(one.key for one in before if one.kind is Kind.MODULE)
    plain = _activity(0, [], np.random.default_rng(1))
    key = key_of(Kind.CERTIFICATE, "exam")
    return replace(plain, key=key, kind=Kind.CERTIFICATE, hours=40.0, follows=follows, order=10**6)


def _rows(count: int, found: Times) -> list[Row]:
    measured = (
        ("schedule", found.schedule, SCHEDULE_MS),
        ("forecast", found.forecast, FORECAST_MS),
    )
    return [
        Row(
            f"{what}, {count:,} activities",
            f"{ms:.1f} ms",
            f"< {goals[count]:.0f} ms",
            ms < goals[count],
        )
        for what, ms, goals in measured
        if count in goals
    ]


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of the processor, the best of many within a few seconds.

    Not by the clock: what else runs on the machine is not measured.
    """
    best, until = np.inf, time.process_time() + SECONDS
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        ended = time.process_time()
        best = min(best, 1000 * (ended - begun))
        if ended > until:
            break
    return float(best)


if __name__ == "__main__":
    sys.exit(main())
