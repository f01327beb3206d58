"""The baseline: saved by decision, kept, and the plan against it."""

import re

import pytest
from sqlalchemy import select

from tests.features.learning.cast import finish_quiz
from tests.features.planning.cast import (
    ATTACK,
    ESTIMATE,
    coming,
    decide,
    planned,
    rate,
    today,
    version,
    words,
)
from tests.features.planning.cast import save as save_plan
from tests.features.tracking.cast import age, agreed, done, first_things, number, save, saved
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.features.tracking import services
from tpmlearn.models import BaselineRow
from tpmlearn.records.catalogue import current_catalogue


def test_without_a_plan_the_page_leads_to_one(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    for client in (visitor, learner):
        assert "A baseline needs a plan" in words(client.read("/plan/baseline"))


def test_the_plan_becomes_the_baseline(learner: CheckingClient) -> None:
    planned(learner)

    response = save(learner)

    assert response.status_code == 302
    assert saved(learner) == [(1, "")]
    page = words(learner.read("/plan/baseline"))
    assert re.search(r"Baseline 1 of \w{3} \d", page)
    assert "No day of the baseline has gone by yet." in page
    assert "as agreed" in learner.read("/plan/baseline")


def test_a_second_one_wants_a_reason_that_stays_visible(learner: CheckingClient) -> None:
    planned(learner)
    save(learner)

    refused = save(learner)
    assert refused.status_code == 422
    assert "Say why" in words(refused)

    save(learner, reason="My employer gives me two hours more")
    save(learner, reason="Another goal")

    page = words(learner.read("/plan/baseline"))
    assert saved(learner)[-1] == (3, "Another goal")
    assert "Saved because: My employer gives me two hours more" in page
    assert "Saved because: Another goal" in page


def test_todays_baseline_can_be_taken_back(learner: CheckingClient) -> None:
    planned(learner)
    save(learner)
    save(learner, reason="A slip")

    response = learner.send("/plan/baseline/back", number="2")

    assert response.status_code == 302
    assert saved(learner) == [(1, "")]


def test_yesterdays_can_not(learner: CheckingClient) -> None:
    agreed(learner, weeks_ago=1)

    learner.send("/plan/baseline/back", number="1")

    assert saved(learner) == [(1, "")]
    assert "Only a baseline of today" in learner.read("/plan/baseline")
    assert 'action="/plan/baseline/back"' not in learner.read("/plan/baseline")


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "0"},
        {"version": "77"},
        {"version": "-1"},
        {"version": "x"},
        {"version": ""},
        {"number": "1"},
        {"number": "99999999999"},
        {"number": "null"},
    ],
)
def test_another_tab_was_faster_and_nothing_is_changed(
    learner: CheckingClient, fields: dict[str, str]
) -> None:
    planned(learner)

    response = save(learner, reason="As typed", **fields)

    assert response.status_code == 409
    assert "saved in another tab" in words(response)
    assert saved(learner) == []


def test_what_was_typed_is_still_there_after_a_refusal(learner: CheckingClient) -> None:
    planned(learner)
    save(learner)

    assert 'value="As typed"' in save(learner, reason="As typed", version="7").get_data(
        as_text=True
    )
    long = save(learner, reason="x" * 301)
    assert long.status_code == 422
    assert "At most 300 characters" in words(long)


def test_two_at_once_make_one_baseline(learner: CheckingClient) -> None:
    planned(learner)
    seen, app = version(learner), learner.application
    from datetime import UTC, datetime

    def one() -> None:
        at = services.Moment(datetime.now(UTC), UTC, current_catalogue())
        services.save_baseline(learner.person_id, "", version=seen, number=0, at=at)

    outcomes = at_once(app, one, one)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Stale"]
    assert saved(learner) == [(1, "")]


