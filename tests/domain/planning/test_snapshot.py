"""Plans kept as JSON."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.snapshot import SnapshotUnreadable, from_json, to_json


def test_it_reads_back_what_it_wrote() -> None:
    over = replace(study("a", 1), state=State.DONE, since=TODAY, tested_out=True)
    asked = request(
        over,
        work("w", 8, 2),
        ready_by=date(2026, 11, 29),
        free=frozenset({date(2026, 12, 21)}),
        pins={"assignment:w": date(2026, 11, 16)},
    )
    asked = replace(asked, selection=replace(asked.selection, uncovered=("BUY",), skipped=(over,)))
    plan = make_plan(asked)

    assert from_json(to_json(plan)) == plan
    assert plan.remedy
    assert plan.broken_pins


def test_it_writes_the_same_text_for_the_same_plan() -> None:
    plan = make_plan(request(study("a", 1)))

    assert to_json(from_json(to_json(plan))) == to_json(plan)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", '{"format": 0}', '{"format": 1}', '{"format": 1, "rows": 3}'],
)
def test_it_refuses_what_is_not_a_snapshot(text: str) -> None:
    with pytest.raises(SnapshotUnreadable):
        from_json(text)


def test_it_refuses_a_snapshot_with_fields_it_does_not_know() -> None:
    raw = json.loads(to_json(make_plan(request(study("a", 1)))))
    raw["forecast"] = "unknown"

    with pytest.raises(SnapshotUnreadable):
        from_json(json.dumps(raw))
