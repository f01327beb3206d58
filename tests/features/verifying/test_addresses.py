"""What programs read: did.json, status lists, badges. Open to every site, without any cookie."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.support.badges import DID, HOST, issue, numbers, pass_exam
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.credentials.report import Revocation, Verdict
from tpmlearn.domain.credentials.status import SIZE, is_set
from tpmlearn.features.verifying import queries
from tpmlearn.models import PersonRow
from tpmlearn.signing.checking import check
from tpmlearn.signing.keyring import Keyring

PATHS = ("/.well-known/did.json", "/credentials/status/1", "/credentials/{badge}")


@pytest.fixture
def badge(keys: Keyring, learner: CheckingClient) -> str:
    """Ada's badge."""
    pass_exam(learner)
    return issue(learner)


def test_each_is_open_to_every_site_and_sets_no_cookie(
    badge: str, learner: CheckingClient, visitor: CheckingClient
) -> None:
    for who in (learner, visitor):
        for path in PATHS:
            response = who.get(path.format(badge=badge))
            assert response.status_code == 200
            assert response.headers["Access-Control-Allow-Origin"] == "*"
            assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert "Access-Control-Allow-Credentials" not in response.headers
            assert "Set-Cookie" not in response.headers
            assert "Cookie" not in response.headers.get("Vary", "")


def test_no_other_page_of_badges_is(badge: str, learner: CheckingClient) -> None:
    for path in ("/badges", f"/badges/{badge}", f"/badges/{badge}/badge.json", "/verify"):
        response = learner.get(path)
        assert response.status_code == 200
        assert "Access-Control-Allow-Origin" not in response.headers
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_before_there_is_a_key_nothing_is_said(visitor: CheckingClient) -> None:
    for path in PATHS:
        response = visitor.get(path.format(badge="x"))
        assert response.status_code == 404
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "error" in response.get_json()


def test_did_json_names_the_site_and_its_key(keys: Keyring, visitor: CheckingClient) -> None:
    found = visitor.get("/.well-known/did.json").get_json()

    assert found["id"] == DID
    multikey, jwk = found["verificationMethod"]
    assert multikey["publicKeyMultibase"] == keys.signing().public.multibase
    assert jwk["publicKeyJwk"]["crv"] == "Ed25519"
    assert "d" not in jwk["publicKeyJwk"]
    assert "PRIVATE" not in json.dumps(found)


def test_old_keys_stay_and_old_badges_stay_good(
    keys: Keyring, badge: str, visitor: CheckingClient
) -> None:
    before = visitor.get("/.well-known/did.json").get_json()
    keys.make()

    after = visitor.get("/.well-known/did.json").get_json()

    assert len(after["verificationMethod"]) == 4
    assert {one["id"] for one in before["verificationMethod"]} < {
        one["id"] for one in after["verificationMethod"]
    }
    assert "not revoked" in visitor.read(f"/verify/{badge}")


def test_the_list_has_enough_bits_a_maker_and_an_end(
    badge: str, learner: CheckingClient, visitor: CheckingClient
) -> None:
    (number,) = numbers(learner)

    found = visitor.get("/credentials/status/1").get_json()

    assert found["issuer"] == DID
    assert found["id"] == f"{HOST}/credentials/status/1"
    assert found["validUntil"] > found["validFrom"]
    assert not is_set(found["credentialSubject"]["encodedList"], number.bit)
    assert not is_set(found["credentialSubject"]["encodedList"], SIZE - 1)


def test_a_revocation_is_in_the_list_at_once(
    badge: str, learner: CheckingClient, visitor: CheckingClient
) -> None:
    did = visitor.get("/.well-known/did.json").get_json()
    data = learner.get(f"/badges/{badge}/badge.json").data
    before = visitor.get("/credentials/status/1").get_json()

    learner.send(f"/badges/{badge}/revoke", why="WITHDRAWN", sure="y")
    after = visitor.get("/credentials/status/1").get_json()

    now = datetime.now(UTC)
    assert check(data, did, before, now=now).revocation is Revocation.NO
    assert check(data, did, after, now=now).revocation is Revocation.YES
    assert visitor.get(f"/credentials/{badge}").get_json()["id"].endswith(badge)


def test_a_list_is_signed_once_while_nothing_changes(app: Flask, keys: Keyring, badge: str) -> None:
    now = datetime.now(UTC) + timedelta(days=400)
    with app.app_context():
        first = queries.own_status_list(1, now=now)
        second = queries.own_status_list(1, now=now + timedelta(minutes=4))
        third = queries.own_status_list(1, now=now + timedelta(minutes=6))

    assert first is second
    assert third is not second


def test_there_are_no_other_lists(badge: str, visitor: CheckingClient) -> None:
    for number in ("0", "2", "2147483647", "99999999999", "-1", "x"):
        assert visitor.get(f"/credentials/status/{number}").status_code == 404


@pytest.mark.parametrize(
    ("accept", "ending", "type_"),
    [
        ("*/*", "", "application/json"),
        ("application/json", "", "application/json"),
        ("application/jwt", "", "application/jwt"),
        ("text/html,*/*", ".json", "application/json"),
        ("text/html,*/*", ".jwt", "application/jwt"),
    ],
)
def test_a_badge_comes_in_the_form_that_is_asked_for(
    badge: str, visitor: CheckingClient, accept: str, ending: str, type_: str
) -> None:
    response = visitor.get(f"/credentials/{badge}{ending}", headers={"Accept": accept})

    assert response.status_code == 200
    assert response.mimetype == type_
    assert response.headers["X-Robots-Tag"].startswith("noindex")
    did = visitor.get("/.well-known/did.json").get_json()
    found = check(response.data, did, None, now=datetime.now(UTC))
    assert found.verdict is Verdict.GOOD


def test_a_browser_is_led_to_the_check(badge: str, visitor: CheckingClient) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

    response = visitor.get(f"/credentials/{badge}", headers={"Accept": accept})

    assert response.status_code == 303
    assert response.headers["Location"].endswith(f"/verify/{badge}")


@pytest.mark.parametrize("path", ["/credentials/x", "/credentials/x.json", "/verify/x"])
def test_a_guessed_badge_is_not_there(keys: Keyring, visitor: CheckingClient, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_who_asks_while_leaving_is_told_the_same(
    app: Flask, badge: str, learner: CheckingClient
) -> None:
    with app.app_context(), writing():
        row = db.session.get_one(PersonRow, learner.person_id)
        row.erase_after = datetime.now(UTC) + timedelta(days=3)
        db.session.commit()

    assert learner.get("/.well-known/did.json").status_code == 200
    assert learner.get("/credentials/status/1").status_code == 200
