"""The feed as calendars ask for it: without a session, cached by its tag, telling nothing else."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.conftest import Enter
from tests.features.exports.cast import feed_path, row, with_feed
from tests.features.planning.cast import ESTIMATE, decide, save, today
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db, writing
from tpmlearn.features.exports import views
from tpmlearn.models import PersonRow, PlanRow
from tpmlearn.records.belongings import move_belongings
from tpmlearn.web.pace import Pace


def test_a_calendar_reads_it_without_a_session(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    answer = visitor.get(with_feed(learner))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert "Set-Cookie" not in answer.headers
    kinds = {part.name for part in Calendar.from_ical(answer.data).subcomponents}
    assert kinds == {"VEVENT", "VTODO"}


def test_no_cookie_is_set_for_its_owner_either(learner: CheckingClient) -> None:
    path = with_feed(learner)

    assert "Set-Cookie" not in learner.get(path).headers
    learner.send("/plan/feed/stop")
    assert "Set-Cookie" not in learner.get(path).headers


def test_it_is_the_same_as_the_file(learner: CheckingClient, visitor: CheckingClient) -> None:
    path = with_feed(learner)

    for tasks in ("", "?tasks=events"):
        file = learner.get(f"/plan/export/calendar{tasks}").data
        assert visitor.get(path + tasks).data == file


def test_it_says_nothing_of_who_it_is_about(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    text = visitor.get(with_feed(learner)).get_data(as_text=True)

    assert "Ada" not in text
    assert "example.org" not in text


def test_what_has_not_changed_is_not_sent_again(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(learner)
    tag = visitor.get(path).headers["ETag"]

    same = visitor.get(path, headers={"If-None-Match": tag})
    decide(learner, ESTIMATE, "done")
    moved = visitor.get(path, headers={"If-None-Match": tag})

    assert (same.status_code, same.data) == (304, b"")
    assert moved.status_code == 200
    assert moved.headers["ETag"] != tag


def test_a_date_alone_never_holds_a_change_back(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(learner)

    answer = visitor.get(path, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})

    assert answer.status_code == 200
    assert "Last-Modified" not in answer.headers


def test_it_follows_the_plan(learner: CheckingClient, visitor: CheckingClient) -> None:
    path = with_feed(learner)
    before = Calendar.from_ical(visitor.get(path).data)

    save(learner, hours="20")
    after = Calendar.from_ical(visitor.get(path).data)

    def ends(whole: Calendar) -> dict[str, date]:
        return {str(part["uid"]): part.decoded("due") for part in whole.walk("VTODO")}

    assert ends(before).keys() == ends(after).keys()
    assert max(ends(after).values()) < max(ends(before).values())


def test_days_are_the_learners_own(enter: Enter, visitor: CheckingClient) -> None:
    far = enter("kiri@example.org", time_zone="Pacific/Kiritimati")
    path = with_feed(far)
    decide(far, ESTIMATE, "done")

    (done,) = [
        part
        for part in Calendar.from_ical(visitor.get(path).data).walk("VTODO")
        if part["status"] == "COMPLETED"
    ]

    # Fourteen hours ahead, so it is today or tomorrow by UTC; noon there is 22:00 UTC before.
    assert done.decoded("due") in {today(), today() + timedelta(days=1)}
    assert done.decoded("completed").hour == 22


@pytest.mark.parametrize("change", ["x", "", "..", "a.1.b", "é", "%00", "x" * 4000])
def test_an_address_that_never_was_is_not_there_and_costs_nothing(
    learner: CheckingClient, visitor: CheckingClient, change: str
) -> None:
    path = with_feed(learner)

    with statements(learner.application) as seen:
        answers = [
            visitor.get(f"/plan/feed/{change}.ics"),
            visitor.get(path.replace(".ics", f"{change or 'y'}.ics")),
        ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not [sql for sql in seen.sql if "feeds" in sql]


def test_a_changed_generation_or_id_is_not_signed(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(learner)
    feed_id, generation, secret = path.removeprefix("/plan/feed/").split(".")[:3]

    for forged in (f"{feed_id}.{generation}2.{secret}", f"{feed_id[:-1]}_.{generation}.{secret}"):
        assert visitor.get(f"/plan/feed/{forged}.ics").status_code == 404


def test_an_erased_person_leaves_no_trace(
    enter: Enter, learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(learner)

    with learner.application.app_context(), writing():
        db.session.delete(db.session.get_one(PersonRow, learner.person_id))
        db.session.commit()

    assert visitor.get(path).status_code == 404


def test_a_guests_feed_goes_on_in_the_account(
    guest: CheckingClient, learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(guest)

    with guest.application.app_context(), writing():
        move_belongings(guest.person_id, learner.person_id)
        db.session.commit()

    assert row(learner) == (1, False)
    assert feed_path(learner) == path
    assert visitor.get(path).status_code == 200


def test_an_accounts_own_feed_stays_when_a_guest_has_one_too(
    guest: CheckingClient, learner: CheckingClient, visitor: CheckingClient
) -> None:
    others, own = with_feed(guest), with_feed(learner)

    with guest.application.app_context(), writing():
        move_belongings(guest.person_id, learner.person_id)
        db.session.commit()

    assert feed_path(learner) == own
    assert visitor.get(others).status_code == 404


def test_who_asks_too_often_has_to_wait(
    learner: CheckingClient, visitor: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_feed(learner)
    monkeypatch.setattr(views, "PACE", Pace(2, timedelta(hours=1)))

    answers = [visitor.get(path) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1700 < int(answers[2].headers["Retry-After"]) <= 1801


def test_it_reads_seven_statements_and_writes_nothing(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(learner)

    with statements(learner.application) as seen:
        visitor.get(path)

    assert len(seen.sql) <= 7, seen.sql
    assert seen.commits == 0


def test_a_plan_that_cannot_be_made_anew_is_given_as_it_was_saved(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(learner)
    before = visitor.get(path).data

    with learner.application.app_context(), writing():
        db.session.get_one(PlanRow, learner.person_id).hours_per_week = 0.01
        db.session.commit()

    assert visitor.get(path).data == before
    assert "This is the plan you saved last" in learner.read("/plan/export")
