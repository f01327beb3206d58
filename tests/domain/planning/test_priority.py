"""The order in which activities are taken up."""

from dataclasses import replace

import pytest

from tests.domain.planning.cast import TODAY, study, work
from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.priority import PlanCycle, comes_before, in_order, ranks, waits_for


def by_rank(*activities: Activity) -> list[str]:
    rank = ranks(activities)
    return [key.split(":")[1] for key in sorted(rank, key=rank.__getitem__)]


def test_it_puts_first_what_closes_most_per_hour() -> None:
    # 3 in 3 hours is 1 an hour, 2 in 1 hour is 2, 1 in 0.25 hours is 4.
    assert by_rank(study("a", 3, value=3), study("b", 1, value=2), study("c", 0.25, value=1)) == [
        "c",
        "b",
        "a",
    ]


def test_it_values_a_prerequisite_by_what_it_opens() -> None:
    # base opens top: (0 + 6) / (1 + 1) = 3 an hour, more than the 2 of side; top waits for it.
    base, top = study("base"), study("top", requires=("base",), value=6)

    assert by_rank(study("side", value=2), base, top) == ["top", "base", "side"]


def test_it_breaks_ties_by_stage_then_learning_order_then_key() -> None:
    late, early = replace(study("a"), stage=2), replace(study("b"), stage=1)
    second, first = replace(study("c"), order=20), replace(study("d"), order=10)

    assert by_rank(late, early, second, first) == ["d", "c", "b", "a"]


def test_it_goes_on_first_with_what_is_started() -> None:
    started = replace(study("a"), state=State.STARTED, since=TODAY)

    assert by_rank(study("b", value=9), started) == ["a", "b"]


def test_it_waits_only_for_what_is_present_and_unfinished() -> None:
    done = replace(study("done"), state=State.DONE, since=TODAY)
    top = replace(
        study("top", requires=("done", "skipped", "open")), follows=("module:after", "module:gone")
    )
    present = {one.key: one for one in (done, study("open"), study("after"), top)}

    assert waits_for(top, present) == ("module:open", "module:after")
    assert waits_for(replace(top, state=State.STARTED), present) == ()


def test_it_orders_and_collects_what_comes_before() -> None:
    base, middle = study("base"), study("middle", requires=("base",))
    top = work("top", 2, 1, requires=("middle",))

    assert in_order([top, middle, base]) == (base, middle, top)
    assert comes_before([top, middle, base])[top.key] == {base.key, middle.key}


def test_it_names_activities_that_wait_for_each_other() -> None:
    ring = [study("a", requires=("b",)), study("b", requires=("a",)), study("c")]

    with pytest.raises(PlanCycle, match="These wait for each other: A and B"):
        in_order(ring)
