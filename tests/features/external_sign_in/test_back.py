"""Coming back: what does not fit is refused with a page that says why, and signs nobody in."""

from dataclasses import replace
from datetime import UTC, datetime
from time import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.features.external_sign_in.conftest import Return
from tests.features.external_sign_in.test_join import ADA, FIELDS
from tests.support.client import CheckingClient
from tests.support.provider import Crooked
from tpmlearn import oidc
from tpmlearn.db import db, writing
from tpmlearn.models import PersonRow

BACK = "/sign-in/with/return"


@pytest.fixture
def ada(visitor: CheckingClient, come_back: Return) -> CheckingClient:
    """Ada, who joined by the provider and signed out again."""
    come_back(visitor, **ADA)
    visitor.send("/sign-in/with/join", **FIELDS)
    visitor.send("/sign-out")
    return visitor


def is_signed_in(client: CheckingClient) -> bool:
    return client.get("/settings").status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another"},
        {"aud": ["tpmlearn", "another"]},
        {"azp": "another"},
        {"nonce": "another"},
        {"sub": ""},
        {"sub": "x" * 256},
        {"exp": "soon"},
        {"iat": None},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    ada: CheckingClient, provider: Crooked, come_back: Return, claims: dict[str, Any]
) -> None:
    provider.claims = claims

    answer = come_back(ada, **ADA)

    assert answer.status_code == 400
    assert "That did not work" in answer.get_data(as_text=True)
    assert not is_signed_in(ada)


@pytest.mark.parametrize("missing", ["iss", "aud", "nonce", "sub", "exp", "iat"])
def test_a_token_that_lacks_something_is_refused(
    ada: CheckingClient, provider: Crooked, come_back: Return, missing: str
) -> None:
    provider.drops = {missing}

    assert come_back(ada, **ADA).status_code == 400
    assert not is_signed_in(ada)


@pytest.mark.parametrize("signs", ["none", "HS256", "another key"])
def test_a_signature_that_is_not_the_provider_s_is_refused(
    ada: CheckingClient, provider: Crooked, come_back: Return, signs: str
) -> None:
    provider.signs = signs

    assert come_back(ada, **ADA).status_code == 400
    assert not is_signed_in(ada)


@pytest.mark.parametrize(
    ("claims", "works"),
    [
        ({"exp": -110}, True),
        ({"exp": -130}, False),
        ({"iat": 110}, True),
        ({"iat": 130}, False),
        ({"nbf": 130}, False),
    ],
)
def test_clocks_may_be_two_minutes_apart(
    ada: CheckingClient, provider: Crooked, come_back: Return, claims: dict[str, int], works: bool
) -> None:
    provider.claims = {name: int(time()) + seconds for name, seconds in claims.items()}

    answer = come_back(ada, **ADA)

    assert is_signed_in(ada) == works
    assert ("The clocks differ" in answer.get_data(as_text=True)) == (not works)


def test_a_cancelled_sign_in_is_nobody_s_fault(visitor: CheckingClient, provider: Crooked) -> None:
    place = visitor.get("/sign-in/with").headers["Location"]
    state = provider.agree(place).rpartition("state=")[2]

    page = visitor.read(f"{BACK}?error=access_denied&state={state}")

    assert "You did not sign in" in page
    assert "nothing has changed" in page


@pytest.mark.parametrize("asked", ["", "?state=forged&code=x", "?code=x", "?error=access_denied"])
def test_a_return_that_nobody_began_is_refused(
    visitor: CheckingClient, provider: Crooked, asked: str
) -> None:
    visitor.get("/sign-in/with")

    answer = visitor.get(BACK + asked)

    assert answer.status_code == 400
    assert "This sign-in has ended" in answer.get_data(as_text=True)


def test_a_state_works_once_and_in_its_own_browser(
    ada: CheckingClient, guest: CheckingClient, provider: Crooked
) -> None:
    told = provider.agree(ada.get("/sign-in/with").headers["Location"])

    assert guest.get(f"{BACK}?{told}").status_code == 400
    assert ada.get(f"{BACK}?{told}").status_code == 302
    assert ada.get(f"{BACK}?{told}").status_code == 400


def test_a_code_is_taken_once_by_the_provider(ada: CheckingClient, provider: Crooked) -> None:
    first = provider.agree(ada.get("/sign-in/with").headers["Location"])
    second = provider.agree(ada.get("/sign-in/with").headers["Location"])
    mixed = first.partition("&")[0] + "&" + second.partition("&")[2]

    assert ada.get(f"{BACK}?{mixed}").status_code == 400
    assert not is_signed_in(ada)


def test_several_windows_can_be_under_way(ada: CheckingClient, provider: Crooked) -> None:
    begun = [ada.get("/sign-in/with").headers["Location"] for _ in range(4)]

    assert ada.get(f"{BACK}?{provider.agree(begun[0])}").status_code == 400
    assert ada.get(f"{BACK}?{provider.agree(begun[1])}").status_code == 302


