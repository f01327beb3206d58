"""Forgotten and changed passwords: one use, one hour, other devices signed out."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.conftest import Enter
from tests.features.accounts.test_sign_in import PASSWORD
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import ResetTokenRow
from tpmlearn.records.hashing import hash_password

NEW = "violet engine forty-two"


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password."""
    return enter("ada@example.org", name="Ada Obi", password_hash=hash_password(PASSWORD))


def _link(client: CheckingClient, caplog: pytest.LogCaptureFixture) -> str:
    caplog.clear()
    with caplog.at_level(logging.WARNING, logger="tpmlearn.mail"):
        client.send("/password/forgot", email="ada@example.org")
    return "/password/reset/" + caplog.text.split("/password/reset/")[1].split()[0]


def test_the_mailed_link_works_once(
    ada: CheckingClient, visitor: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    link = _link(visitor, caplog)

    assert visitor.send(link, password=NEW).status_code == 302
    assert visitor.send(link, password=NEW).status_code == 404
    assert visitor.send("/sign-in", email="ada@example.org", password=NEW).status_code == 302
    assert ada.get("/settings").status_code == 302, "the old session is ended"


def test_the_mailed_link_dies_after_an_hour(
    ada: CheckingClient, visitor: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    link = _link(visitor, caplog)
    with visitor.application.app_context(), writing():
        past = datetime.now(UTC) - timedelta(seconds=1)
        db.session.execute(update(ResetTokenRow).values(expires_at=past))
        db.session.commit()

    assert visitor.send(link, password=NEW).status_code == 404


def test_a_newer_link_replaces_the_older(
    ada: CheckingClient, visitor: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = _link(visitor, caplog), _link(visitor, caplog)

    assert visitor.send(first, password=NEW).status_code == 404
    assert visitor.send(second, password=NEW).status_code == 302


def test_asking_reads_the_same_for_an_unknown_address(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    known = visitor.send("/password/forgot", email="ada@example.org").get_data(as_text=True)
    unknown = visitor.send("/password/forgot", email="eve@example.org").get_data(as_text=True)

    assert "If ada@example.org has an account here" in known
    assert "If eve@example.org has an account here" in unknown


def test_nobodys_mailbox_is_flooded(ada: CheckingClient, visitor: CheckingClient) -> None:
    codes = [
        visitor.send("/password/forgot", email="ada@example.org").status_code for _ in range(6)
    ]

    assert codes[0] == 200
    assert codes[-1] == 429


def test_a_changed_password_ends_other_sign_ins(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    visitor.send("/sign-in", email="ada@example.org", password=PASSWORD)

    assert ada.send("/settings/password", old=PASSWORD, new=NEW).status_code == 302

    assert ada.get("/settings").status_code == 200
    assert visitor.get("/settings").status_code == 302


def test_a_wrong_present_password_changes_nothing(ada: CheckingClient) -> None:
    response = ada.send("/settings/password", old="something else here", new=NEW)

    assert response.status_code == 422
    assert "This is not your present password" in response.get_data(as_text=True)


def test_an_open_session_cannot_guess_the_password(ada: CheckingClient) -> None:
    pages = [
        ada.send("/settings/password", old=f"guess number {n}", new=NEW).get_data(as_text=True)
        for n in range(7)
    ]

    assert "This is not your present password" in pages[5]
    assert "Too many tries" in pages[6]
    right = ada.send("/settings/erase", erase_password=PASSWORD, sure="y")
    assert "Too many tries" in right.get_data(as_text=True)
    assert ada.get("/settings").status_code == 200