def test_a_plan_with_nothing_left_is_no_baseline(learner: CheckingClient) -> None:
    rate(learner, {"DEL4": 1})
    save_plan(learner)
    open_ = re.compile(r'(?s)action="/plan/activities/([^"]+)"(?:(?!</form>).)*value="done"')
    while found := open_.search(learner.read("/plan")):
        assert decide(learner, found.group(1), "done").status_code == 302
    for test in set(re.findall(r"/plan/activities/(test:[A-Z]+)", learner.read("/plan"))):
        assert decide(learner, test, "skip").status_code == 302

    response = save(learner)

    assert response.status_code == 422
    assert "there is nothing to measure" in words(response)
    assert saved(learner) == []


def test_without_a_plan_there_is_nothing_to_save(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    for client in (learner, visitor):
        assert client.send("/plan/baseline", version="0", number="0").status_code == 404


def test_a_kept_plan_is_in_step(learner: CheckingClient) -> None:
    agreed(learner, weeks_ago=2)
    for key, _ in first_things(learner, 3):
        done(learner, key, days_ago=6)

    page = words(learner.read("/plan/baseline"))

    assert re.search(r"SPI\(t\) is \d\.\d\d", page)
    assert re.search(r"3 of \d+ things done", page)
    assert "At that pace it ends on" in page


def test_passing_a_quiz_and_weeks_off_change_the_figures_and_are_named_as_causes(
    learner: CheckingClient,
) -> None:
    agreed(learner, weeks_ago=3)
    before = words(learner.read("/plan/baseline"))
    assert "Nothing of the baseline is earned yet" in before

    finish_quiz(learner, right=8)
    save_plan(
        learner,
        start=(coming(-3)).isoformat(),
        hours="7",
        free_weeks=[coming(0).isoformat(), coming(1).isoformat()],
    )

    page = words(learner.read("/plan/baseline"))
    assert re.search(r"SPI\(t\) is 0\.\d\d", page)
    assert "one thing more is done" in page
    assert "are free now" in page
    assert "The plan now ends on" in page
    assert "Estimate in ranges is done." in page


def test_what_was_skipped_is_told_apart(learner: CheckingClient) -> None:
    agreed(learner, weeks_ago=2)
    decide(learner, ESTIMATE, "skip")

    page = words(learner.read("/plan/baseline"))

    assert "Left out since the baseline" in page
    assert "Estimate in ranges (skipped by you)" in page


def test_a_baseline_in_an_old_format_is_named_and_not_measured(learner: CheckingClient) -> None:
    agreed(learner)
    with learner.application.app_context():
        row = db.session.scalars(select(BaselineRow)).one()
        row.snapshot = {"format": 0}
        db.session.commit()

    assert "This baseline is not read any more" in words(learner.read("/plan/baseline"))
    assert "Your baseline is not read any more" in words(learner.read("/plan/report"))


def test_the_first_and_the_newest_are_kept(learner: CheckingClient) -> None:
    planned(learner)
    save(learner)
    for step in range(services.MOST + 2):
        save(learner, reason=f"Reason {step}")

    numbers = [one for one, _ in saved(learner)]

    assert len(numbers) == services.MOST
    assert numbers[0] == 1
    assert numbers[-1] == services.MOST + 3


def test_a_reason_is_shown_as_text(learner: CheckingClient) -> None:
    planned(learner)
    save(learner)
    save(learner, reason=ATTACK)

    assert "<script>alert(1)" not in learner.read("/plan/baseline")


def test_nobody_sees_another_persons_baseline(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    agreed(learner)
    planned(stranger)

    page = words(stranger.read("/plan/baseline"))

    assert "Planned against actual" not in page
    assert stranger.send("/plan/baseline/back", number="1").status_code == 409
    assert number(learner) == 1


def test_the_days_are_the_learners_own(learner: CheckingClient) -> None:
    agreed(learner)

    day = today()
    assert f"of {day:%a} {day.day} {day:%B %Y}" in words(learner.read("/plan/baseline"))


def test_an_overdue_baseline_still_has_its_page(learner: CheckingClient) -> None:
    agreed(learner, hours="40")
    age(learner, weeks=60)

    page = words(learner.read("/plan/baseline"))

    assert "Nothing of the baseline is earned yet" in page
    assert learner.get("/plan/report").status_code == 200
