"""A baseline beside the plan as it is."""

from dataclasses import replace

from tests.domain.planning.cast import TODAY, request, study
from tests.domain.planning.test_tracking import BASELINE, THINGS, day
from tpmlearn.domain.planning.activities import Progress, State
from tpmlearn.domain.planning.comparison import compared
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.scope import scope_of


def test_it_says_of_each_thing_how_its_end_moved_or_why_it_is_gone() -> None:
    finished = replace(THINGS[0], state=State.DONE, since=day(4))
    now = make_plan(request(finished, THINGS[1], study("new", 7), hours=3.5, today=day(7)))
    progress = {
        "module:a": Progress(State.DONE, day(4)),
        "module:c": Progress(State.SKIPPED, day(5)),
    }
    scope = scope_of(
        BASELINE, now, saved_on=TODAY, progress=progress, offered={"module:b", "module:c"}
    )

    lines = compared(BASELINE, now, scope)

    assert [(line.activity.title, line.moved, line.said) for line in lines] == [
        ("A", -2, "two days earlier"),
        ("B", 7, "seven days later"),
        ("C", None, "left out: skipped by you"),
        ("New", None, "new since"),
    ]
    assert lines[0].done
    assert (lines[2].now, lines[3].agreed) == (None, None)


def test_what_is_done_and_has_left_the_plan_is_done() -> None:
    now = make_plan(request(*THINGS[1:], hours=7))
    progress = {"module:a": Progress(State.DONE, day(4))}
    scope = scope_of(BASELINE, now, saved_on=TODAY, progress=progress, offered=set())

    assert compared(BASELINE, now, scope)[0].said == "done"
