"""What would have to give when the date cannot be met."""

from dataclasses import replace
from datetime import date

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.plan import Remedy
from tpmlearn.domain.planning.planner import make_plan

SUNDAY = date(2026, 11, 29)


def remedy(
    *activities: Activity, ready_by: date = SUNDAY, pins: dict[str, date] | None = None
) -> Remedy:
    found = make_plan(request(*activities, ready_by=ready_by, pins=pins)).remedy
    assert found is not None
    return found


def test_it_has_nothing_to_say_where_the_date_is_met_or_not_set() -> None:
    assert make_plan(request(study("a", 2), ready_by=SUNDAY)).remedy is None
    assert make_plan(request(study("a", 9))).remedy is None


def test_it_finds_the_least_hours_that_meet_the_date() -> None:
    # Five hours of work in one week.
    found = remedy(study("a", 2, value=1), study("b", 3, value=1))

    assert found.hours_a_week == 5.0
    assert found.sentences[0] == "5 hours a week instead of 2 would meet the date."
    assert found.sentences[-1] == "Or move the date to 10 Dec 2026."


def test_it_leaves_out_what_closes_least_for_its_hours() -> None:
    found = remedy(study("a", 1, value=9), study("b", 1, value=1), study("c", 1, value=2))

    assert found.leave_out == ("module:b",)
    assert found.sentences[1] == (
        "Leaving out B would meet it too: it closes least for 1 hour of work."
    )


def test_it_gives_back_what_need_not_be_left_out() -> None:
    # b is worth least but is short; leaving out c alone is enough, and so b is given back.
    found = remedy(study("a", 1.5, value=90), study("b", 0.5, value=0), study("c", 2, value=4))

    assert found.leave_out == ("module:c",)


def test_it_leaves_out_no_prerequisite_of_what_stays() -> None:
    found = remedy(
        study("base", 1), study("top", 1, requires=("base",), value=9), study("c", 1, value=1)
    )

    assert found.leave_out == ("module:c",)


def test_it_leaves_out_nothing_that_is_pinned_or_started() -> None:
    begun = replace(study("b", 2), state=State.STARTED, since=TODAY)

    found = remedy(study("a", 2), begun, study("c", 1, value=5), pins={"module:a": TODAY})

    assert found.leave_out == ()
    assert found.sentences[1] == "Leaving things out alone would not meet the date."


def test_it_says_that_hours_do_not_help_work_that_takes_its_weeks() -> None:
    found = remedy(work("w", 4, 4), study("a", 1, value=1))

    assert found.hours_a_week is None
    assert found.leave_out == ("assignment:w",)
    assert found.sentences[0] == (
        "More hours a week alone would not meet the date: some work takes its own weeks."
    )


def test_it_does_not_propose_to_leave_out_everything() -> None:
    assert remedy(study("a", 9)).leave_out == ()


def test_it_proposes_another_date_where_the_date_has_passed() -> None:
    plan = make_plan(
        request(study("a", 1), start=date(2026, 11, 2), today=TODAY, ready_by=date(2026, 11, 15))
    )

    assert plan.late_by_days == 11
    assert plan.remedy == Remedy(None, (), ("Move the date to 26 Nov 2026.",))
