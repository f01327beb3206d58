"""What holds of every plan's course and track, whatever the plan."""

from itertools import pairwise

import pytest
from hypothesis import given

from tests.domain.planning.cast import TODAY, catalogue
from tests.domain.planning.test_schedule_properties import requests, tried
from tpmlearn.domain.planning.activities import Progress, State
from tpmlearn.domain.planning.earning import gains_of
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.scope import scope_of
from tpmlearn.domain.planning.tracking import course_of, row_hours, tracking_of
from tpmlearn.domain.planning.weeks import WEEK


@tried
@given(requests())
def test_every_planned_hour_is_in_the_course_and_it_never_falls(request: PlanRequest) -> None:
    plan = make_plan(request)
    rows = [row for row in plan.rows if not row.done]

    course = course_of(plan, rows)

    assert course.hours == pytest.approx(sum(row_hours(row) for row in rows), abs=1e-4)
    assert all(one <= other for one, other in pairwise(course.planned))
    assert all(day not in plan.days_off for day in course.days)


@tried
@given(requests())
def test_each_thing_done_on_its_last_day_earns_all_and_is_late_by_nothing(
    request: PlanRequest,
) -> None:
    plan = make_plan(request)
    rows = [row for row in plan.rows if not row.done]
    progress = {row.key: Progress(State.DONE, row.end) for row in rows}
    saved = min(TODAY, plan.first_day)
    scope = scope_of(plan, plan, saved_on=saved, progress=progress, offered=set(progress))
    gains = gains_of(plan, saved_on=saved, catalogue=catalogue(), reading={}, progress=progress)
    tracking = tracking_of(plan, plan, scope=scope, gains=gains)

    for week in range(8):
        track = tracking.on(plan.first_day + week * WEEK)
        assert 0 <= track.earned <= track.total + 1e-6
        assert track.spi is None or track.spi >= 0
    if rows and plan.ready_on:
        end = tracking.on(plan.ready_on)
        assert (end.finished, end.days_late) == (plan.ready_on, 0)
