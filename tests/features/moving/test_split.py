"""Things in two parts: split by a form, moved part by part, joined again."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.features.planning.cast import (
    ATTACK,
    ESTIMATE,
    REGISTER,
    coming,
    decide,
    planned,
    read_sections,
    row,
    save,
    untaught,
    version,
    words,
)
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import PlanChoiceRow, PlanSplitRow

SECOND = f"{REGISTER}~2"


def split(client: CheckingClient, key: str = REGISTER, **fields: Any) -> TestResponse:
    """Two hours in the fourth week from this one, the rest not before the twelfth."""
    usual = {
        "hours": "2",
        "first_week": str(coming(4)),
        "rest_week": str(coming(12)),
        "version": str(version(client)),
    }
    return client.send(f"/plan/activities/{key}/split", **{**usual, **fields})


def join(client: CheckingClient, key: str = REGISTER, **fields: Any) -> TestResponse:
    usual = {"version": str(version(client))}
    return client.send(f"/plan/activities/{key}/join", **{**usual, **fields})


def kept(client: CheckingClient) -> list[str]:
    with client.application.app_context():
        return list(db.session.scalars(select(PlanSplitRow.activity)))


def pins(client: CheckingClient) -> dict[str, Any]:
    with client.application.app_context():
        rows = db.session.execute(select(PlanChoiceRow.activity, PlanChoiceRow.week))
        return {row.activity: row.week for row in rows}


def test_two_parts_stand_in_their_weeks_and_say_what_moved(learner: CheckingClient) -> None:
    planned(learner, hours="20")

    page = learner.read(split(learner).headers["Location"])

    assert "In two parts: Own a risk register" in words(page)
    first, second = row(page, REGISTER), row(page, SECOND)
    assert "Own a risk register (part 1 of 2)" in first
    assert "2 h" in first
    assert "Own a risk register (part 2 of 2)" in second
    assert "Week 12 " in second or "Weeks 12 " in second
    assert "/assignments/jb03-own-a-risk-register" in page
    assert "~2" not in "".join(re.findall(r'href="(/[^"]+)"', page))


def test_joined_again_it_is_as_it_was(learner: CheckingClient) -> None:
    planned(learner)
    before = row(learner.read("/plan"), REGISTER)
    split(learner)

    page = learner.read(join(learner).headers["Location"])

    assert "Joined again: Own a risk register" in words(page)
    assert row(page, REGISTER) == before
    assert kept(learner) == []
    assert pins(learner) == {}


def test_joining_brings_the_pin_back_that_was_there(learner: CheckingClient) -> None:
    planned(learner)
    decide(learner, REGISTER, "pin", week=str(coming(9)))
    split(learner)

    join(learner)

    assert pins(learner) == {REGISTER: coming(9)}


def test_each_part_is_moved_by_itself(learner: CheckingClient) -> None:
    planned(learner, hours="20")
    split(learner)

    decide(learner, SECOND, "", move=str(coming(15)))

    assert pins(learner) == {REGISTER: coming(4), SECOND: coming(15)}
    assert "part 2 of 2" in row(learner.read("/plan"), SECOND)


@pytest.mark.parametrize("action", ["back", "skip", "done", "start"])
def test_a_second_part_can_only_be_moved(learner: CheckingClient, action: str) -> None:
    planned(learner)
    split(learner)

    response = decide(learner, SECOND, action)

    assert response.status_code == 422
    assert "move it, or join the parts again" in words(response)


def test_what_is_done_is_one_thing_again(learner: CheckingClient) -> None:
    planned(learner)
    split(learner)

    page = learner.read(decide(learner, REGISTER, "done").headers["Location"])

    assert not row(page, SECOND)
    assert (
        "part 1 of 2" not in words(page).split("What your last change", 1)[0].split("Done", 2)[-1]
    )


def test_what_is_read_of_a_lesson_comes_off_the_first_part(learner: CheckingClient) -> None:
    planned(learner, hours="20")
    split(learner, ESTIMATE, hours="0.5")
    before = row(learner.read("/plan"), f"{ESTIMATE}~2")

    read_sections(learner, "16-estimate-in-ranges", 1)

    page = learner.read("/plan")
    assert before
    assert "part 1 of 2" in row(page, ESTIMATE)
    assert row(page, f"{ESTIMATE}~2").split(" · ")[1] == before.split(" · ")[1]


def test_the_form_offers_halves_from_where_it_stands(learner: CheckingClient) -> None:
    planned(learner)

    page = learner.read(f"/plan/activities/{REGISTER}/split")

    assert "Own a risk register" in words(page)
    assert f'action="/plan/activities/{REGISTER}/split"' in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"hours": ""}, "Give the hours as a number"),
        ({"hours": "many"}, "Give the hours as a number"),
        ({"hours": "0"}, "to the first part"),
        ({"hours": "-3"}, "to the first part"),
        ({"hours": "200"}, "to the first part"),
        ({"hours": "1e300"}, "to the first part"),
        ({"hours": "inf"}, "Give the hours as a number"),
        ({"first_week": ""}, "Choose a week."),
        ({"first_week": "2027-02-29"}, "Give a day as year, month and day"),
        ({"first_week": "2026-W53-1"}, "Give a day as year, month and day"),
        ({"first_week": str(coming(-1))}, "That week has passed"),
        ({"rest_week": "9999-12-31"}, "more than ten years ahead"),
        ({"rest_week": str(coming(4) + timedelta(days=6))}, "in a later week"),
        ({"rest_week": ATTACK}, "Give a day as year, month and day"),
    ],
)
def test_it_says_what_it_cannot_take_and_keeps_what_was_typed(
    learner: CheckingClient, fields: dict[str, str], said: str
) -> None:
    planned(learner)

    response = split(learner, **fields)

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert said in words(page)
    assert "<script>alert" not in page
    if "hours" not in fields:
        assert 'value="2"' in page
    assert kept(learner) == []


@pytest.mark.parametrize(
    "key", ["module:gone", SECOND, "test:DEL", "nonsense", f"{REGISTER}~2~2", "module:%00"]
)
def test_there_is_no_page_for_what_cannot_be_split(learner: CheckingClient, key: str) -> None:
    planned(learner)

    assert learner.get(f"/plan/activities/{key}/split").status_code == 404
    assert split(learner, key).status_code in (404, 422)
    assert kept(learner) == []


def test_it_cannot_be_split_twice(learner: CheckingClient) -> None:
    planned(learner)
    split(learner)

    assert split(learner).status_code == 404
    assert learner.get(f"/plan/activities/{REGISTER}/split").status_code == 404
    assert join(learner).status_code == 302
    assert join(learner).status_code == 404


def test_two_tabs_cannot_overwrite_each_other_unseen(learner: CheckingClient) -> None:
    planned(learner)
    save(learner, hours="6")

    response = split(learner, version="1", hours="2.5")

    assert response.status_code == 409
    assert "The plan was changed elsewhere" in words(response)
    assert 'value="2.5"' in response.get_data(as_text=True)
    assert kept(learner) == []


def test_a_lesson_that_is_deleted_takes_its_parts_with_it(learner: CheckingClient) -> None:
    planned(learner)
    split(learner, ESTIMATE, hours="0.5")

    with untaught(learner, "DEL3"):
        gone = learner.read("/plan")
    back = learner.read("/plan")

    assert not row(gone, ESTIMATE)
    assert not row(gone, f"{ESTIMATE}~2")
    assert row(back, f"{ESTIMATE}~2")


def test_a_stranger_and_a_visitor_find_nothing_to_split(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    planned(learner)
    split(learner)

    for other in (stranger, visitor):
        assert other.get(f"/plan/activities/{REGISTER}/split").status_code == 404
        assert join(other, version="2").status_code == 404
    assert kept(learner) == [REGISTER]


def test_a_forged_form_changes_nothing(learner: CheckingClient) -> None:
    planned(learner)

    response = learner.post(f"/plan/activities/{REGISTER}/split", data={"hours": "2"})

    assert response.status_code == 400
    assert kept(learner) == []
