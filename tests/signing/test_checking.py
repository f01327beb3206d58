"""What a check says of good, changed, revoked and foreign badges; offline, never with a fault."""

import base64
import json
import socket
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.signing.cast import BASE, DID, INDEX, NOW, Signed, signed
from tpmlearn.domain.credentials.did import did_document
from tpmlearn.domain.credentials.document import claims
from tpmlearn.domain.credentials.moments import read_moment
from tpmlearn.domain.credentials.reading import Json
from tpmlearn.domain.credentials.report import (
    Report,
    Revocation,
    Verdict,
    revocation_in_words,
    signature_in_words,
)
from tpmlearn.signing.checking import check
from tpmlearn.signing.keys import new_key
from tpmlearn.signing.proofs import sign

ADA = signed()
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/#-_.")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here may open a connection or look up a name."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def _check(badge: str | bytes, status: Json | None = None, *, by: Signed = ADA) -> Report:
    data = badge.encode("utf-8", "surrogatepass") if isinstance(badge, str) else badge
    return check(data, by.did, status, now=NOW + timedelta(hours=1))


@pytest.mark.parametrize("badge", [ADA.text, ADA.token])
def test_a_good_one_is_good(badge: str) -> None:
    found = _check(badge)

    assert found.verdict is Verdict.GOOD
    assert found.told is not None
    assert found.told.holder == "Ada"
    assert found.told.value("interval") == "K2 to K4"
    assert found.revocation is Revocation.NOT_CHECKED
    assert "Revocation not checked" in revocation_in_words(found)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, len(ADA.text) - 1), letter=LETTERS)
def test_one_letter_anywhere_is_enough(place: int, letter: str) -> None:
    if ADA.text[place] in {letter, " "}:
        return
    changed = ADA.text[:place] + letter + ADA.text[place + 1 :]

    found = _check(changed)

    assert found.verdict is not Verdict.GOOD
    assert found.told is None


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, len(ADA.token) - 1), letter=LETTERS)
@example(place=len(ADA.token) - 1, letter="A")
@example(place=len(ADA.token) - 1, letter="B")
def test_one_letter_of_a_token_is_enough(place: int, letter: str) -> None:
    if ADA.token[place] == letter:
        return

    found = _check(ADA.token[:place] + letter + ADA.token[place + 1 :])

    assert found.verdict is not Verdict.GOOD


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300) | st.text(max_size=300))
def test_no_input_makes_it_fail(badge: str | bytes) -> None:
    assert _check(badge).verdict is not Verdict.GOOD


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_document_makes_it_fail(data: st.DataObject) -> None:
    """Any JSON in any place of a badge: refused, or the badge as it was."""
    leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
    value = data.draw(
        st.recursive(
            leaf,
            lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner),
            max_leaves=6,
        )
    )
    changed: Any = json.loads(ADA.text)
    at = data.draw(st.sampled_from(sorted(changed)))
    inner = changed[at]
    if isinstance(inner, dict) and data.draw(st.booleans()):
        changed[at][data.draw(st.sampled_from(sorted(inner)))] = value
    else:
        changed[at] = value
    if changed == ADA.badge:
        return

    found = _check(json.dumps(changed))

    assert found.verdict is not Verdict.GOOD
    assert signature_in_words(found).endswith(".")


LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
ANY = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_did_document_and_no_list_make_it_fail(data: st.DataObject) -> None:
    did: Any = json.loads(json.dumps(ADA.did))
    status: Any = json.loads(json.dumps(ADA.list_of()))
    for document in (did, status):
        document[data.draw(st.sampled_from(sorted(document)))] = data.draw(ANY)
    method = data.draw(st.sampled_from(ADA.did["verificationMethod"]))  # type: ignore[call-overload]
    did["verificationMethod"] = [
        {**method, data.draw(st.sampled_from(sorted(method))): data.draw(ANY)}
    ]
    status["credentialSubject"] = data.draw(st.just(status["credentialSubject"]) | ANY)

    found = check(ADA.text.encode(), did, status, now=NOW)

    assert found.revocation is not Revocation.NO or found.verdict is Verdict.GOOD
    assert signature_in_words(found)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026-11-02T12:00:00Z", 2026),
        ("2026-11-02T12:00:00+02:00", 2026),
        ("2026-11-02", None),
        ("0001-01-01T00:00:00+23:00", None),
        ("x", None),
        (7, None),
    ],
)
def test_a_moment_is_read_or_left(text: object, year: int | None) -> None:
    found = read_moment(text)

    assert (found.year if found else None) == year


def test_a_revoked_one_is_revoked_even_by_an_old_list() -> None:
    for at in (NOW, NOW - timedelta(days=99)):
        found = _check(ADA.text, ADA.list_of(INDEX, at=at))

        assert found.verdict is Verdict.GOOD
        assert found.revocation is Revocation.YES
        assert "Do not rely on it" in revocation_in_words(found)


def test_a_neighbour_in_the_list_does_not_revoke_it() -> None:
    found = _check(ADA.token, ADA.list_of(INDEX - 1, INDEX + 1))

    assert found.revocation is Revocation.NO
    assert "Not revoked, says the status list of 2 November 2026, 12:00 UTC." in (
        revocation_in_words(found)
    )


@pytest.mark.parametrize("days", [-2, 1])
def test_a_stale_list_and_one_of_the_future_say_nothing(days: int) -> None:
    found = _check(ADA.text, ADA.list_of(at=NOW + timedelta(days=days)))

    assert found.revocation is Revocation.STALE
    assert "Revocation not known" in revocation_in_words(found)


