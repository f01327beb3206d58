"""The scheduler on plans small enough to lay out by hand: two hours a week unless said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import Activity, ActivityLink, Kind, State
from tpmlearn.domain.planning.desk import Job
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.schedule import PlanTooLong, schedule


def week(number: int) -> date:
    """The Monday of week `number`, counted from 1."""
    return TODAY + timedelta(weeks=number - 1)


def minutes(asked: PlanRequest) -> dict[str, dict[int, int]]:
    """Minutes by name and week, counted from 1."""
    return {
        key.split(":")[1]: {index + 1: taken for index, taken in job.slices}
        for key, job in schedule(asked).items()
    }


def days(asked: PlanRequest) -> dict[str, tuple[date, date]]:
    return {row.key.split(":")[1]: (row.start, row.end) for row in make_plan(asked).rows}


def started(activity: Activity, since: date) -> Activity:
    return replace(activity, state=State.STARTED, since=since)


def done(activity: Activity, since: date) -> Activity:
    return replace(activity, state=State.DONE, since=since)


def test_it_lays_study_over_the_days_of_the_week_one_thing_after_the_other() -> None:
    chain = (study("a"), study("b", requires=("a",)), study("c", requires=("b",)))

    found = days(request(*chain))

    assert found == {
        "a": (date(2026, 11, 23), date(2026, 11, 26)),
        "b": (date(2026, 11, 26), date(2026, 11, 29)),
        "c": (date(2026, 11, 30), date(2026, 12, 3)),
    }


def test_it_splits_what_does_not_fit_into_one_week() -> None:
    found = minutes(request(study("a", 1.5, value=9), study("b", 2.5)))

    assert found == {"a": {1: 90}, "b": {1: 30, 2: 120}}


def test_it_begins_nothing_in_a_rest_of_under_half_an_hour() -> None:
    found = minutes(request(study("a", 1.75, value=9), study("b", 1)))

    assert found == {"a": {1: 105}, "b": {2: 60}}


def test_it_leaves_free_weeks_free() -> None:
    found = minutes(request(study("a", 5), free=frozenset({week(2), week(3)})))

    assert found == {"a": {1: 120, 4: 120, 5: 60}}


def test_it_gives_a_week_begun_late_only_the_hours_of_its_days() -> None:
    # Thursday: four days of seven, 68 of 120 minutes.
    found = minutes(request(study("a", 1), study("b", 1), start=TODAY + timedelta(days=3)))

    assert found == {"a": {1: 60}, "b": {2: 60}}


def test_it_runs_assignments_beside_study() -> None:
    modules = [study(name) for name in "abcd"]

    found = minutes(request(*modules, work("w", 4, 4)))

    assert found["w"] == {1: 60, 2: 60, 3: 60, 4: 60}
    assert [found[name] for name in "abcd"] == [{1: 60}, {2: 60}, {3: 60}, {4: 60}]


def test_it_keeps_half_of_the_week_for_study_while_modules_wait() -> None:
    # The assignment wants 240 of 120 minutes a week and has 480 in all.
    found = minutes(request(study("a", 2), work("w", 8, 2)))

    assert found["a"] == {1: 60, 2: 60}
    assert found["w"] == {1: 60, 2: 60, 3: 120, 4: 120, 5: 120}


def test_it_starts_an_assignment_when_its_module_ends_and_ends_it_on_a_sunday() -> None:
    found = days(request(study("a", 1), work("w", 3, 3, requires=("a",))))

    assert found["a"] == (date(2026, 11, 23), date(2026, 11, 26))
    assert found["w"] == (date(2026, 11, 26), date(2026, 12, 13))


def test_it_starts_what_waits_for_an_assignment_in_the_week_after() -> None:
    after = replace(study("b"), requires=("assignment:w",))

    found = days(request(work("w", 1, 1), after))

    assert found["w"] == (date(2026, 11, 23), date(2026, 11, 29))
    assert found["b"][0] == date(2026, 11, 30)


def test_it_studies_for_the_certificate_last_and_with_what_is_left_over() -> None:
    exam = replace(study("x", 2), kind=Kind.CERTIFICATE, follows=("module:a",))

    found = minutes(request(study("a", 1), exam, work("w", 6, 3)))

    assert found == {"a": {1: 60}, "w": {1: 60, 2: 120, 3: 120, 4: 60}, "x": {4: 60, 5: 60}}


def test_study_for_a_certificate_that_has_begun_keeps_half_of_the_week() -> None:
    begun = started(study("x", 4), TODAY - timedelta(days=3))
    others = [work(name, 8, 4) for name in "vw"]

    found = minutes(request(replace(begun, kind=Kind.CERTIFICATE), *others, hours=4))

    assert found["x"] == {1: 120, 2: 120}


def test_an_exam_is_booked_as_soon_as_it_may_be_whatever_else_waits() -> None:
    begun = started(study("x", 20), TODAY - timedelta(days=3))
    link = ActivityLink("module:x", LinkKind.SS, 1)
    booking = replace(work("b", 0.5, 1), kind=Kind.BOOKING, links=(link,))
    others = [replace(work(name, 8, 4), value=9) for name in "vw"]

    found = minutes(request(replace(begun, kind=Kind.CERTIFICATE), booking, *others, hours=4))

    assert list(found["b"]) == [1]


def test_it_goes_on_with_what_is_started_whatever_it_would_have_waited_for() -> None:
    begun = started(study("b", 1, requires=("a",)), TODAY - timedelta(days=9))

    found = minutes(request(study("a", 1, value=99), begun))

    assert found == {"b": {1: 60}, "a": {1: 60}}


def test_it_counts_the_weeks_an_assignment_has_run_already() -> None:
    # Two of four weeks and four of eight hours are behind.
    found = minutes(request(started(work("w", 8, 4), TODAY - timedelta(weeks=2)), hours=4))

    assert found == {"w": {1: 120, 2: 120}}


def test_it_takes_from_this_week_what_was_done_in_it() -> None:
    wednesday = TODAY + timedelta(days=2)

    found = minutes(request(done(study("a", 1), wednesday), study("b", 1), study("c", 1)))

    assert found == {"b": {1: 60}, "c": {2: 60}}


def test_it_takes_nothing_for_what_was_tested_out_of() -> None:
    tested = replace(done(study("a", 1), TODAY), tested_out=True)

    assert minutes(request(tested, study("b", 2))) == {"b": {1: 120}}


def test_it_plans_missed_weeks_anew_from_this_week_on() -> None:
    found = days(request(study("a", 1), start=TODAY, today=TODAY + timedelta(days=16)))

    assert found["a"][0] == week(3)


def test_it_keeps_a_pin_and_fills_the_weeks_before_it() -> None:
    names = ("a", "b", "c")

    found = minutes(request(*(study(name, 2) for name in names), pins={"module:a": week(2)}))

    assert found == {"a": {2: 120}, "b": {1: 120}, "c": {3: 120}}


def test_it_brings_forward_what_a_pin_needs_once_it_presses() -> None:
    side = [study(name, 2, value=9) for name in "stuv"]
    chain = (study("base", 2), study("top", 2, requires=("base",)))

    found = minutes(request(*side, *chain, pins={"module:top": week(4)}))

    assert found["top"] == {4: 120}
    assert found["base"] == {2: 120}


def test_it_lets_a_pin_that_cannot_be_kept_start_as_soon_as_it_can() -> None:
    chain = (study("base", 3), study("top", 1, requires=("base",)), study("side", 9, value=99))

    found = minutes(request(*chain, pins={"module:top": week(1)}))

    assert found["base"] == {1: 120, 2: 60}
    assert found["top"] == {2: 60}


def test_it_shares_a_week_among_its_pins() -> None:
    pins = {"module:a": week(2), "module:b": week(2)}

    found = minutes(request(study("a", 3, value=9), study("b", 3), pins=pins))

    assert found["a"][2] == 90
    assert found["b"][2] == 30


def test_it_works_off_two_hundred_activities_to_the_last_minute() -> None:
    modules = [study(f"m{i}", 1.25, requires=(f"m{i // 2}",) if i else ()) for i in range(150)]
    others = [work(f"w{i}", 6, 3, requires=(f"m{i}",)) for i in range(50)]

    jobs: list[Job] = list(schedule(request(*modules, *others, hours=6)).values())

    assert sum(taken for job in jobs for _, taken in job.slices) == 150 * 75 + 50 * 360


def test_it_gives_up_on_a_plan_of_more_than_twenty_years() -> None:
    with pytest.raises(PlanTooLong, match=r"At 0\.5 hours a week .* more than twenty years"):
        schedule(request(study("a", 600), hours=0.5))
