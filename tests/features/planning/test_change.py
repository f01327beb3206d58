"""What is decided about one activity: planned anew at once, undone as easily, never lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.features.planning.cast import (
    ATTACK,
    ESTIMATE,
    REGISTER,
    RISK,
    coming,
    decide,
    planned,
    rate,
    row,
    save,
    today,
    version,
    words,
)
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import PlanChoiceRow


def test_a_pin_holds_its_week_when_the_hours_change(learner: CheckingClient) -> None:
    planned(learner)

    response = decide(learner, ESTIMATE, "pin", week=coming(9).isoformat())
    save(learner, hours="20")

    line = row(learner.read("/plan"), ESTIMATE)
    assert response.status_code == 302
    assert "Week 9 " in line
    assert "pinned" in line


def test_any_day_of_a_week_pins_to_its_monday(learner: CheckingClient) -> None:
    planned(learner)

    decide(learner, ESTIMATE, "pin", week=coming(9).isoformat())
    decide(learner, RISK, "pin", week=_day_of(9, 3))

    with learner.application.app_context():
        weeks = set(db.session.scalars(select(PlanChoiceRow.week)).all())
    assert weeks == {coming(9)}


@pytest.mark.parametrize(
    ("action", "title", "undo"),
    [
        ("skip", "Skipped: Own a risk register", "Bring back"),
        ("done", "Marked as done: Own a risk register", "Not done"),
        ("start", "Started: Own a risk register", "Not started"),
    ],
)
def test_each_decision_says_what_it_did_and_can_be_taken_back(
    learner: CheckingClient, action: str, title: str, undo: str
) -> None:
    planned(learner)
    before = row(learner.read("/plan"), REGISTER)

    page = learner.read(decide(learner, REGISTER, action).headers["Location"])

    assert title in words(page)
    assert undo in page
    back = learner.read(decide(learner, REGISTER, "back").headers["Location"])
    assert "Taken back: Own a risk register" in words(back)
    assert row(back, REGISTER) == before


def test_skipping_takes_it_out_and_lets_the_rest_move_up(learner: CheckingClient) -> None:
    planned(learner)

    page = learner.read(decide(learner, RISK, "skip").headers["Location"])

    assert "Find risks and rank them" in words(page).split("Skipped", 2)[-1]
    assert not row(page, RISK)
    assert " moved from " in words(page)


def test_what_is_marked_done_stays_done_when_everything_else_moves(
    learner: CheckingClient,
) -> None:
    planned(learner)
    decide(learner, REGISTER, "done")

    save(learner, hours="1")

    done = words(learner.read("/plan")).split("Done", 1)[1]
    assert "Own a risk register" in done
    assert "marked by you" in done


def test_the_same_button_twice_is_the_same_decision_once(learner: CheckingClient) -> None:
    planned(learner)

    for _ in range(2):
        assert decide(learner, RISK, "skip").status_code == 302

    with learner.application.app_context():
        assert db.session.scalars(select(PlanChoiceRow.activity)).all() == [RISK]


def test_a_lesson_that_no_gap_asks_for_can_be_pinned_into_the_plan(
    learner: CheckingClient,
) -> None:
    rate(learner, {"DEL4": 1})
    save(learner)
    key = "module:43-negotiation-and-influence"
    before = row(learner.read("/plan"), key)

    decide(learner, key, "pin", week=coming(2).isoformat())

    assert before == ""
    assert "You have pinned it." in row(learner.read("/plan"), key)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"week": "2020-01-06"}, "That week has passed: choose this week or a later one."),
        ({"week": "0001-01-01"}, "That week has passed"),
        ({"week": "9999-12-31"}, "That week is more than ten years ahead"),
        ({"week": ""}, "Choose a day of the week to pin it to."),
        ({"week": "next week"}, "Give a day as year, month and day"),
        ({"week": ATTACK}, "Give a day as year, month and day"),
        ({"action": "", "week": "2027-01-04"}, "Choose what to do."),
        ({"action": "erase", "week": "2027-01-04"}, "Choose what to do."),
    ],
)
def test_a_pin_that_cannot_be_is_refused_at_its_row_and_kept(
    learner: CheckingClient, fields: dict[str, str], sentence: str
) -> None:
    planned(learner)

    response = decide(learner, ESTIMATE, **{"action": "pin", **fields})

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Nothing was changed" in words(response)
    assert sentence in row(page, ESTIMATE)
    assert ATTACK not in page
    assert version(learner) == 1


def test_this_week_may_be_pinned_to(learner: CheckingClient) -> None:
    planned(learner, start=today().isoformat())

    assert decide(learner, ESTIMATE, "pin", week=today().isoformat()).status_code == 302


def test_a_pin_that_its_lessons_stand_against_is_said(learner: CheckingClient) -> None:
    planned(learner, hours="0.5")

    page = learner.read(
        decide(learner, REGISTER, "pin", week=coming(1).isoformat()).headers["Location"]
    )

    assert "Pinned, but not in that week" in words(page)
    assert re.search(r"Own a risk register was pinned to the week of .*; .*\. It starts on", page)


def test_a_lesson_starts_by_reading_not_by_a_button(learner: CheckingClient) -> None:
    planned(learner)

    response = decide(learner, ESTIMATE, "start")

    assert response.status_code == 422
    assert "a lesson starts with the first section" in words(response)


@pytest.mark.parametrize(
    "key",
    ["module:nothing", "module:", "nothing", "role:tpm", "module:" + "x" * 2000, ATTACK[1:8]],
)
def test_what_the_content_does_not_offer_is_nothing(learner: CheckingClient, key: str) -> None:
    planned(learner)

    assert decide(learner, key, "skip").status_code == 404
    assert version(learner) == 1


def test_a_second_tab_gets_the_plan_as_it_stands_and_can_do_it_all_the_same(
    learner: CheckingClient,
) -> None:
    planned(learner)
    decide(learner, RISK, "skip")

    late = decide(learner, ESTIMATE, "pin", week=coming(9).isoformat(), version="1")

    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "You wanted to pin Estimate in ranges ." in words(late)
    assert "Do it all the same" in words(late)
    assert f'name="week" value="{coming(9)}"' in page
    assert not row(page, RISK)
    assert "pinned" not in row(page, ESTIMATE)
    again = decide(learner, ESTIMATE, "pin", week=coming(9).isoformat())
    assert again.status_code == 302


def test_only_who_has_a_plan_can_change_it(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    planned(learner)

    for other in (stranger, visitor):
        response = other.send(f"/plan/activities/{RISK}", action="skip", version="1")
        assert response.status_code == 404
    assert row(learner.read("/plan"), RISK)
    assert version(learner) == 1


def test_a_forged_form_changes_nothing(learner: CheckingClient) -> None:
    planned(learner)

    response = learner.post(f"/plan/activities/{RISK}", data={"action": "skip", "version": "1"})

    assert response.status_code == 400
    assert version(learner) == 1


def test_the_time_line_stays_the_time_line_after_an_undo(learner: CheckingClient) -> None:
    planned(learner)

    response = decide(learner, RISK, "skip", view="gantt")

    assert "view=gantt" in response.headers["Location"]


def _day_of(weeks: int, day: int) -> str:
    return (coming(weeks) + timedelta(days=day)).isoformat()


def test_of_several_tabs_at_once_exactly_one_is_kept(learner: CheckingClient) -> None:
    planned(learner)
    keys = [RISK, ESTIMATE, REGISTER, "module:18-network-and-critical-path"]
    token = learner.token()

    def press(key: str) -> int:
        tab = learner.application.test_client()
        with learner.session_transaction() as mine, tab.session_transaction() as theirs:
            theirs.update(mine)
        fields = {"action": "skip", "version": "1", "csrf_token": token}
        return tab.post(f"/plan/activities/{key}", data=fields).status_code

    with ThreadPoolExecutor(len(keys)) as pool:
        codes = sorted(pool.map(press, keys))

    assert codes == [302, 409, 409, 409]
    assert version(learner) == 2
    with learner.application.app_context():
        assert len(db.session.scalars(select(PlanChoiceRow.activity)).all()) == 1


def test_a_week_later_is_one_button(learner: CheckingClient) -> None:
    planned(learner)
    page = learner.read("/plan")
    start = page.index(f'id="a-{REGISTER.replace(":", "-")}"')
    found = re.findall(
        r'name="move" value="([^"]+)"', page[start : page.index("</article>", start)]
    )

    response = decide(learner, REGISTER, "", move=found[-1])

    assert response.status_code == 302
    with learner.application.app_context():
        assert str(db.session.scalars(select(PlanChoiceRow.week)).one()) == found[-1]


@pytest.mark.parametrize("week", ["soon", "2027-02-29", "2026-W53-1", "2020-01-06", ATTACK])
def test_a_button_with_a_week_that_cannot_be_changes_nothing(
    learner: CheckingClient, week: str
) -> None:
    planned(learner)

    response = decide(learner, REGISTER, "", move=week)

    assert response.status_code == 422
    assert version(learner) == 1
