"""Asking for the weekly mail: off by default, only for a confirmed address, stopped at once."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.features.weekly_mail.cast import ask, row
from tests.support.client import CheckingClient
from tpmlearn.features.weekly_mail import services
from tpmlearn.records.site import site_settings


def test_it_is_off_unless_asked_for(learner: CheckingClient) -> None:
    assert "It is off." in learner.read("/plan/mail")
    assert row(learner) is None


def test_visitors_and_guests_are_asked_to_sign_in(
    visitor: CheckingClient, guest: CheckingClient
) -> None:
    for client in (visitor, guest):
        assert client.get("/plan/mail").headers["Location"].startswith("/sign-in")
        assert client.send("/plan/mail", weekday="0", hour="7").status_code == 302
        assert row(client) is None


def test_the_link_in_the_mail_confirms_it(
    learner: CheckingClient, visitor: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    link = ask(learner, caplog, weekday=6, hour=23)
    assert "Waiting for your confirmation" in learner.read("/plan/mail")

    visitor.read(link)
    stored = row(learner)
    assert stored is not None
    assert stored.confirmed_at is None, "looking at the link must change nothing"

    assert "will come by mail" in visitor.send(link).get_data(as_text=True)

    stored = row(learner)
    assert stored is not None
    assert (stored.weekday, stored.hour, stored.address) == (6, 23, "ada@example.org")
    assert stored.confirmed_at is not None
    assert "It goes to ada@example.org" in learner.read("/plan/mail")


@pytest.mark.parametrize(
    ("later", "is_good"),
    [
        (timedelta(days=6, hours=23), True),
        (timedelta(days=7, hours=1), False),
        # The clock was an hour ahead when the link was made, and has been put right since.
        (timedelta(hours=-1), True),
    ],
)
def test_a_link_is_good_for_seven_days(
    learner: CheckingClient, caplog: pytest.LogCaptureFixture, later: timedelta, *, is_good: bool
) -> None:
    token = ask(learner, caplog).rsplit("/", maxsplit=1)[-1]

    with learner.application.app_context():
        secret = site_settings().secret_key
        try:
            services.confirm(token, secret=secret, now=datetime.now(UTC) + later)
        except services.StaleLink:
            assert not is_good

    stored = row(learner)
    assert stored
    assert (stored.confirmed_at is not None) is is_good


def test_another_time_needs_no_second_confirmation(
    learner: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    learner.send(ask(learner, caplog))

    assert ask(learner, caplog, weekday=2, hour=18) == ""

    stored = row(learner)
    assert stored is not None
    assert (stored.weekday, stored.hour) == (2, 18)
    assert stored.confirmed_at is not None


@pytest.mark.parametrize(
    "values",
    [
        {"weekday": "7", "hour": "7"},
        {"weekday": "-1", "hour": "7"},
        {"weekday": "0", "hour": "24"},
        {"weekday": "x", "hour": ""},
    ],
)
def test_no_other_day_or_hour_is_taken(learner: CheckingClient, values: dict[str, str]) -> None:
    assert learner.send("/plan/mail", **values).status_code == 422
    assert row(learner) is None


def test_a_forged_link_confirms_nothing(
    learner: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    link = ask(learner, caplog)

    for forged in (link[:-2], f"{link}x", "/plan/mail/confirm/x", "/plan/mail/confirm/1.2.3"):
        assert learner.send(forged).status_code == 404

    stored = row(learner)
    assert stored is not None
    assert stored.confirmed_at is None


def test_a_link_is_good_for_one_purpose_and_one_wish(
    learner: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    link = ask(learner, caplog)
    token = link.rpartition("/")[2]

    assert learner.post(f"/plan/mail/stop/{token}").status_code == 404
    learner.send("/plan/mail/off")
    assert learner.send(link).status_code == 404
    assert row(learner) is None


def test_letters_are_not_sent_without_end(
    learner: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(6):
        ask(learner, caplog)

    assert learner.send("/plan/mail", weekday="0", hour="7").status_code == 429


def test_turning_it_off_forgets_it(
    learner: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    learner.send(ask(learner, caplog))

    assert learner.send("/plan/mail/off").status_code == 302

    assert row(learner) is None
    assert "It is off." in learner.read("/plan/mail")
