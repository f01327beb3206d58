"""The hash of a plan's inputs."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from tests.domain.planning.cast import TODAY, request, study
from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.request import PlanRequest, inputs_hash

PLAIN = request(study("a"), pins={"module:a": TODAY})


@pytest.mark.parametrize(
    "same",
    [
        replace(PLAIN),
        replace(PLAIN, today=TODAY + timedelta(days=6)),
        request(study("a"), hours=2, pins={"module:a": TODAY + timedelta(days=3)}),
    ],
)
def test_it_keeps_the_hash_while_nothing_that_counts_has_changed(same: PlanRequest) -> None:
    assert inputs_hash(same) == inputs_hash(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAIN, today=TODAY + timedelta(days=7)),
        request(study("a"), hours=2.5, pins={"module:a": TODAY}),
        request(study("a")),
        request(study("a"), pins={"module:a": TODAY}, ready_by=date(2027, 1, 1)),
        request(study("a"), pins={"module:a": TODAY}, free=frozenset({TODAY})),
        request(study("a", 1.5), pins={"module:a": TODAY}),
        request(replace(study("a"), state=State.DONE, since=TODAY), pins={"module:a": TODAY}),
    ],
)
def test_it_changes_the_hash_with_anything_the_plan_is_made_from(other: PlanRequest) -> None:
    assert inputs_hash(other) != inputs_hash(PLAIN)


def test_it_hashes_canonical_json_so_that_it_stays_from_run_to_run() -> None:
    text = (
        '{"first_day":"2026-11-23","free":["2026-12-21"],"hours":2.0,"off":[],'
        '"pins":{"module:a":"2026-11-30","module:b":"2026-11-23"},"ready_by":null,'
        '"review":0,"rules":2,"selection":{"activities":[],"skipped":[],"uncovered":[],"worked_through":[]},'
        '"start":"2026-11-23","when_short":"late"}'
    )
    pins = {"module:b": TODAY, "module:a": date(2026, 11, 30)}

    found = inputs_hash(request(free=frozenset({date(2026, 12, 24)}), pins=pins))

    assert found == sha256(text.encode()).hexdigest()


def test_it_starts_open_work_this_week_where_the_start_is_past() -> None:
    wednesday = TODAY + timedelta(days=9)

    assert request(today=wednesday).first_day == date(2026, 11, 30)
    assert request(start=date(2026, 12, 17), today=wednesday).first_day == date(2026, 12, 17)
