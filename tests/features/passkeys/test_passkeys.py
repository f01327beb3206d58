"""Passkeys: added, used, removed; nothing that is old, copied, or for another site gets in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.conftest import Enter
from tests.features.second_step.cast import (
    ADA,
    PASSWORD,
    code_at,
    give_password,
    rewind,
    set_up,
    shown_codes,
)
from tests.support.authenticator import PRESENT, Authenticator
from tests.support.client import CheckingClient
from tests.support.postbox import Postbox
from tpmlearn.db import db, writing
from tpmlearn.models import AuditRow, PasskeyRow, SignInRow
from tpmlearn.records.hashing import hash_password

PAGE = "/settings/passkeys"
ASK = "/sign-in/second-step"


@pytest.fixture(autouse=True)
def named(app: Flask) -> Iterator[None]:
    """The site has a name that passkeys can be bound to."""
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, public_url="http://localhost:8000")
    yield
    app.extensions["settings"] = before


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password and a confirmed address."""
    verified = datetime(2026, 12, 1, tzinfo=UTC)
    return enter(ADA, name="Ada", verified_at=verified, password_hash=hash_password(PASSWORD))


def ask_for_new(client: CheckingClient, name: str = "My phone") -> TestResponse:
    return client.save(f"{PAGE}/begin", name=name)


def add(client: CheckingClient, device: Authenticator, name: str = "My phone") -> TestResponse:
    options = ask_for_new(client, name)
    assert options.status_code == 200, options.text
    return client.save(f"{PAGE}/add", credential=device.make(options.get_json()))


def show(
    client: CheckingClient, device: Authenticator, purpose: str = "sign-in", adds: int = 1
) -> TestResponse:
    options = client.save("/sign-in/passkey/options").get_json()
    said = device.show(options, adds=adds)
    return client.save("/sign-in/passkey", credential=said, purpose=purpose, next="/plan")


def test_it_signs_in_without_a_password(ada: CheckingClient, visitor: CheckingClient) -> None:
    device = Authenticator()
    assert add(ada, device).get_json() == {"next": "/settings/second-step/codes"}
    assert len(shown_codes(ada)) == 10

    answer = show(visitor, device)

    assert answer.get_json() == {"next": "/plan"}
    assert "by passkey" in visitor.read("/settings/devices")
    page = ada.read(PAGE)
    assert "My phone" in page
    assert "used last on" in page


