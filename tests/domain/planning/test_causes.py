"""Why a plan moved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.causes import causes, why_moved
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.snapshot import from_json, to_json
from tpmlearn.words import speaking

A, B = study("a", 2), study("b", 2)
WEEK = date(2026, 11, 30)
GAP = replace(A, reason="For Risk, two levels below what Lead asks.", value=4.0)
SMALLER = replace(A, reason="For Risk, one level below what Lead asks.", value=2.0)


def why(old: PlanRequest, new: PlanRequest) -> tuple[str, ...]:
    return causes(make_plan(old), make_plan(new))


def skipping(*activities: Activity) -> PlanRequest:
    one = request(A)
    return replace(one, selection=replace(one.selection, skipped=activities))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (request(A), request(A), ()),
        (request(A), request(A, hours=3), ("3 hours a week instead of 2",)),
        (request(A), request(A, free=frozenset({WEEK})), ("the week of 30 Nov is free now",)),
        (request(A, free=frozenset({WEEK})), request(A), ("the week of 30 Nov is no longer free",)),
        (request(A), request(A, pins={A.key: WEEK}), ("one pin was set or taken away",)),
        (
            request(A, B),
            request(replace(A, state=State.DONE, since=TODAY), B),
            ("one thing more is done",),
        ),
        (request(A, B), skipping(B), ("one thing skipped",)),
        (skipping(B), request(A, B), ("one thing taken up again",)),
        (
            request(A),
            request(replace(A, state=State.STARTED, since=TODAY, hours=1)),
            ("you have gone on with A",),
        ),
        (
            request(GAP),
            request(SMALLER),
            ("your gap has changed, by a rating, a test or another goal",),
        ),
        (
            request(A, B),
            request(A),
            ("what your gap asks for, or what is offered for it, has changed",),
        ),
        (
            request(A),
            request(replace(A, hours=3)),
            ("the effort or order of A was written anew",),
        ),
        (
            request(A),
            request(A, today=TODAY + timedelta(days=8)),
            ("a new week has begun, and what was not done moved on",),
        ),
    ],
)
def test_it_says_what_is_known(old: PlanRequest, new: PlanRequest, said: tuple[str, ...]) -> None:
    assert why(old, new) == said


def test_it_says_all_in_one_sentence() -> None:
    old, new = request(A, work("x", 4, 2)), request(A, hours=3, free=frozenset({WEEK}))

    assert why_moved(make_plan(old), make_plan(new)) == (
        "Why: 3 hours a week instead of 2, the week of 30 Nov is free now and what your gap asks "
        "for, or what is offered for it, has changed."
    )


def test_another_language_is_no_cause() -> None:
    german = replace(GAP, reason="Für Risk, 2 Stufen unter dem, was Lead verlangt.")
    old = make_plan(request(GAP))
    with speaking("de"):
        new = make_plan(request(german, hours=3))

    assert causes(old, new) == ("3 hours a week instead of 2",)
    assert new.language == "de"
    assert from_json(to_json(new)) == new
