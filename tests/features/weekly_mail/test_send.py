"""flask plan mail: each person's week, once a week, at their own hour."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.conftest import Enter
from tests.features.planning.cast import coming, planned
from tests.features.weekly_mail.cast import ask, backdated, row, send
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.features.weekly_mail import services
from tpmlearn.features.weekly_mail.queries import subscribers
from tpmlearn.models import PersonRow

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def monday(hour: int, *, weeks: int = 0) -> datetime:
    """An hour of the coming Monday, in UTC."""
    day = coming(1 + weeks)
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def subscribed(learner: CheckingClient, caplog: pytest.LogCaptureFixture) -> CheckingClient:
    """Ada, with a plan and a confirmed wish for Monday at seven."""
    planned(learner, start=coming(0).isoformat())
    learner.send(ask(learner, caplog))
    backdated(learner, LONG_AGO)
    return learner


def test_it_sends_the_weeks_plan(app: Flask, subscribed: CheckingClient) -> None:
    (letter,) = send(app, monday(7))

    assert letter.to == "ada@example.org"
    assert letter.subject.startswith("Your week: ")
    assert "Hello Ada Obi," in letter.text
    assert "The week of " in letter.text
    assert "http://127.0.0.1:8000/today" in letter.text
    assert "http://127.0.0.1:8000/plan/report" in letter.text
    headers = dict(letter.headers)
    assert headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/plan/mail/stop/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_sends_it_once_and_again_in_the_next_week(
    app: Flask, subscribed: CheckingClient
) -> None:
    runs = [monday(6), monday(7), monday(8), monday(9), monday(7, weeks=1)]

    assert [len(send(app, now)) for now in runs] == [0, 1, 0, 0, 1]


def test_after_weeks_without_a_run_one_comes(app: Flask, subscribed: CheckingClient) -> None:
    send(app, monday(7))

    assert len(send(app, monday(12, weeks=4))) == 1
    assert len(send(app, monday(13, weeks=4))) == 0


def test_a_run_that_ends_in_the_middle_marks_nothing_that_it_did_not_post(
    app: Flask, subscribed: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(services, "post_letter", broken)
        with pytest.raises(RuntimeError):
            send(app, monday(7))

    assert len(send(app, monday(8))) == 1
    assert len(send(app, monday(9))) == 0


def test_the_hour_is_that_of_the_persons_clock(app: Flask, subscribed: CheckingClient) -> None:
    with app.app_context(), writing():
        db.session.get_one(PersonRow, subscribed.person_id).time_zone = "America/New_York"
        db.session.commit()

    # Seven in New York is eleven or twelve in UTC.
    assert len(send(app, monday(10))) == 0
    assert len(send(app, monday(12))) == 1


def test_at_the_weekend_it_tells_of_the_week_to_come(
    app: Flask, learner: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    planned(learner, start=coming(0).isoformat())
    learner.send(ask(learner, caplog, weekday=6, hour=18))
    backdated(learner, LONG_AGO)
    sunday = monday(18) - timedelta(days=1)

    (letter,) = send(app, sunday)

    week = coming(1)
    assert f"The week of {week.day} {week:%b %Y}" in letter.text


def test_nothing_goes_to_who_has_not_confirmed_or_has_no_plan(
    app: Flask, learner: CheckingClient, enter: Enter, caplog: pytest.LogCaptureFixture
) -> None:
    planned(learner, start=coming(0).isoformat())
    ask(learner, caplog)
    planless = enter("eve@example.org")
    planless.send(ask(planless, caplog))
    backdated(planless, LONG_AGO)

    assert send(app, monday(7)) == []


def test_an_address_that_was_changed_since_gets_nothing(
    app: Flask, subscribed: CheckingClient
) -> None:
    with app.app_context(), writing():
        db.session.get_one(PersonRow, subscribed.person_id).email = "new@example.org"
        db.session.commit()

    assert send(app, monday(7)) == []
    assert "Waiting for your confirmation" in subscribed.read("/plan/mail")


def test_the_one_click_of_a_mail_program_stops_it(
    app: Flask, subscribed: CheckingClient, visitor: CheckingClient
) -> None:
    (letter,) = send(app, monday(7))
    address = dict(letter.headers)["List-Unsubscribe"].strip("<>")
    path = address.removeprefix("http://127.0.0.1:8000")

    visitor.read(path)
    assert row(subscribed) is not None, "a GET must change nothing"
    answer = visitor.post(path, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert row(subscribed) is None
    assert send(app, monday(7, weeks=1)) == []
    assert visitor.post(path).status_code == 200, "a second click does no harm"


@pytest.mark.parametrize("token", ["x", "MQ.forged", "1", "a" * 400])
def test_a_forged_link_stops_nothing(
    subscribed: CheckingClient, visitor: CheckingClient, token: str
) -> None:
    assert visitor.post(f"/plan/mail/stop/{token}").status_code == 404
    assert row(subscribed) is not None


def test_the_command_runs_without_anything_to_do_and_sends_what_is_due(
    app: Flask, subscribed: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    runner = app.test_cli_runner()
    now = datetime.now(UTC)
    with app.app_context(), writing():
        from tpmlearn.models import WeeklyMailRow

        wish = db.session.get_one(WeeklyMailRow, subscribed.person_id)
        wish.weekday, wish.hour = now.weekday(), now.hour
        db.session.commit()

    first = runner.invoke(args=["plan", "mail"])
    second = runner.invoke(args=["plan", "mail"])

    assert "one weekly mail posted" in first.output
    assert (second.output, second.exit_code) == ("", 0)
    assert "Your week: " in caplog.text


def test_it_knows_the_language_of_each_person(app: Flask, subscribed: CheckingClient) -> None:
    with app.app_context(), writing():
        before = [one.language for one in subscribers()]
        db.session.get_one(PersonRow, subscribed.person_id).language = "es"
        db.session.commit()
        after = [one.language for one in subscribers()]

    assert (before, after) == ([""], ["es"])
