"""Things in two parts: their sizes, what waits for which part, and when they are one again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import Activity, ActivityLink, State
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.pinning import WeekPassed, WeekTooFar
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.splitting import (
    CannotSplit,
    Parts,
    can_split,
    rest_of,
    split_up,
    whole_key,
)

LATER = TODAY + timedelta(weeks=5)
REST = {"module:a": 120}


def planned(*activities: Activity, rests: dict[str, int] = REST) -> Plan:
    """Two hours a week; the second part of "a", of two hours, in the sixth week."""
    asked = request(*activities, pins={"module:a": TODAY, "module:a~2": LATER})
    selection, settings = split_up(asked.selection, asked.settings, rests=rests, today=TODAY)
    return make_plan(replace(asked, selection=selection, settings=settings))


def minutes(plan: Plan) -> dict[str, int]:
    return {row.key: sum(spent for _, spent in row.minutes) for row in plan.rows}


def test_the_second_part_stands_in_its_week_and_what_waits_for_the_whole_after_it() -> None:
    plan = planned(study("a", 3), study("b", 1, requires=("a",)), study("c", 1))

    assert minutes(plan) == {"module:a": 60, "module:a~2": 120, "module:b": 60, "module:c": 60}
    second, after = plan.row("module:a~2"), plan.row("module:b")
    assert second is not None
    assert after is not None
    assert second.start >= LATER
    assert after.start >= second.end
    assert second.activity.title == "A (part 2 of 2)"
    assert second.pinned


def test_a_wait_for_the_finish_goes_to_the_second_part_and_for_the_start_stays() -> None:
    links = (ActivityLink("module:a"), ActivityLink("module:a", LinkKind.SS, 1))
    after = replace(study("b"), links=links)
    asked = request(study("a", 3), after)

    selection, _ = split_up(asked.selection, asked.settings, rests=REST, today=TODAY)

    assert [link.before for link in selection.activities[2].links] == ["module:a~2", "module:a"]


def test_what_is_done_of_it_comes_off_the_first_part() -> None:
    begun = replace(study("a", 2.5), state=State.STARTED, since=TODAY)

    assert minutes(planned(begun)) == {"module:a": 30, "module:a~2": 120}


def test_when_the_first_part_is_done_the_rest_waits_for_its_week() -> None:
    begun = replace(study("a", 2), state=State.STARTED, since=TODAY, requires=("module:gone",))

    row = planned(begun).row("module:a")

    assert row is not None
    assert row.start >= LATER
    assert row.activity.title == "A (the rest)"


def test_when_the_week_of_the_rest_has_come_it_is_one_thing_again() -> None:
    begun = replace(study("a", 2), state=State.STARTED, since=TODAY)
    asked = request(begun, pins={"module:a~2": TODAY})

    selection, settings = split_up(asked.selection, asked.settings, rests=REST, today=TODAY)

    assert selection == asked.selection
    assert settings == asked.settings


@pytest.mark.parametrize(
    "whole",
    [
        replace(study("a", 3), state=State.DONE, since=TODAY),
        replace(study("a", 3), weeks=4, state=State.STARTED, since=TODAY),
        study("gone", 3),
    ],
)
def test_a_split_that_fits_no_more_has_no_effect(whole: Activity) -> None:
    asked = request(whole)

    selection, _ = split_up(asked.selection, asked.settings, rests=REST, today=TODAY)

    assert selection == asked.selection


def test_work_over_weeks_shares_its_weeks() -> None:
    asked = request(work("w", 6, 3))

    selection, _ = split_up(
        asked.selection, asked.settings, rests={"assignment:w": 120}, today=TODAY
    )

    assert [(one.weeks, one.hours) for one in selection.activities] == [(2, 4.0), (1, 2.0)]


@pytest.mark.parametrize(
    ("activity", "may"),
    [
        (study("a", 1), True),
        (study("a", 0.9), False),
        (replace(study("a", 3), state=State.DONE), False),
        (replace(study("a", 3), key="module:a~2"), False),
        (replace(work("w", 6, 3), state=State.STARTED, since=TODAY), False),
        (work("w", 6, 3), True),
    ],
)
def test_it_knows_what_can_be_split(activity: Activity, may: bool) -> None:
    assert can_split(activity) is may


@pytest.mark.parametrize(
    ("parts", "problem", "said"),
    [
        (Parts(29, TODAY, LATER), CannotSplit, "3 hours are left: give from 0.5 hours to 2.5"),
        (Parts(151, TODAY, LATER), CannotSplit, "3 hours are left"),
        (Parts(60, TODAY, TODAY + timedelta(days=6)), CannotSplit, "in a later week"),
        (Parts(60, TODAY - timedelta(days=1), LATER), WeekPassed, "has passed"),
        (Parts(60, TODAY, date.max), WeekTooFar, "more than ten years"),
    ],
)
def test_it_says_why_parts_cannot_be(parts: Parts, problem: type[Exception], said: str) -> None:
    with pytest.raises(problem, match=said):
        rest_of(study("a", 3), parts, today=TODAY)


def test_the_rest_is_what_the_first_part_leaves() -> None:
    assert rest_of(study("a", 3), Parts(60, TODAY, LATER), today=TODAY) == 120
    assert whole_key("module:a~2") == whole_key("module:a") == "module:a"
