"""Which addresses can stand behind a badge, and what did.json says."""

import pytest

from tpmlearn.domain.credentials.did import (
    NoIssuer,
    PublicKey,
    did_document,
    host_of,
    issuer_of,
)


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://tpm.example.org", "did:web:tpm.example.org"),
        ("https://tpm.example.org/", "did:web:tpm.example.org"),
        ("https://tpm.example.org:8443", "did:web:tpm.example.org%3A8443"),
        ("https://tpm.example.org:443", "did:web:tpm.example.org"),
    ],
)
def test_an_https_address_is_an_issuer(address: str, did: str) -> None:
    assert issuer_of(address) == did
    assert host_of(did) == address.removeprefix("https://").strip("/").removesuffix(":443")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://tpm.example.org",
        "https://",
        "https://localhost",
        "https://localhost:8000",
        "https://a.localhost",
        "https://nas.local",
        "https://intranet",
        "https://127.0.0.1",
        "https://[::1]:8000",
        "https://192.168.0.10",
        "https://user:secret@tpm.example.org",
        "https://tpm.example.org/learn",
        "ftp://tpm.example.org",
    ],
)
def test_what_nobody_could_look_up_is_none(address: str) -> None:
    with pytest.raises(NoIssuer, match="Badges need"):
        issuer_of(address)


def test_every_key_may_sign_in_both_forms() -> None:
    found = did_document("did:web:a.example", [PublicKey("z6Mka", "x"), PublicKey("z6Mkb", "y")])

    ids = [f"did:web:a.example#{name}" for name in ("z6Mka", "z6Mka-jwk", "z6Mkb", "z6Mkb-jwk")]
    assert found["assertionMethod"] == ids
    assert host_of("did:key:z6Mk") == ""
