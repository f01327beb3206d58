"""Whom a token speaks of: each rule of OpenID Connect Core 3.1.3.7, by hand."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tpmlearn.domain.accounts.id_token import (
    BadToken,
    ClocksApart,
    Identity,
    check_claims,
    read_identity,
)

ISSUER, CLIENT, NONCE = "https://id.example.org", "tpmlearn", "n-0S6_WzA2Mj"
NOW = datetime(2026, 12, 7, 12, 3, tzinfo=UTC)
MOMENT = int(NOW.timestamp())
RIGHT = {
    "iss": ISSUER,
    "sub": "ada-7",
    "aud": CLIENT,
    "nonce": NONCE,
    "iat": MOMENT,
    "exp": MOMENT + 300,
}


def checked(nonce: str = NONCE, **changes: Any) -> str:
    claims = {name: value for name, value in {**RIGHT, **changes}.items() if value is not ...}
    return check_claims(claims, issuer=ISSUER, client_id=CLIENT, nonce=nonce, now=NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "another"], "azp": CLIENT},
        {"azp": CLIENT},
        {"exp": MOMENT - 119},
        {"iat": MOMENT + 120},
        {"nbf": MOMENT + 120},
        {"exp": MOMENT + 0.5},
    ],
)
def test_a_right_token_names_its_subject(changes: dict[str, Any]) -> None:
    assert checked(**changes) == "ada-7"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": ISSUER + "/"},
        {"iss": ...},
        {"aud": "another"},
        {"aud": []},
        {"aud": ...},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "another"},
        {"nonce": ...},
        {"sub": ...},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"exp": ...},
        {"exp": True},
        {"iat": "now"},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_is_bad(changes: dict[str, Any]) -> None:
    with pytest.raises(BadToken):
        checked(**changes)


@pytest.mark.parametrize(
    "changes", [{"exp": MOMENT - 120}, {"iat": MOMENT + 121}, {"nbf": MOMENT + 121}]
)
def test_beyond_two_minutes_the_clocks_are_apart(changes: dict[str, Any]) -> None:
    with pytest.raises(ClocksApart):
        checked(**changes)


def test_a_sign_in_without_a_nonce_is_none() -> None:
    with pytest.raises(BadToken):
        check_claims({**RIGHT, "nonce": ""}, issuer=ISSUER, client_id=CLIENT, nonce="", now=NOW)


@pytest.mark.parametrize(
    ("claims", "email", "own"),
    [
        (
            {"email": "Ada@Example.org", "email_verified": True},
            "Ada@Example.org",
            "ada@example.org",
        ),
        ({"email": "ada@example.org", "email_verified": "true"}, *["ada@example.org"] * 2),
        ({"email": "ada@example.org", "email_verified": 1}, "ada@example.org", ""),
        ({"email": "ada@example.org"}, "ada@example.org", ""),
        ({"email": "ada", "email_verified": True}, "", ""),
        ({"email": "a@b@c", "email_verified": True}, "", ""),
        ({"email": "ada obi@example.org", "email_verified": True}, "", ""),
        ({"email": ["ada@example.org"], "email_verified": True}, "", ""),
        ({"email": "a" * 250 + "@example.org", "email_verified": True}, "", ""),
        ({}, "", ""),
    ],
)
def test_only_a_verified_address_is_somebody_s_own(
    claims: dict[str, Any], email: str, own: str
) -> None:
    found = read_identity("ada-7", claims)

    assert (found.email, found.own_email) == (email, own)


def test_somebody_is_called_by_address_name_or_number() -> None:
    assert read_identity("7", {"email": "a@b.c", "name": "Ada"}).called == "a@b.c"
    assert read_identity("7", {"name": " Ada\u0000\n Obi "}).called == "Ada Obi"
    assert read_identity("7", {"name": 7}).called == "7"


@pytest.mark.parametrize(
    ("email", "domains", "comes_in"),
    [
        ("a@b.c", (), True),
        ("a@b.c", ("b.c",), True),
        ("a@x.b.c", ("b.c",), False),
        ("a@xb.c", ("b.c",), False),
        ("", ("b.c",), False),
    ],
)
def test_domains_are_whole(email: str, domains: tuple[str, ...], comes_in: bool) -> None:
    assert Identity("7", email, email_verified=True).is_of(domains) is comes_in
    assert Identity("7", email).is_of(domains) is not bool(domains)
