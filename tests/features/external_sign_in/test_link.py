"""Linking and unlinking: by its owner who knows the password, never the last way in."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.conftest import Enter
from tests.features.accounts.test_sign_in import PASSWORD
from tests.features.external_sign_in.conftest import Return
from tests.records.test_audit import lines
from tests.support.client import CheckingClient
from tests.support.provider import Crooked
from tpmlearn.db import db, writing
from tpmlearn.models import ExternalIdentityRow, SignInRow
from tpmlearn.records.hashing import hash_password

LINK = "/settings/sign-in-with/link"
OWN = "/settings/sign-in-with"
ADA = {"email": "ada@corp.example", "email_verified": True}


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password."""
    return enter("ada@example.org", name="Ada Obi", password_hash=hash_password(PASSWORD))


def identities(app: Flask) -> list[tuple[int, str, str]]:
    with app.app_context():
        rows = db.session.scalars(select(ExternalIdentityRow))
        return [(row.person_id, row.subject, row.called) for row in rows]


def test_it_is_linked_once_its_owner_says_so(
    app: Flask, ada: CheckingClient, visitor: CheckingClient, come_back: Return
) -> None:
    there = come_back(ada, **ADA)
    assert there.headers["Location"] == LINK
    assert "ada@corp.example" in ada.read(LINK)
    assert identities(app) == []

    assert ada.send(LINK, own_password=PASSWORD).headers["Location"] == OWN

    assert identities(app) == [(ada.person_id, "ada-7", "ada@corp.example")]
    assert "ada@corp.example" in ada.read(OWN)
    assert come_back(ada, **ADA).headers["Location"] == OWN
    assert come_back(visitor, **ADA).headers["Location"] == "/today"
    assert "ada@example.org" in visitor.read("/settings")


@pytest.mark.parametrize("password", ["", "wrong horse battery"])
def test_a_session_found_open_links_nothing(
    app: Flask, ada: CheckingClient, come_back: Return, password: str
) -> None:
    come_back(ada, **ADA)

    answer = ada.send(LINK, own_password=password)

    assert answer.status_code == 422
    assert "This is not your password" in answer.get_data(as_text=True)
    assert identities(app) == []


def test_a_forged_form_links_and_unlinks_nothing(
    app: Flask, ada: CheckingClient, come_back: Return
) -> None:
    come_back(ada, **ADA)
    assert ada.post(LINK, data={"own_password": PASSWORD}).status_code == 400
    ada.send(LINK, own_password=PASSWORD)
    assert ada.post(f"{OWN}/1/unlink").status_code == 400
    assert len(identities(app)) == 1


def test_one_identity_opens_one_account(
    app: Flask, ada: CheckingClient, enter: Enter, come_back: Return
) -> None:
    sven = enter("sven@example.org", password_hash=hash_password(PASSWORD))
    come_back(sven, **ADA)
    come_back(ada, **ADA)
    ada.send(LINK, own_password=PASSWORD)

    late = sven.send(LINK, own_password=PASSWORD)
    again = come_back(sven, **ADA)

    for answer in (late, again):
        assert answer.status_code == 409
        assert "belongs to another account" in answer.get_data(as_text=True)
    assert [person for person, _, _ in identities(app)] == [ada.person_id]


def test_it_is_unlinked_and_leaves_a_line(
    app: Flask, ada: CheckingClient, visitor: CheckingClient, come_back: Return
) -> None:
    come_back(ada, **ADA)
    ada.send(LINK, own_password=PASSWORD)
    with app.app_context():
        number = db.session.scalars(select(ExternalIdentityRow.id)).one()

    ada.send(f"{OWN}/{number}/unlink")

    assert identities(app) == []
    assert come_back(visitor, **ADA).headers["Location"] == "/sign-in/with/join"
    assert [act for _, act, *_ in lines(app)] == ["identity-linked", "identity-unlinked"]


def test_a_session_left_open_unlinks_nothing(
    app: Flask, ada: CheckingClient, come_back: Return
) -> None:
    come_back(ada, **ADA)
    ada.send(LINK, own_password=PASSWORD)
    with app.app_context(), writing():
        number = db.session.scalars(select(ExternalIdentityRow.id)).one()
        ago = datetime.now(UTC) - timedelta(minutes=11)
        db.session.execute(update(SignInRow).values(created_at=ago))
        db.session.commit()

    answer = ada.send(f"{OWN}/{number}/unlink")

    assert answer.headers["Location"] == f"/settings/prove?next={OWN}"
    assert len(identities(app)) == 1


def test_the_last_way_in_stays(app: Flask, visitor: CheckingClient, come_back: Return) -> None:
    come_back(visitor, **ADA)
    visitor.send("/sign-in/with/join", name="Ada", time_zone="UTC")
    with app.app_context():
        number = db.session.scalars(select(ExternalIdentityRow.id)).one()

    page = visitor.read(OWN)
    visitor.send(f"{OWN}/{number}/unlink")

    assert "/unlink" not in page
    assert "It is your only way in" in page
    assert len(identities(app)) == 1
    come_back(visitor, "ada-8", **ADA)
    assert "Your password here" not in visitor.read(LINK)
    visitor.send(LINK)
    visitor.send(f"{OWN}/{number}/unlink")
    assert [subject for _, subject, _ in identities(app)] == ["ada-8"]


def test_nobody_unlinks_another_s(
    app: Flask, ada: CheckingClient, stranger: CheckingClient, come_back: Return
) -> None:
    come_back(ada, **ADA)
    ada.send(LINK, own_password=PASSWORD)
    with app.app_context():
        number = db.session.scalars(select(ExternalIdentityRow.id)).one()

    assert stranger.send(f"{OWN}/{number}/unlink").status_code == 404
    assert len(identities(app)) == 1


def test_guests_and_visitors_are_sent_to_sign_in(
    provider: Crooked, visitor: CheckingClient, guest: CheckingClient
) -> None:
    for client in (visitor, guest):
        for path in (OWN, LINK):
            assert client.get(path).headers["Location"].startswith("/sign-in?next=")


def test_without_having_been_there_there_is_nothing_to_link(
    provider: Crooked, ada: CheckingClient
) -> None:
    assert ada.get(LINK).headers["Location"] == OWN
    assert "Nothing is linked" in ada.read(OWN)
    assert "Sign in with Acme" in ada.read("/settings")
