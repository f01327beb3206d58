"""The saved plan as other pages see it."""

from datetime import date

import pytest

from tests.support.client import CheckingClient
from tests.support.plans import SLUG, a_plan, save_plan
from tpmlearn.db import db
from tpmlearn.models import PlanRow
from tpmlearn.records.plans import planned, saved_plan


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "week 1"),
        (date(2026, 12, 9), date(2026, 12, 13), "week 3"),
        (date(2026, 12, 7), date(2026, 12, 22), "weeks 3 to 5"),
    ],
)
def test_it_names_the_weeks_counted_from_the_start(first: date, last: date, words: str) -> None:
    found = planned(a_plan(first, last), f"module:{SLUG}")

    assert found
    assert found.words == words
    assert found.on == first


def test_what_is_done_has_no_week() -> None:
    found = planned(a_plan(date(2026, 11, 25), done=True), f"module:{SLUG}")

    assert found
    assert found.words == "done"


def test_what_the_plan_does_not_hold_is_not_planned() -> None:
    assert planned(a_plan(date(2026, 11, 25)), "module:01-other") is None
    assert planned(None, f"module:{SLUG}") is None


def test_it_reads_the_plan_of_this_person_only(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    save_plan(learner, a_plan(date(2026, 12, 7)))

    with learner.application.app_context():
        assert saved_plan(learner.person_id) == a_plan(date(2026, 12, 7))
        assert saved_plan(stranger.person_id) is None


@pytest.mark.parametrize("snapshot", [None, {}, {"format": 0}, {"format": 1}])
def test_a_snapshot_that_cannot_be_read_counts_as_none(
    learner: CheckingClient, snapshot: dict[str, object] | None
) -> None:
    save_plan(learner, a_plan(date(2026, 12, 7)))
    with learner.application.test_request_context(method="POST"):
        db.session.get_one(PlanRow, learner.person_id).snapshot = snapshot
        db.session.commit()

    with learner.application.app_context():
        assert saved_plan(learner.person_id) is None
