"""Merging what a guest did: only one's own, once, and nothing gained by it."""

import pytest
from sqlalchemy import select

from tests.conftest import Enter
from tests.features.accounts.test_sign_in import PASSWORD
from tests.support.client import CheckingClient
from tests.support.quiz import answer_all, begin
from tpmlearn.db import db
from tpmlearn.models import AttemptRow, RatingRow
from tpmlearn.records.hashing import hash_password

SLUG = "16-estimate-in-ranges"


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password."""
    return enter("ada@example.org", name="Ada Obi", password_hash=hash_password(PASSWORD))


def _sign_in(client: CheckingClient) -> None:
    response = client.send("/sign-in", email="ada@example.org", password=PASSWORD)
    assert response.headers["Location"] == "/sign-in/merge"


def test_an_old_cookie_reaches_no_later_guest(ada: CheckingClient, visitor: CheckingClient) -> None:
    visitor.save("/rate/skills/DEL4", level="1")
    _sign_in(visitor)
    with visitor.session_transaction() as session:
        old = dict(session)
    visitor.send("/sign-in/merge", choice="drop")
    other = visitor.application.test_client()
    assert isinstance(other, CheckingClient)
    other.save("/rate/skills/CTL2", level="4")

    with visitor.session_transaction() as session:
        session.update(old)
    again = visitor.send("/sign-in/merge", choice="merge")

    assert again.status_code == 302
    with visitor.application.app_context():
        owners = db.session.execute(select(RatingRow.skill, RatingRow.person_id)).all()
    assert [skill for skill, _ in owners] == ["CTL2"]
    assert owners[0][1] != ada.person_id
    assert other.get("/rate/history").status_code == 200


def test_a_guest_who_signed_up_meanwhile_is_left_alone(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    visitor.save("/rate/skills/DEL4", level="1")
    with visitor.session_transaction() as session:
        as_guest = dict(session)
    _sign_in(visitor)
    tab = visitor.application.test_client()
    assert isinstance(tab, CheckingClient)
    with tab.session_transaction() as session:
        session.update(as_guest)
    fields = {"name": "Bo", "email": "bo@example.org", "time_zone": "UTC"}
    assert tab.send("/sign-up", **fields, password="violet engine forty-two").status_code == 302

    visitor.send("/sign-in/merge", choice="drop")

    assert "bo@example.org" in tab.read("/settings")


@pytest.mark.parametrize("first", ["member", "guest"])
def test_who_saw_the_key_as_a_guest_does_not_test_out(
    ada: CheckingClient, visitor: CheckingClient, first: str
) -> None:
    clients = [ada, visitor] if first == "member" else [visitor, ada]
    attempts = {client: begin(client, SLUG) for client in clients}
    answer_all(visitor, attempts[visitor], wrong=9)

    _sign_in(visitor)
    visitor.send("/sign-in/merge", choice="merge")

    result = answer_all(ada, attempts[ada], wrong=0)
    assert "Tested out" not in result
    assert "Passed" in result


def test_first_sight_before_the_other_began_stays(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    own = begin(ada, SLUG)
    answer_all(ada, own, wrong=1)
    answer_all(visitor, begin(visitor, SLUG), wrong=0)

    _sign_in(visitor)
    visitor.send("/sign-in/merge", choice="merge")

    with ada.application.app_context():
        kept = db.session.scalars(select(AttemptRow.id).where(AttemptRow.first_sight)).all()
    assert kept == [own]
