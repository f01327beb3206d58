"""A plan with all that files can trip over, and what surrounds it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.domain.planning import cast
from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.exports.material import Material
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan

SAVED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "Plan, budget; and \\backslash\\",
    "First line\nSecond: line\r\nBEGIN:VEVENT\nEND:VCALENDAR",
    "🧑🏽‍💻 " * 30 + "ünïcödé",
    "\t@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "] [x](javascript:alert(1)) <script>alert(1)</script> | # *",
    "\x00\x07\x0b\u2028Bell and \x85 line ends\x1b[31m",
    "x" * 400,
)


def activities() -> tuple[Activity, ...]:
    """One of each: done, started, over weeks, after another, in two steps."""
    done = replace(
        cast.study("done"), state=State.DONE, since=date(2026, 11, 12), reason="You lack it."
    )
    begun = replace(cast.study("begun", 3.0), state=State.STARTED, since=date(2026, 11, 19))
    long = replace(cast.study("long", 5.0, requires=("begun",)), step="technical base")
    return done, begun, long, cast.work("own-a-register", 6.0, 3, requires=("begun",))


def a_plan(*extra: Activity, hours: float = 2.0, **settings: Any) -> Plan:
    """The plan of these activities, from Monday 23 November 2026 at two hours a week."""
    wanted = cast.request(*activities(), *extra, hours=hours)
    return make_plan(replace(wanted, settings=replace(wanted.settings, **settings)))


def material(plan: Plan | None = None, zone: str = "Europe/Berlin") -> Material:
    """What is exported on that Monday."""
    whole = plan or a_plan()
    return Material(
        plan=whole,
        goal="Technical Project Manager",
        today=cast.TODAY,
        zone=ZoneInfo(zone),
        saved_at=SAVED,
        version=7,
        mark="5f1c0de5f1c0de00",
        host="learn.example.org",
        links={row.key: f"https://learn.example.org/learn/{row.key[7:]}" for row in whole.rows},
    )


def titled(title: str) -> Material:
    """A plan whose first open task has that title and reason."""
    odd = replace(cast.study("odd"), title=title, reason=title)
    return material(a_plan(odd))
