"""Plans that are too long, on odd days, across changes of the clock: soon made, or refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from tests.domain.planning.cast import request, study
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.schedule import PlanTooLong
from tpmlearn.domain.planning.week_sheet import week_sheet
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.figures.gantt import TooManyRows, gantt

MANY = 5000
SECONDS = 20
"""Far above what it takes, as machines that test are slow and shared."""


def test_five_thousand_activities_are_planned_soon_and_not_drawn() -> None:
    one = study("m", 0.5)
    many = [replace(one, key=f"module:{n}", title=f"M{n}", order=n) for n in range(MANY)]
    begun = perf_counter()

    plan = make_plan(request(*many, hours=40))
    week_sheet(plan, plan.start, today=plan.start)
    with pytest.raises(TooManyRows, match="5,000 things are too many to draw"):
        gantt(plan, today=plan.start)

    assert len(plan.rows) == MANY
    assert perf_counter() - begun < SECONDS


def test_five_thousand_activities_at_little_time_are_refused_with_a_sentence() -> None:
    one = study("m", 2)
    many = [replace(one, key=f"module:{n}", title=f"M{n}", order=n) for n in range(MANY)]

    with pytest.raises(PlanTooLong, match="more than twenty years"):
        make_plan(request(*many, hours=1))


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 3)])
def test_a_plan_may_begin_on_a_leap_day_or_in_week_53(day: date) -> None:
    plan = make_plan(request(study("a", 3), start=day, today=day))

    assert plan.start == day
    assert plan.rows[0].start >= day
    assert week_sheet(plan, day, today=day).number == 1


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("change", [date(2027, 3, 28), date(2027, 11, 7), date(2027, 4, 4)])
def test_days_are_the_learners_own_when_the_clocks_change(name: str, change: date) -> None:
    # A plan knows days and no hours: each local noon belongs to its day, the changing one too.
    zone = ZoneInfo(name)
    noons = [
        datetime(change.year, change.month, change.day, 12, tzinfo=zone) + timedelta(days=n)
        for n in range(-1, 3)
    ]
    days = [noon.astimezone(UTC).astimezone(zone).date() for noon in noons]

    plan = make_plan(request(study("a", 4), start=monday(change), today=change))

    assert days == [change + timedelta(days=n) for n in range(-1, 3)]
    assert sum(minutes for _, minutes in plan.rows[0].minutes) == 240