def test_a_list_of_somebody_else_is_not_used() -> None:
    other = signed(base="https://b.example.org", did="did:web:b.example.org")
    unsigned = {name: value for name, value in ADA.list_of().items() if name != "proof"}
    forged = [sign(unsigned, other.key, did, at=NOW) for did in (DID, "did:web:b.example.org")]

    lists: list[Json] = [*forged, {}, {"issuer": DID}, other.list_of()]
    for status in lists:
        found = _check(ADA.text, status)
        assert found.revocation is Revocation.UNUSABLE
        assert "cannot be used" in revocation_in_words(found)


def test_a_list_with_a_bit_taken_out_is_not_used() -> None:
    changed = json.loads(json.dumps(ADA.list_of(INDEX)))
    clean = ADA.list_of()["credentialSubject"]
    assert isinstance(clean, dict)
    changed["credentialSubject"]["encodedList"] = clean["encodedList"]

    assert _check(ADA.text, changed).revocation is Revocation.UNUSABLE


def test_a_list_that_says_it_twice_is_not_used() -> None:
    changed = json.loads(json.dumps(ADA.list_of(INDEX)))
    subject = changed["credentialSubject"]
    subject["https://www.w3.org/ns/credentials/status#encodedList"] = subject["encodedList"]

    assert _check(ADA.text, changed).revocation is Revocation.UNUSABLE


def test_another_issuers_badge_is_not_looked_into() -> None:
    other = signed(base="https://b.example.org", did="did:web:b.example.org")

    for badge in (other.text, other.token):
        found = _check(badge)
        assert found.verdict is Verdict.OTHERS
        assert found.issuer == "did:web:b.example.org"
        assert found.told is None


def test_a_did_key_is_somebody_else_too() -> None:
    key = new_key()
    own = signed(key, did=f"did:key:{key.public.multibase}")

    assert _check(own.text).verdict is Verdict.OTHERS


def test_our_name_under_another_key_is_refused() -> None:
    forged = signed(new_key())

    for badge in (forged.text, forged.token):
        found = _check(badge)
        assert found.verdict is Verdict.BAD
        assert "a key that the issuer does not publish" in found.why


def test_a_key_that_was_rotated_away_still_verifies() -> None:
    newer = new_key()
    rotated = did_document(DID, [newer.public, ADA.key.public])

    for badge in (ADA.text, ADA.token):
        assert check(badge.encode(), rotated, None, now=NOW).verdict is Verdict.GOOD


def test_a_key_that_was_taken_out_does_not() -> None:
    without = did_document(DID, [new_key().public])

    assert check(ADA.text.encode(), without, None, now=NOW).verdict is Verdict.BAD


def test_a_key_that_may_not_sign_does_not() -> None:
    idle = {**ADA.did, "assertionMethod": []}

    assert check(ADA.text.encode(), idle, None, now=NOW).verdict is Verdict.BAD


def _token(header: Json, token: str = ADA.token) -> str:
    raw = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    return ".".join([raw, *token.split(".")[1:]])


KID = f"{DID}#{ADA.key.public.multibase}-jwk"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "kid": KID},
        {"alg": "None"},
        {"alg": "HS256", "kid": KID},
        {"alg": "ES256", "kid": KID},
        {"alg": "EdDSA", "kid": f"{DID}#other"},
        {"alg": "EdDSA", "kid": f"did:web:evil.example#{ADA.key.public.multibase}"},
        {"alg": "EdDSA"},
        {"alg": "EdDSA", "kid": KID, "typ": "other"},
        {"alg": "EdDSA", "kid": KID, "jwk": {"kty": "OKP"}},
        {"alg": "EdDSA", "kid": KID, "jku": "https://evil.example/keys"},
        {"alg": "EdDSA", "kid": KID, "crit": ["b64"], "b64": False},
        {"alg": ["EdDSA"], "kid": {"a": 1}},
    ],
)
def test_a_swapped_header_is_refused(header: Json) -> None:
    assert _check(_token(header)).verdict is Verdict.BAD


def test_no_signature_is_no_signature() -> None:
    head, body, _ = _token({"alg": "none", "kid": KID}).split(".")

    assert _check(f"{head}.{body}.").verdict is Verdict.BAD


def test_claims_that_differ_from_the_badge_are_refused() -> None:
    from tpmlearn.signing.proofs import sign_token

    for name, value in (("iss", "did:web:b.example"), ("jti", "x"), ("sub", "y"), ("nbf", None)):
        token = sign_token({**claims(ADA.unsigned, NOW), name: value}, ADA.key, DID)
        assert _check(token).verdict is Verdict.BAD


def test_a_badge_of_tomorrow_is_not_good_yet() -> None:
    early = sign({**ADA.unsigned, "validFrom": "2999-01-01T00:00:00Z"}, ADA.key, DID, at=NOW)

    assert _check(json.dumps(early)).verdict is Verdict.BAD


def test_two_proofs_none_or_another_kind_are_refused() -> None:
    proof = ADA.badge["proof"]
    assert isinstance(proof, dict)
    for wrong in (
        None,
        [],
        [proof, proof],
        {**proof, "cryptosuite": "ecdsa-sd-2023"},
        {**proof, "proofPurpose": "authentication"},
        {**proof, "type": "Ed25519Signature2020"},
        {**proof, "verificationMethod": BASE},
    ):
        assert _check(json.dumps({**ADA.badge, "proof": wrong})).verdict is Verdict.BAD
