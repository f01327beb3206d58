"""What moved between two plans."""

from dataclasses import replace
from datetime import date

from tests.domain.planning.cast import TODAY, request, study
from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.changes import plan_changes
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest


def changes(old: PlanRequest, new: PlanRequest) -> tuple[str, ...]:
    return plan_changes(make_plan(old), make_plan(new))


def test_it_says_nothing_where_nothing_moved() -> None:
    same = request(study("a", 2), study("b", 2))

    assert changes(same, same) == ()


def test_it_says_what_moved_and_that_the_plan_ends_later() -> None:
    free = frozenset({date(2026, 11, 30)})

    said = changes(
        request(study("a", 2), study("b", 2)), request(study("a", 2), study("b", 2), free=free)
    )

    assert said == (
        "The plan now ends on 13 Dec instead of 6 Dec.",
        "Why: the week of 30 Nov is free now.",
        "B moved from 30 Nov to 7 Dec.",
    )


def test_it_names_the_years_where_they_differ() -> None:
    late = date(2026, 12, 28)

    said = changes(
        request(study("a", 2), start=late),
        request(study("a", 2), start=late, free=frozenset({late})),
    )

    assert said[2] == "A moved from 28 Dec 2026 to 4 Jan 2027."


def test_it_says_when_something_lasts_longer() -> None:
    said = changes(request(study("a", 2), study("z", 9)), request(study("a", 4), study("z", 7)))

    assert said[:2] == (
        "Why: the effort or order of A and Z was written anew.",
        "A now ends on 6 Dec instead of 29 Nov.",
    )


def test_it_says_what_is_done_new_skipped_and_gone() -> None:
    over = replace(study("a", 1), state=State.DONE, since=TODAY)
    old = request(study("a", 1), study("b", 0.5), study("c", 0.5))
    new = request(over, replace(study("d", 1), order=9))
    new = replace(new, selection=replace(new.selection, skipped=(study("b", 0.5),)))

    said = changes(old, new)

    assert said == (
        "Why: one thing more is done and one thing skipped.",
        "A is done.",
        "D is new: it starts on 26 Nov.",
        "B is skipped.",
        "C left the plan.",
    )
    assert plan_changes(make_plan(new), make_plan(new)) == ()
