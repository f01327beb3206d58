"""Changing an address: it counts once it is confirmed, and the old one hears of it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.postbox import Postbox, link_in, text_of
from tpmlearn.db import db, writing
from tpmlearn.models import AddressConfirmationRow, AuditRow, PersonRow, SignInRow
from tpmlearn.records.hashing import hash_password

OLD, NEW = "ada@example.org", "obi@example.net"
PASSWORD = "copper ladder seventeen"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, whose address is confirmed."""
    return enter(OLD, name="Ada", verified_at=NOW, password_hash=hash_password(PASSWORD))


def address_of(client: CheckingClient) -> str | None:
    with client.application.app_context():
        wanted = select(PersonRow.email).where(PersonRow.id == client.person_id)
        return db.session.scalar(wanted)


def test_it_counts_once_it_is_confirmed(ada: CheckingClient, postbox: Postbox) -> None:
    ada.send("/settings/address/change", email="OBI@example.net")
    link = link_in(postbox.to(NEW, about="Confirm your address"), "/address/confirm/")
    warned = postbox.to(OLD, about="Somebody wants another address")
    assert NEW in text_of(warned)
    assert "/password/forgot" in text_of(warned)
    assert f"Waiting: {NEW}" in ada.read("/settings/address")
    assert address_of(ada) == OLD

    assert ada.send(link).status_code == 200

    assert address_of(ada) == NEW
    assert NEW in text_of(postbox.to(OLD, about="has another address"))
    with ada.application.app_context():
        assert "address-changed" in db.session.scalars(select(AuditRow.act)).all()


def test_the_owner_can_stay_with_the_old_one(ada: CheckingClient, postbox: Postbox) -> None:
    ada.send("/settings/address/change", email=NEW)
    link = link_in(postbox.to(NEW, about="Confirm your address"), "/address/confirm/")

    ada.send("/settings/address/stay")

    assert ada.send(link).status_code == 404
    assert address_of(ada) == OLD


def test_a_new_password_ends_a_change_that_waits(ada: CheckingClient, postbox: Postbox) -> None:
    ada.send("/settings/address/change", email=NEW)
    link = link_in(postbox.to(NEW, about="Confirm your address"), "/address/confirm/")

    ada.send("/settings/password", old=PASSWORD, new="violet engine forty-two")

    assert ada.send(link).status_code == 404
    assert postbox.to(OLD, about="password was changed")


def test_an_address_of_somebody_else_is_refused(
    ada: CheckingClient, stranger: CheckingClient, postbox: Postbox
) -> None:
    refused = ada.send("/settings/address/change", email="sven@example.org")

    assert refused.status_code == 422
    assert "Another account has this address" in refused.get_data(as_text=True)


def test_of_two_who_want_an_address_the_first_to_confirm_has_it(
    ada: CheckingClient, stranger: CheckingClient, postbox: Postbox
) -> None:
    ada.send("/settings/address/change", email=NEW)
    first = link_in(postbox.to(NEW, about="Confirm your address"), "/address/confirm/")
    postbox.mail.clear()
    stranger.send("/settings/address/change", email=NEW)
    second = link_in(postbox.to(NEW, about="Confirm your address"), "/address/confirm/")

    assert stranger.send(second).status_code == 200
    assert ada.send(first).status_code == 409
    assert (address_of(ada), address_of(stranger)) == (OLD, NEW)


@pytest.mark.parametrize("bad", ["", "no address", "a@b@c.org", "x" * 250 + "@example.org"])
def test_what_is_no_address_is_refused(ada: CheckingClient, bad: str) -> None:
    assert ada.send("/settings/address/change", email=bad).status_code == 422


def test_the_same_address_is_no_change(ada: CheckingClient) -> None:
    assert ada.send("/settings/address/change", email=OLD.upper()).status_code == 422


def test_a_session_left_open_must_prove_itself(ada: CheckingClient) -> None:
    with ada.application.app_context(), writing():
        ago = datetime.now(UTC) - timedelta(minutes=11)
        db.session.execute(update(SignInRow).values(created_at=ago))
        db.session.commit()

    asked = ada.send("/settings/address/change", email=NEW)
    assert asked.headers["Location"] == "/settings/prove?next=/settings/address/change"
    assert ada.send(asked.headers["Location"], password="not this one").status_code == 422
    proved = ada.send(asked.headers["Location"], password=PASSWORD)

    assert proved.headers["Location"] == "/settings/address/change"
    assert ada.get("/settings/address/change").status_code == 200


def test_without_mail_it_counts_at_once(ada: CheckingClient, visitor: CheckingClient) -> None:
    ada.send("/settings/address/change", email=NEW)

    assert address_of(ada) == NEW
    assert visitor.send("/sign-in", email=NEW, password=PASSWORD).status_code == 302


def test_leaving_ends_what_waits(ada: CheckingClient, postbox: Postbox) -> None:
    ada.send("/settings/address/change", email=NEW)

    ada.send("/settings/erase", erase_password=PASSWORD, sure="y", when="later")

    with ada.application.app_context():
        assert db.session.scalars(select(AddressConfirmationRow.id)).all() == []
