"""The check of a badge as a page: for anybody, without JavaScript, and fetching nothing."""

import io
import json
import socket
from datetime import timedelta

import pytest
from flask import Flask

from tests.support.badges import DID, issue, pass_exam, rows
from tests.support.client import CheckingClient
from tpmlearn.features.verifying import views
from tpmlearn.signing.keyring import Keyring


@pytest.fixture
def badge(keys: Keyring, learner: CheckingClient) -> str:
    """Ada's badge."""
    pass_exam(learner)
    return issue(learner)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where anything opens a connection to another host."""

    def refuse(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and "127.0.0.1" not in str(address):
            raise AssertionError(f"asked the network for {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up a name"))


def _upload(client: CheckingClient, data: bytes, name: str = "badge.png") -> str:
    response = client.post(
        "/verify",
        data={"file": (io.BytesIO(data), name), "csrf_token": client.token()},
        content_type="multipart/form-data",
    )
    return response.get_data(as_text=True)


@pytest.mark.parametrize("form", ["json", "jwt", "png", "svg"])
def test_every_form_is_found_good(
    badge: str, learner: CheckingClient, visitor: CheckingClient, form: str
) -> None:
    data = learner.get(f"/badges/{badge}/badge.{form}").data

    page = _upload(visitor, data, f"badge.{form}")

    assert "Good, and not revoked" in page
    assert DID in page
    assert "Not revoked, says the status list of" in page
    assert "90 % interval of the share" in page
    assert "What it does not show" in page
    assert "unsupervised" in page


def test_pasted_text_is_found_good(
    badge: str, learner: CheckingClient, visitor: CheckingClient
) -> None:
    text = learner.get(f"/badges/{badge}/badge.json").get_data(as_text=True)

    page = visitor.send("/verify", text=f"  {text}\n").get_data(as_text=True)

    assert "Good, and not revoked" in page


def test_a_revoked_one_is_called_revoked_with_the_reason(
    badge: str, learner: CheckingClient, visitor: CheckingClient
) -> None:
    learner.send(f"/badges/{badge}/revoke", why="WRONG", sure="y")
    data = learner.get(f"/badges/{badge}/badge.json").data

    for page in (_upload(visitor, data), visitor.read(f"/verify/{badge}")):
        assert "Revoked" in page
        assert "its holder says that something in it is wrong" in page
        assert "Good, and not revoked" not in page


def test_one_letter_is_enough(badge: str, learner: CheckingClient, visitor: CheckingClient) -> None:
    text = learner.get(f"/badges/{badge}/badge.json").get_data(as_text=True)

    page = visitor.send("/verify", text=text.replace("100 %", "101 %", 1)).get_data(as_text=True)

    assert "The signature is not good" in page
    assert "Good, and not revoked" not in page


def test_anothers_badge_is_never_called_ours_and_nothing_is_fetched(
    no_network: None, badge: str, learner: CheckingClient, visitor: CheckingClient
) -> None:
    found = learner.get(f"/badges/{badge}/badge.json").get_json(force=True)
    found["issuer"]["id"] = "did:web:other.example"
    found["credentialStatus"]["statusListCredential"] = "https://other.example/1"

    page = visitor.send("/verify", text=json.dumps(found)).get_data(as_text=True)

    assert "Issued by did:web:other.example: this site can only check its own" in page
    assert "Not a badge of this site" in page
    assert found["name"] not in page


@pytest.mark.parametrize(
    "context", [["http://169.254.169.254/"], {"x": "https://evil.example"}, "file:///etc/passwd"]
)
def test_a_context_from_elsewhere_is_refused_and_not_fetched(
    no_network: None,
    badge: str,
    learner: CheckingClient,
    visitor: CheckingClient,
    context: object,
) -> None:
    found = learner.get(f"/badges/{badge}/badge.json").get_json(force=True)
    found["@context"] = [*found["@context"], context]

    page = visitor.send("/verify", text=json.dumps(found)).get_data(as_text=True)

    assert "Not good" in page


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "{}",
        "[]",
        "null",
        "{" * 5000,
        "[" * 90_000,
        '{"issuer": "did:web:tpm.example.org"}',
        '{"issuer": {"id": ["did:web:tpm.example.org"]}}',
        '{"a": 1, "a": 2}',
        '{"a": NaN}',
        "eyJ.eyJ.x",
        "..",
        "é.é.é",
        "\ud800",
        "\x00",
        "<svg><openbadges:credential/></svg>",
        "<script>alert(1)</script>",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><svg>&b;</svg>",
        "x" * 200_001,
    ],
)
def test_what_is_no_badge_gets_a_sentence(
    no_network: None, keys: Keyring, visitor: CheckingClient, text: str
) -> None:
    response = visitor.send("/verify", text=text.encode("utf-8", "surrogatepass"))

    page = response.get_data(as_text=True)
    assert response.status_code in {200, 422}
    assert "Good, and not revoked" not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 500,
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt" + b"openbadgecredential\x00" * 50,
        b"\xff\xfe\x00",
        b"GIF89a",
        b"\x00" * 1_000_001,
    ],
)
def test_a_broken_picture_gets_a_sentence(
    keys: Keyring, visitor: CheckingClient, data: bytes
) -> None:
    page = _upload(visitor, data)

    assert "no badge that can be read" in page or "larger than any badge" in page


def test_the_site_without_a_key_has_nothing_to_check_with(visitor: CheckingClient) -> None:
    page = visitor.send("/verify", text="{}").get_data(as_text=True)

    assert "This site issues no badges yet" in page


def test_a_good_badge_without_a_record_is_not_called_unrevoked(
    app: Flask, badge: str, learner: CheckingClient, visitor: CheckingClient
) -> None:
    from sqlalchemy import delete

    from tpmlearn.db import db, writing
    from tpmlearn.models import CredentialStatusRow

    data = learner.get(f"/badges/{badge}/badge.json").data
    with app.app_context(), writing():
        db.session.execute(delete(CredentialStatusRow))
        db.session.commit()

    page = _upload(visitor, data)

    assert "Signature good, revocation not known" in page
    assert "this site has no record of the badge" in page


def test_checking_is_slowed_down(keys: Keyring, visitor: CheckingClient) -> None:
    views.PACE.__init__(2, timedelta(hours=1))  # type: ignore[misc]

    codes = [visitor.send("/verify", text="x").status_code for _ in range(3)]

    assert codes == [200, 200, 429]


def test_a_form_without_a_token_is_refused(keys: Keyring, visitor: CheckingClient) -> None:
    assert visitor.post("/verify", data={"text": "x"}).status_code in {400, 403, 422}
    assert rows(visitor) == []


def test_it_leads_to_keys_and_list_only_where_there_are_any(
    visitor: CheckingClient, request: pytest.FixtureRequest
) -> None:
    without = visitor.read("/verify")
    assert "This site issues no badges yet" in without
    assert "/.well-known/did.json" not in without

    request.getfixturevalue("keys")

    for address in ("/.well-known/did.json", "/credentials/status/1"):
        assert f'href="{address}"' in visitor.read("/verify")
        assert visitor.get(address).status_code == 200
