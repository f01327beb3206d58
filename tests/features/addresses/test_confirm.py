"""Confirming an address: by a button behind a mailed link, once, within a day, the newest only."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.postbox import Postbox, link_in
from tpmlearn.db import db, writing
from tpmlearn.models import AddressConfirmationRow, PersonRow
from tpmlearn.records.people import hashed

ADA = "ada@example.org"
PASSWORD = "copper ladder seventeen"
SIGN_UP = {"name": "Ada Obi", "email": ADA, "password": PASSWORD, "time_zone": "UTC"}


def confirmed(client: CheckingClient, email: str = ADA) -> bool:
    with client.application.app_context():
        at = db.session.scalar(select(PersonRow.verified_at).where(PersonRow.email == email))
        return at is not None


def test_signing_up_sends_a_link_that_confirms(visitor: CheckingClient, postbox: Postbox) -> None:
    visitor.send("/sign-up", **SIGN_UP)
    link = link_in(postbox.to(ADA, about="Confirm your address"), "/address/confirm/")
    assert "Your address is not confirmed yet" in visitor.read("/today")
    assert "Your address is not confirmed yet" in visitor.read("/settings")

    assert "Yes, this is my address" in visitor.read(link)
    assert not confirmed(visitor), "a scanner that opens the link confirms nothing"
    answer = visitor.send(link)

    assert answer.status_code == 200
    assert confirmed(visitor)
    assert "not confirmed" not in visitor.read("/today")


def test_the_link_works_once_and_needs_no_sign_in(
    visitor: CheckingClient, enter: Enter, postbox: Postbox
) -> None:
    enter(ADA).send("/settings/address")
    link = link_in(postbox.to(ADA, about="Confirm your address"), "/address/confirm/")

    assert visitor.send(link).status_code == 200
    assert visitor.send(link).status_code == 404
    assert confirmed(visitor)


def test_the_link_dies_after_a_day(learner: CheckingClient, postbox: Postbox) -> None:
    learner.send("/settings/address")
    link = link_in(postbox.to(ADA, about="Confirm your address"), "/address/confirm/")
    with learner.application.app_context(), writing():
        past = datetime.now(UTC) - timedelta(seconds=1)
        db.session.execute(update(AddressConfirmationRow).values(expires_at=past))
        db.session.commit()

    assert learner.send(link).status_code == 404
    assert not confirmed(learner)


def test_only_the_newest_link_works(learner: CheckingClient, postbox: Postbox) -> None:
    learner.send("/settings/address")
    old = link_in(postbox.to(ADA, about="Confirm your address"), "/address/confirm/")
    postbox.mail.clear()
    learner.send("/settings/address")
    new = link_in(postbox.to(ADA, about="Confirm your address"), "/address/confirm/")

    assert learner.send(old).status_code == 404
    assert learner.send(new).status_code == 200


def test_the_database_holds_the_hash_of_the_link(learner: CheckingClient, postbox: Postbox) -> None:
    learner.send("/settings/address")
    link = link_in(postbox.to(ADA, about="Confirm your address"), "/address/confirm/")

    with learner.application.app_context():
        kept = db.session.scalars(select(AddressConfirmationRow.id)).all()
    assert kept == [hashed(link.rpartition("/")[2])]


def test_asking_again_and_again_is_slowed_down(learner: CheckingClient, postbox: Postbox) -> None:
    for _ in range(4):
        learner.send("/settings/address")

    learner.send("/settings/address")

    assert "No mail was sent" in learner.read("/settings/address")


def test_a_link_that_nobody_sent_opens_nothing(visitor: CheckingClient) -> None:
    assert visitor.send("/address/confirm/guessed").status_code == 404


def test_a_forged_confirmation_is_refused(learner: CheckingClient, postbox: Postbox) -> None:
    learner.send("/settings/address")
    link = link_in(postbox.to(ADA, about="Confirm your address"), "/address/confirm/")

    assert learner.post(link).status_code == 400
    assert not confirmed(learner)


def test_a_site_without_mail_does_not_ask(learner: CheckingClient) -> None:
    assert "not confirmed" not in learner.read("/today")
    assert "sends no mail" in learner.read("/settings/address")

    learner.send("/settings/address")

    assert "There is nothing to confirm" in learner.read("/settings/address")
