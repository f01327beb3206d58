"""Time away: the plan is laid around it, says what moved, and takes it back as easily."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.features.planning.cast import (
    ATTACK,
    coming,
    decide,
    planned,
    save,
    today,
    version,
    words,
)
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.domain.planning.days_off import stretches
from tpmlearn.models import PlanRow

FORTNIGHT = timedelta(days=13)


def be_away(client: CheckingClient, first: object, last: object = "", **fields: str):  # type: ignore[no-untyped-def]
    usual = {"version": str(version(client))}
    return client.send("/plan/away", first=str(first), last=str(last), **{**usual, **fields})


def days_off(client: CheckingClient) -> list[date]:
    with client.application.app_context():
        statement = select(PlanRow.days_off).where(PlanRow.person_id == client.person_id)
        return [date.fromisoformat(day) for day in db.session.scalar(statement) or ()]


def ends(client: CheckingClient) -> str:
    found = re.search(r"your plan ends on (.*?) \.", words(client.read("/plan")))
    assert found
    return found.group(1)


def test_two_weeks_ill_are_one_entry_and_move_what_stood_there(learner: CheckingClient) -> None:
    planned(learner)
    before = ends(learner)
    first = coming(2)

    page = learner.read(be_away(learner, first, first + FORTNIGHT).headers["Location"])

    said = words(page)
    assert f"Away: Mon {first.day} " in said
    assert "The plan now ends on " in said
    assert len(days_off(learner)) == 14
    assert ends(learner) != before


def test_it_is_undone_by_one_button(learner: CheckingClient) -> None:
    planned(learner)
    before, first = ends(learner), coming(2)
    page = learner.read(be_away(learner, first, first + FORTNIGHT).headers["Location"])
    undo = re.search(r'name="days_off" value="([^"]+)"', page)
    assert undo

    response = learner.send("/plan/away/back", days_off=undo.group(1), version="2")

    assert "Taken back: Mon" in words(learner.read(response.headers["Location"]))
    assert days_off(learner) == []
    assert ends(learner) == before


def test_undoing_leaves_the_days_that_were_off_before(learner: CheckingClient) -> None:
    planned(learner)
    first = coming(2)
    be_away(learner, first + timedelta(days=3))

    page = learner.read(be_away(learner, first, first + timedelta(days=6)).headers["Location"])

    undo = re.search(r'name="days_off" value="([^"]+)"', page)
    assert undo
    learner.send("/plan/away/back", days_off=undo.group(1), version="3")
    assert days_off(learner) == [first + timedelta(days=3)]


def test_one_day_needs_no_last_day(learner: CheckingClient) -> None:
    planned(learner)

    be_away(learner, coming(2))

    assert days_off(learner) == [coming(2)]


def test_what_is_past_falls_away_and_this_week_counts(learner: CheckingClient) -> None:
    planned(learner)

    response = be_away(learner, coming(-1), coming(0) + timedelta(days=1))

    assert response.status_code == 302
    assert days_off(learner) == [coming(0), coming(0) + timedelta(days=1)]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("", "", "Choose the first day."),
        ("soon", "", "Give a day as year, month and day"),
        ("2027-02-29", "", "Give a day as year, month and day"),
        ("2027-W53-1", "", "Give a day as year, month and day"),
        (coming(3), coming(2), "the first day goes first"),
        (coming(-3), coming(-2), "These days have passed"),
        (coming(3), coming(30), "more than 100 days"),
        ("0001-01-01", "9999-12-31", "more than 100 days"),
        (ATTACK, "", "Give a day as year, month and day"),
    ],
)
def test_it_says_what_it_cannot_take_and_keeps_what_was_typed(
    learner: CheckingClient, first: object, last: object, said: str
) -> None:
    planned(learner)

    response = be_away(learner, first, last)

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert said in words(page)
    assert "<script>alert" not in page
    if first == coming(3):
        assert f'value="{first}"' in page
    assert days_off(learner) == []


def test_a_hundred_days_are_the_most(learner: CheckingClient) -> None:
    planned(learner)
    be_away(learner, coming(2), coming(2) + timedelta(days=89))

    response = be_away(learner, coming(30), coming(30) + timedelta(days=20))

    assert response.status_code == 422
    assert "111 days off are too many" in words(response)
    assert len(days_off(learner)) == 90


def test_the_29_february_can_be_off(learner: CheckingClient) -> None:
    planned(learner)
    year = next(year for year in range(today().year, today().year + 9) if year % 4 == 0)
    leap = date(year + 4 * (date(year, 2, 29) <= today()), 2, 29)

    be_away(learner, leap)

    assert days_off(learner) == [leap]


def test_two_tabs_cannot_overwrite_each_other_unseen(learner: CheckingClient) -> None:
    planned(learner)
    be_away(learner, coming(2))

    response = be_away(learner, coming(3), version="1")

    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "The plan was changed elsewhere" in words(page)
    assert f'value="{coming(3)}"' in page
    assert 'name="version" value="2"' in page
    assert days_off(learner) == [coming(2)]


def test_days_off_stay_when_something_else_changes(learner: CheckingClient) -> None:
    planned(learner)
    be_away(learner, coming(2))

    decide(learner, "assignment:jb03-own-a-risk-register", "skip")

    assert days_off(learner) == [coming(2)]


def test_the_settings_take_days_and_stretches_a_line_each(learner: CheckingClient) -> None:
    planned(learner)
    typed = f"{coming(2)}\r\n{coming(4)} to {coming(4) + timedelta(days=6)}"

    save(learner, days_off=typed)

    found = stretches(days_off(learner))
    assert [(one.first, one.last) for one in found] == [
        (coming(2), coming(2)),
        (coming(4), coming(4) + timedelta(days=6)),
    ]
    assert typed.replace("\r", "") in learner.read("/plan")


def test_the_settings_name_the_line_that_is_no_day(learner: CheckingClient) -> None:
    planned(learner)

    response = save(learner, days_off=f"{coming(2)}\nChristmas & <b>Easter</b>", hours="7")

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "is no day and no stretch of days" in page
    assert "Christmas &amp; &lt;b&gt;Easter&lt;/b&gt;</textarea>" in page
    assert 'value="7"' in page


@pytest.mark.parametrize("text", ["", "nonsense", ATTACK, "2020-01-01"])
def test_nothing_to_take_back_changes_nothing(learner: CheckingClient, text: str) -> None:
    planned(learner)

    response = learner.send("/plan/away/back", days_off=text, version="1")

    assert response.status_code == 302
    assert version(learner) == 1


def test_a_visitor_is_told_to_make_a_plan_first(visitor: CheckingClient) -> None:
    assert "You have no plan yet" in words(visitor.read("/plan/away"))
    assert visitor.send("/plan/away", first=str(coming(1)), version="0").status_code == 404


def test_somebody_without_a_plan_cannot_be_away_from_it(learner: CheckingClient) -> None:
    assert be_away(learner, coming(2)).status_code == 404


def test_a_stranger_changes_nothing_of_somebody_else(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    planned(learner)
    planned(stranger)

    be_away(stranger, coming(2))

    assert days_off(learner) == []
    assert version(learner) == 1


def test_a_forged_form_changes_nothing(learner: CheckingClient) -> None:
    planned(learner)

    response = learner.post("/plan/away", data={"first": str(coming(2)), "version": "1"})

    assert response.status_code == 400
    assert days_off(learner) == []


def test_days_in_the_address_say_nothing_that_is_not_so(learner: CheckingClient) -> None:
    planned(learner)

    page = learner.read(f"/plan?off={coming(2)}&version=1")
    other = learner.read("/plan?off=%3Cscript%3E&version=1")

    assert "Away:" not in words(page)
    assert "<script>" not in words(other)
