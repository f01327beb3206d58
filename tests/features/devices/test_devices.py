"""Where somebody is signed in: which browser, how, since when; one, the others, or all ended."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import Enter
from tests.features.second_step.cast import ADA, PASSWORD, give_password
from tests.support.client import CheckingClient
from tests.support.postbox import Postbox, text_of
from tpmlearn.db import db, writing
from tpmlearn.domain.accounts.devices import device_name
from tpmlearn.models import SignInRow
from tpmlearn.records.hashing import hash_password

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)
PAGE = "/settings/devices"


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password and a confirmed address."""
    verified = datetime(2026, 12, 1, tzinfo=UTC)
    return enter(ADA, name="Ada", verified_at=verified, password_hash=hash_password(PASSWORD))


def handles(client: CheckingClient) -> list[str]:
    return re.findall(r'action="/settings/devices/(\w{16})/end"', client.read(PAGE))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        (SAFARI, "Safari on an iPhone"),
        (EDGE, "Edge on a Mac"),
        ("curl/8.5", "curl/8.5"),
        ("", "A browser that does not say which"),
    ],
)
def test_a_browser_has_a_name_for_people(said: str, name: str) -> None:
    assert device_name(said) == name


def test_it_says_which_browser_how_and_since_when(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    data = {"email": ADA, "password": PASSWORD, "csrf_token": visitor.token()}
    visitor.post("/sign-in", data=data, headers={"User-Agent": FIREFOX})

    page = visitor.read(PAGE)

    assert "2 browsers open your account" in page
    assert "Firefox on Windows" in page
    assert "by password" in page
    assert page.index("Firefox on Windows") < page.index("this one") < page.index("<strong>test")


def test_one_is_ended(ada: CheckingClient, visitor: CheckingClient) -> None:
    give_password(visitor)
    (other,) = handles(visitor)

    visitor.send(f"{PAGE}/{other}/end")

    assert visitor.get(PAGE).status_code == 200
    assert ada.get(PAGE).status_code == 302


def test_a_stranger_ends_nothing_of_another(
    ada: CheckingClient, visitor: CheckingClient, stranger: CheckingClient
) -> None:
    give_password(visitor)
    (other,) = handles(visitor)

    assert stranger.send(f"{PAGE}/{other}/end").status_code == 404
    assert stranger.send(f"{PAGE}/%/end").status_code == 404
    assert stranger.send(f"{PAGE}/{'_' * 16}/end").status_code == 404
    assert ada.get(PAGE).status_code == 200


def test_all_others_are_ended(ada: CheckingClient, visitor: CheckingClient) -> None:
    give_password(visitor)

    visitor.send(PAGE)

    assert visitor.get(PAGE).status_code == 200
    assert ada.get(PAGE).status_code == 302


def test_everywhere_is_here_too(ada: CheckingClient, visitor: CheckingClient) -> None:
    give_password(visitor)

    visitor.send(f"{PAGE}/all")

    assert visitor.get(PAGE).status_code == 302
    assert ada.get(PAGE).status_code == 302


def test_the_time_moves_by_the_hour_and_by_saving_alone(ada: CheckingClient) -> None:
    ago = datetime.now(UTC) - timedelta(hours=3)
    with ada.application.app_context(), writing():
        db.session.execute(update(SignInRow).values(seen_at=ago))
        db.session.commit()

    def seen() -> datetime | None:
        with ada.application.app_context():
            return db.session.scalar(select(SignInRow.seen_at))

    ada.read("/today")
    assert seen() == ago
    ada.send("/theme", theme="dark")
    moved = seen()
    assert moved is not None
    assert moved > ago
    ada.send("/theme", theme="light")
    assert seen() == moved


def test_a_browser_that_is_new_to_the_account_is_told_once(
    ada: CheckingClient, visitor: CheckingClient, postbox: Postbox
) -> None:
    give_password(visitor)
    told = text_of(postbox.to(ADA, about="new device"))
    postbox.mail.clear()
    visitor.send("/sign-out")
    give_password(visitor)
    visitor.send("/settings/password", old=PASSWORD, new="violet engine forty-two")

    assert "If it was not, set a new password" in told
    postbox.to(ADA, about="password was changed")
    assert [subject for _, subject in postbox.told()] == ["Your tpmlearn password was changed"]


def test_nobody_is_told_at_an_address_that_is_not_confirmed(
    enter: Enter, visitor: CheckingClient, postbox: Postbox
) -> None:
    enter(ADA, password_hash=hash_password(PASSWORD))

    give_password(visitor)

    assert postbox.told() == []


@pytest.mark.parametrize("path", ["", "/all", "/{other}/end"])
def test_a_session_left_open_ends_no_other(
    ada: CheckingClient, visitor: CheckingClient, path: str
) -> None:
    give_password(visitor)
    (other,) = handles(ada)
    with ada.application.app_context(), writing():
        ago = datetime.now(UTC) - timedelta(minutes=11)
        db.session.execute(update(SignInRow).values(created_at=ago))
        db.session.commit()

    answer = ada.send(PAGE + path.format(other=other))

    assert answer.headers["Location"] == f"/settings/prove?next={PAGE}"
    assert (ada.get(PAGE).status_code, visitor.get(PAGE).status_code) == (200, 200)


def test_after_a_change_of_the_second_step_they_are_one_click_away(ada: CheckingClient) -> None:
    assert f'href="{PAGE}"' in ada.read("/settings/second-step")