def test_it_is_a_second_step_after_the_password(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    device = Authenticator()
    add(ada, device)
    assert give_password(visitor) == ASK
    assert "Use a passkey" in visitor.read(ASK)

    assert show(visitor, device, "second-step").get_json() == {"next": "/today"}

    assert "by password and passkey" in visitor.read("/settings/devices")


def test_a_passkey_of_somebody_else_is_no_second_step(
    ada: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    set_up(ada)
    other = Authenticator(credential_id=b"a passkey of sven")
    add(stranger, other)
    give_password(visitor)

    assert show(visitor, other, "second-step").status_code == 422
    assert visitor.get("/settings").status_code == 302


def test_it_proves_that_it_is_you(ada: CheckingClient, stranger: CheckingClient) -> None:
    device, other = Authenticator(), Authenticator(credential_id=b"a passkey of sven")
    add(ada, device)
    add(stranger, other)
    with ada.application.app_context(), writing():
        ago = datetime.now(UTC) - timedelta(minutes=11)
        db.session.execute(update(SignInRow).values(created_at=ago))
        db.session.commit()
    assert ada.get("/settings/second-step/off").status_code == 302

    assert show(ada, other, "proof").status_code == 422
    assert show(ada, device, "proof").get_json() == {"next": "/plan"}

    assert ada.get("/settings/second-step/off").status_code == 200


def test_an_answer_works_once(ada: CheckingClient, visitor: CheckingClient) -> None:
    device = Authenticator()
    add(ada, device)
    options = visitor.save("/sign-in/passkey/options").get_json()
    said = device.show(options, adds=0)
    with visitor.session_transaction() as session:
        kept = session["challenge"]
    assert visitor.save("/sign-in/passkey", credential=said).status_code == 200
    visitor.send("/sign-out")
    with visitor.session_transaction() as session:
        session["challenge"] = kept

    assert visitor.save("/sign-in/passkey", credential=said).status_code == 422
    assert visitor.get("/settings").status_code == 302


def test_a_challenge_ends_after_five_minutes(ada: CheckingClient, visitor: CheckingClient) -> None:
    device = Authenticator()
    add(ada, device)
    options = visitor.save("/sign-in/passkey/options").get_json()
    with visitor.session_transaction() as session:
        ago = (datetime.now(UTC) - timedelta(minutes=6)).timestamp()
        session["challenge"] = {**session["challenge"], "at": ago}

    said = device.show(options)

    assert visitor.save("/sign-in/passkey", credential=said).status_code == 422


def test_one_that_counts_backwards_may_be_copied(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    device = Authenticator(count=5)
    add(ada, device)

    assert show(visitor, device, adds=-1).status_code == 422

    with ada.application.app_context():
        assert "passkey-refused" in db.session.scalars(select(AuditRow.act)).all()


def test_one_that_does_not_count_is_right_again_and_again(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    device = Authenticator()
    add(ada, device)

    for _ in range(2):
        assert show(visitor, device, adds=0).status_code == 200
        visitor.send("/sign-out")


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://localhost:9000"},
        {"name": "evil.example"},
        {"flags": PRESENT},
        {"handle": b"of somebody else"},
    ],
    ids=["origin", "port", "site", "not verified", "handle"],
)
def test_what_is_for_another_site_or_unverified_is_refused(
    ada: CheckingClient, visitor: CheckingClient, wrong: dict[str, object]
) -> None:
    device = Authenticator()
    add(ada, device)
    for name, value in wrong.items():
        setattr(device, name, value)

    assert show(visitor, device).status_code == 422
    assert visitor.get("/settings").status_code == 302


def test_another_key_under_its_name_is_refused(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    device = Authenticator()
    add(ada, device)
    thief = Authenticator(handle=device.handle)

    assert show(visitor, thief).status_code == 422


@pytest.mark.parametrize("bad", ["{}", "[]", "no json", '{"id": "x", "response": {}}', '{"id": 1}'])
def test_nonsense_is_refused(ada: CheckingClient, visitor: CheckingClient, bad: str) -> None:
    visitor.save("/sign-in/passkey/options")

    assert visitor.save("/sign-in/passkey", credential=bad).status_code == 422
    ask_for_new(ada)
    assert ada.save(f"{PAGE}/add", credential=bad).status_code == 422


def test_without_a_challenge_nothing_is_looked_at(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    assert "too long" in visitor.save("/sign-in/passkey", credential="{}").text
    assert "too long" in ada.save(f"{PAGE}/add", credential="{}").text


def test_removing_the_last_one_turns_the_second_step_off(
    ada: CheckingClient, visitor: CheckingClient, postbox: Postbox
) -> None:
    device = Authenticator()
    add(ada, device)
    assert postbox.to(ADA, about="new passkey")
    with ada.application.app_context():
        number = db.session.scalars(select(PasskeyRow.id)).one()

    ada.send(f"{PAGE}/{number}/remove")

    assert postbox.to(ADA, about="takes a password alone now")
    assert show(visitor, device).status_code == 422
    assert give_password(visitor) == "/today"
    with ada.application.app_context():
        acts = db.session.scalars(select(AuditRow.act).order_by(AuditRow.id)).all()
    assert [act for act in acts if act.startswith(("passkey", "second"))] == [
        "passkey-added",
        "second-step-on",
        "passkey-removed",
        "second-step-off",
    ]


def test_of_an_app_and_a_passkey_either_is_enough(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    app, _ = set_up(ada)
    device = Authenticator()
    assert add(ada, device).get_json() == {"next": PAGE}, "the recovery codes stay"

    give_password(visitor)
    assert visitor.send(ASK, code=code_at(app)).status_code == 302
    visitor.send("/sign-out")
    rewind(ada)
    ada.send("/settings/second-step/off")
    assert give_password(visitor) == ASK
    assert show(visitor, device, "second-step").status_code == 200


def test_a_stranger_removes_nothing_of_another(
    ada: CheckingClient, stranger: CheckingClient
) -> None:
    add(ada, Authenticator())
    with ada.application.app_context():
        number = db.session.scalars(select(PasskeyRow.id)).one()

    assert stranger.send(f"{PAGE}/{number}/remove").status_code == 404
    assert "My phone" not in stranger.read(PAGE)


def test_several_share_a_handle_and_none_comes_twice(ada: CheckingClient) -> None:
    one, two = Authenticator(), Authenticator(credential_id=b"another")
    add(ada, one)
    add(ada, two, "The key")

    assert one.handle == two.handle
    assert "registered already" in add(ada, one).text
    with ada.application.app_context():
        assert len(db.session.scalars(select(PasskeyRow.id)).all()) == 2


def test_an_address_that_is_not_confirmed_comes_first(
    learner: CheckingClient, postbox: Postbox
) -> None:
    assert "Confirm your address first" in ask_for_new(learner).text


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_it_needs_a_name(ada: CheckingClient, name: str) -> None:
    assert ask_for_new(ada, name).status_code == 422


def test_a_site_without_a_name_says_so(
    ada: CheckingClient, visitor: CheckingClient, app: Flask
) -> None:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, public_url="http://127.0.0.1:8000")

    assert "Not at this address" in ada.read(PAGE)
    assert ask_for_new(ada).status_code == 422
    assert visitor.save("/sign-in/passkey/options").status_code == 422
    assert "Sign in with a passkey" not in visitor.read("/sign-in")


def test_forged_posts_are_refused(ada: CheckingClient) -> None:
    for path in (f"{PAGE}/begin", f"{PAGE}/add", "/sign-in/passkey", "/sign-in/passkey/options"):
        assert ada.post(path).status_code == 400


def test_guesses_are_slowed_down(ada: CheckingClient, visitor: CheckingClient) -> None:
    def guess() -> int:
        visitor.save("/sign-in/passkey/options")
        return visitor.save("/sign-in/passkey", credential="{}").status_code

    assert {guess() for _ in range(30)} == {422}
    guess()
    assert guess() == 429
