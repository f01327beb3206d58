"""Short of time: the plan may leave things out to meet its date, and takes them in again."""

import re

from sqlalchemy import select

from tests.features.planning.cast import (
    ATTACK,
    coming,
    decide,
    planned,
    rate_as_developer,
    row,
    save,
    version,
    words,
)
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import PlanRow

LEAVE_OUT = {"when_short": "leave_out"}


def short_plan(client: CheckingClient) -> str:
    """A plan of twelve weeks that leaves things out, as a page."""
    planned(client, ready_by=coming(12).isoformat(), **LEAVE_OUT)
    return client.read("/plan")


def keys_left_out(page: str) -> list[str]:
    """What the page offers to take in again."""
    section = page.partition('id="left-out"')[2].split("</section>", 1)[0]
    return re.findall(r'action="/plan/activities/([^"]+)"', section)


def test_the_plan_meets_the_date_and_lists_what_it_leaves_out(learner: CheckingClient) -> None:
    page = short_plan(learner)

    said = words(page)
    assert "That meets the date you set" in said
    assert re.search(r"\d+ things are left out , .* in all\.", said)
    assert re.search(
        r"What stays closes \d+\.\d of the \d+\.\d weighted levels that everything would; "
        r"no choice that meets the day closes more than \d+\.\d\.",
        said,
    )
    assert "One hour a week more would" in said
    assert "rated, not tested" in said
    assert keys_left_out(page)
    assert re.search(r"Would take .* more than there is up to the date\.", said)


def test_keeping_everything_and_being_late_stays_the_usual(learner: CheckingClient) -> None:
    planned(learner, ready_by=coming(12).isoformat())

    page = learner.read("/plan")

    assert "Later than the date you set" in words(page)
    assert 'id="left-out"' not in page
    assert re.search(r'checked id="when_short-0" name="when_short" type="radio" value="late"', page)


def test_the_choice_stays_ticked_and_is_stored(learner: CheckingClient) -> None:
    page = short_plan(learner)

    assert re.search(r'checked id="when_short-1" name="when_short" type="radio"', page)
    with learner.application.app_context():
        assert db.session.scalars(select(PlanRow.when_short)).all() == ["leave_out"]


def test_what_was_left_out_can_be_taken_in_anyway_and_that_taken_back(
    learner: CheckingClient,
) -> None:
    page = short_plan(learner)
    key = keys_left_out(page)[1]
    week = re.search(
        r'value="([\d-]+)"', page.split(f'activities/{key}"', 1)[1].split('name="week"', 1)[1]
    )
    assert week

    taken = learner.read(decide(learner, key, "pin", week=week.group(1)).headers["Location"])

    assert "Pinned: " in words(taken)
    assert row(taken, key)
    assert key not in keys_left_out(taken)
    back = learner.read(decide(learner, key, "back").headers["Location"])
    assert keys_left_out(back) == keys_left_out(page)


def test_what_moved_says_what_is_left_out(learner: CheckingClient) -> None:
    planned(learner, ready_by=coming(12).isoformat())

    save(learner, ready_by=coming(12).isoformat(), **LEAVE_OUT)

    assert "is left out to meet the date." in words(learner.read("/plan"))


def test_a_week_that_has_passed_is_refused_at_the_thing_itself(learner: CheckingClient) -> None:
    key = keys_left_out(short_plan(learner))[0]

    response = decide(learner, key, "pin", week="2020-01-06")

    assert response.status_code == 422
    assert "That week has passed" in words(response)


def test_an_answer_that_was_not_offered_is_refused(learner: CheckingClient) -> None:
    rate_as_developer(learner)

    for value in ("never", ATTACK):
        response = save(learner, when_short=value)
        assert response.status_code == 422
        assert "Choose what gives: the day, or what closes least." in words(response)
    assert version(learner) == 0


def test_without_a_date_nothing_is_left_out(learner: CheckingClient) -> None:
    planned(learner, **LEAVE_OUT)

    assert 'id="left-out"' not in learner.read("/plan")


def test_the_time_line_shows_the_list_too(learner: CheckingClient) -> None:
    short_plan(learner)

    page = learner.read("/plan?view=gantt")

    assert "<svg" in page
    assert keys_left_out(page)


def test_it_is_nobody_elses(learner: CheckingClient, stranger: CheckingClient) -> None:
    key = keys_left_out(short_plan(learner))[0]

    assert 'id="left-out"' not in stranger.read("/plan")
    assert decide(stranger, key, "pin", week=coming(1).isoformat()).status_code == 404
