"""What a plan says of what it leaves out: two hours a week, to be ready by 6 December 2026."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import Activity
from tpmlearn.domain.planning.changes import plan_changes
from tpmlearn.domain.planning.choice import choose_by_date
from tpmlearn.domain.planning.left_out import one_hour_more
from tpmlearn.domain.planning.plan import LeftOut, MoreHours, Plan, Shortened
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest, inputs_hash
from tpmlearn.domain.planning.settings import WhenShort
from tpmlearn.domain.planning.snapshot import from_json, to_json

READY_BY = date(2026, 12, 6)


def asked_to_leave_out(
    *activities: Activity, pins: dict[str, date] | None = None, hours: float = 2
) -> PlanRequest:
    asked = request(*activities, ready_by=READY_BY, pins=pins, hours=hours)
    return replace(asked, settings=replace(asked.settings, when_short=WhenShort.LEAVE_OUT))


def plan_of(*activities: Activity, pins: dict[str, date] | None = None) -> Plan:
    return make_plan(asked_to_leave_out(*activities, pins=pins))


def short(plan: Plan) -> Shortened:
    assert plan.shortened is not None
    return plan.shortened


def left_out(plan: Plan) -> dict[str, LeftOut]:
    return {one.activity.key.split(":")[1]: one for one in short(plan).left_out}


def test_the_plan_meets_its_date_and_says_what_that_closes() -> None:
    plan = plan_of(study("a", 3, value=3), study("b", 2, value=1), study("c", 1, value=2))

    assert plan.ready_on is not None
    assert plan.ready_on <= READY_BY
    assert plan.remedy is None
    assert {row.activity.title for row in plan.rows} == {"A", "C"}
    assert (short(plan).value, short(plan).whole, short(plan).minutes) == (5, 6, 120)


def test_a_plan_that_keeps_everything_says_nothing() -> None:
    assert plan_of(study("a", 4, value=1)).shortened is None
    assert make_plan(request(study("a", 9), ready_by=READY_BY)).shortened is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("b", "Would take 1.5 hours more than there is up to the date."),
        ("later", "Waits for B, which is left out."),
        ("long", "Takes five weeks of its own, too long for the date with what comes before it."),
        ("huge", "Cannot be finished by the date, with all that comes before it."),
    ],
)
def test_each_thing_says_why(name: str, why: str) -> None:
    plan = plan_of(
        study("a", 3, value=9),
        study("b", 2.5, value=1),
        study("later", 0.25, requires=("b",), value=1),
        work("long", 2, 5),
        study("huge", 9, value=1),
    )

    assert left_out(plan)[name].why == why


def test_what_has_the_hours_but_not_the_weeks_says_when_the_plan_would_end() -> None:
    # The lesson leaves 24 minutes of the first week, and nothing is begun in under 30.
    plan = plan_of(study("a", 1.6, value=9), replace(work("w", 1.5, 2, requires=("a",)), value=1))

    assert left_out(plan)["w"].why == "With it the plan would end on 13 Dec 2026."


def test_it_names_the_last_week_to_begin_in_and_taking_it_in_there_keeps_it() -> None:
    chosen = (study("a", 3, value=9), study("b", 1, value=1), study("c", 1, value=2))
    one = left_out(plan_of(*chosen))["b"]

    plan = plan_of(*chosen, pins={"module:b": one.week})

    assert one.fits_alone
    assert one.week == date(2026, 11, 30)
    assert plan.late_by_days == 0
    assert set(left_out(plan)) == {"c"}


def test_what_has_to_stay_and_misses_the_date_leaves_everything_in() -> None:
    plan = plan_of(study("a", 9), study("b", 1, value=1), pins={"module:a": TODAY})

    assert plan.shortened is None
    assert plan.late_by_days > 0
    assert len(plan.rows) == 2


def test_one_hour_a_week_more_brings_back_what_then_fits() -> None:
    # Four hours up to the date, six with one more a week, eight for all.
    chosen = (study("a", 3, value=9), study("b", 2, value=3), study("c", 3, value=2))
    asked = asked_to_leave_out(*chosen)
    choice = choose_by_date(asked)
    assert choice is not None

    more = one_hour_more(asked, choice)

    assert more == MoreHours(3.0, back=("B",), gone=(), left=1, value=12.0)
    steps = short(make_plan(asked)).more_hours
    assert [(step.hours_a_week, step.back, step.left) for step in steps] == [
        (3.0, ("B",), 1),
        (3.5, ("B",), 1),
        (4.0, ("B", "C"), 0),
    ]
    assert short(make_plan(asked)).all_back == 4.0


def test_nobody_is_told_to_work_more_than_sixty_hours() -> None:
    plan = make_plan(asked_to_leave_out(study("a", 9, value=1), study("b", 120), hours=60))

    assert short(plan).more_hours == ()
    assert short(plan).all_back is None


def test_hours_alone_do_not_bring_back_what_takes_its_weeks() -> None:
    plan = plan_of(study("a", 1, value=1), work("long", 2, 5))

    assert short(plan).all_back is None
    assert [step.left for step in short(plan).more_hours] == [1, 1, 1, 1]


def test_it_is_kept_in_the_snapshot_and_in_the_hash() -> None:
    chosen = (study("a", 3, value=9), study("b", 2, value=3))
    plan = plan_of(*chosen)

    assert from_json(to_json(plan)) == plan
    assert plan.inputs == inputs_hash(asked_to_leave_out(*chosen))
    assert plan.inputs != inputs_hash(request(*chosen, ready_by=READY_BY))


def test_what_moved_says_that_it_is_left_out() -> None:
    chosen = (study("a", 3, value=9), study("b", 2, value=3))

    changes = plan_changes(make_plan(request(*chosen, ready_by=READY_BY)), plan_of(*chosen))

    assert "B is left out to meet the date." in changes