def test_what_comes_from_another_issuer_is_refused(ada: CheckingClient, provider: Crooked) -> None:
    told = provider.agree(ada.get("/sign-in/with").headers["Location"])

    assert ada.get(f"{BACK}?{told}&iss=https://elsewhere.example").status_code == 400


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/.well-known/openid-configuration", (500, b"")),
        ("/.well-known/openid-configuration", (200, b"<html>")),
        ("/.well-known/openid-configuration", (200, b"[]")),
        ("/.well-known/openid-configuration", (302, b"{}")),
        ("/.well-known/openid-configuration", (200, b" " * 500_001)),
        ("/token", (500, b"oops")),
        ("/keys", (503, b"")),
    ],
)
def test_a_provider_that_is_down_is_said(
    visitor: CheckingClient, provider: Crooked, path: str, answer: tuple[int, bytes]
) -> None:
    if path != "/.well-known/openid-configuration":
        told = provider.agree(visitor.get("/sign-in/with").headers["Location"])
        provider.answers = {path: answer}
        found = visitor.get(f"{BACK}?{told}")
    else:
        provider.answers = {path: answer}
        found = visitor.get("/sign-in/with")

    assert found.status_code == 503
    assert "Acme does not answer" in found.get_data(as_text=True)
    assert "/elsewhere" not in provider.asked


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
    ],
)
def test_metadata_that_leads_elsewhere_is_refused(
    visitor: CheckingClient, provider: Crooked, metadata: dict[str, str | None]
) -> None:
    provider.metadata = metadata

    assert visitor.get("/sign-in/with").status_code == 503


def test_metadata_is_asked_for_once_an_hour_and_keys_each_time(
    ada: CheckingClient, provider: Crooked, come_back: Return
) -> None:
    provider.asked.clear()

    come_back(ada, **ADA)
    ada.send("/sign-out")
    come_back(ada, **ADA)

    assert provider.asked == ["/token", "/keys", "/token", "/keys"]


@pytest.mark.parametrize(("subject", "asks"), [("ada-7", False), ("sven-9", True)])
def test_an_address_beside_the_token_counts_if_it_is_of_the_same_person(
    visitor: CheckingClient, provider: Crooked, come_back: Return, subject: str, asks: bool
) -> None:
    provider.told = {"sub": subject, **ADA}

    come_back(visitor)

    assert ('name="email"' in visitor.read("/sign-in/with/join")) == asks


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({**ADA, "email": "ada@corp.example"}, 302),
        ({**ADA, "email": "ada@CORP.example"}, 302),
        ({**ADA, "email": "ada@corp.example", "email_verified": False}, 403),
        ({**ADA, "email": "ada@sub.corp.example"}, 403),
        ({**ADA, "email": "ada@notcorp.example"}, 403),
        ({}, 403),
    ],
)
def test_only_verified_addresses_of_named_domains_come_in(
    app: Flask,
    visitor: CheckingClient,
    provider: Crooked,
    come_back: Return,
    claims: dict[str, Any],
    status: int,
) -> None:
    known = app.extensions["settings"]
    app.extensions["settings"] = replace(known, oidc_domains=("corp.example",))

    answer = come_back(visitor, **claims)

    assert answer.status_code == status


def test_nobody_is_led_to_another_site(ada: CheckingClient, come_back: Return) -> None:
    answer = come_back(ada, next_path="https://elsewhere.example", **ADA)

    assert answer.headers["Location"] == "/today"


def test_without_a_provider_there_is_nothing(visitor: CheckingClient) -> None:
    for path in ("/sign-in/with", BACK, "/sign-in/with/join"):
        assert visitor.get(path).status_code == 404
    assert "/sign-in/with" not in visitor.read("/sign-in")


def test_the_buttons_name_the_provider(visitor: CheckingClient, provider: Crooked) -> None:
    assert "Sign in with Acme" in visitor.read("/sign-in?next=/plan")
    assert 'href="/sign-in/with?next=/plan"' in visitor.read("/sign-in?next=/plan")
    assert "Sign up with Acme" in visitor.read("/sign-up")


def test_a_closed_port_is_down_at_once(app: Flask, visitor: CheckingClient) -> None:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(
        before, oidc_issuer="http://127.0.0.1:9", oidc_client_id="x", oidc_client_secret="y"
    )
    try:
        assert visitor.get("/sign-in/with").status_code == 503
    finally:
        app.extensions["settings"] = before
    assert oidc.TIMEOUT_S == 5


def test_whoever_has_a_second_step_is_asked_for_it_after_the_provider_too(
    ada: CheckingClient, app: Flask, come_back: Return
) -> None:
    with app.app_context(), writing():
        db.session.execute(update(PersonRow).values(second_step_at=datetime.now(UTC)))
        db.session.commit()

    answer = come_back(ada, **ADA)

    assert answer.headers["Location"] == "/sign-in/second-step"
    assert not is_signed_in(ada)
