"""From gaps to a dated plan, the whole way."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.planning.cast import TODAY, catalogue, report, request, study
from tpmlearn.domain.planning.activities import Progress, State
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import inputs_hash
from tpmlearn.domain.planning.selection import select_activities
from tpmlearn.domain.planning.settings import HoursOutOfRange


def test_it_refuses_settings_that_cannot_be() -> None:
    with pytest.raises(HoursOutOfRange):
        make_plan(request(study("a"), hours=0))


def test_it_carries_the_hash_of_its_inputs_and_what_the_selection_said() -> None:
    asked = request()
    selection = select_activities(catalogue(), report(EST=1, BUY=0), progress={})

    plan = make_plan(replace(asked, selection=selection))

    assert plan.inputs == inputs_hash(replace(asked, selection=selection))
    assert plan.uncovered == ("BUY",)
    assert [row.key for row in plan.rows] == [
        "module:01-basics",
        "module:02-scope",
        "module:03-estimate",
        "certificate:early",
        "booking:early",
        "mock:early",
        "exam:early",
    ]


def test_it_leaves_the_rest_of_the_week_alone_when_something_planned_in_it_is_done() -> None:
    gaps = report(EST=1)
    before = select_activities(catalogue(), gaps, progress={})
    progress = {"module:01-basics": Progress(State.DONE, date(2026, 11, 24))}
    after = select_activities(catalogue(), gaps, progress=progress)

    old = make_plan(replace(request(), selection=before))
    new = make_plan(replace(request(today=date(2026, 11, 25)), selection=after))

    assert old.first_day == new.first_day == TODAY
    for row in new.rows:
        if not row.done:
            assert old.row(row.key) == replace(row, activity=row.activity)
