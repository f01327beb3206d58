"""The bits of a status list."""

import gzip
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpmlearn.domain.credentials.status import (
    SIZE,
    BadList,
    encoded,
    entry,
    is_set,
    place_of,
    status_list,
)

NOW = datetime(2026, 11, 2, tzinfo=UTC)
BASE = "https://a.example"


def test_the_first_bit_is_the_highest_of_the_first_byte() -> None:
    from base64 import urlsafe_b64decode

    text = encoded([0, 9])[1:]
    bits = gzip.decompress(urlsafe_b64decode(text + "=" * (-len(text) % 4)))

    assert bits[:3] == b"\x80\x40\x00"
    assert len(bits) == 16_384


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sets(st.integers(0, SIZE - 1), max_size=5), st.integers(0, SIZE - 1))
def test_what_is_put_in_comes_out(bits: set[int], other: int) -> None:
    found = encoded(bits)

    assert all(is_set(found, bit) for bit in bits)
    assert is_set(found, other) == (other in bits)


@pytest.mark.parametrize("index", [0, 1, SIZE - 1, SIZE, 5 * SIZE + 7])
def test_a_number_lies_in_one_list(index: int) -> None:
    number, bit = place_of(index)

    found = entry(BASE, index)
    assert found["statusListCredential"] == f"{BASE}/credentials/status/{number}"
    assert found["statusListIndex"] == str(bit)
    for of in (number, number + 1):
        listed = status_list(BASE, "did:web:a.example", of, [index], now=NOW)["credentialSubject"]
        assert isinstance(listed, dict)
        assert is_set(listed["encodedList"], bit) == (of == number)


def _packed(data: bytes) -> str:
    return "u" + urlsafe_b64encode(gzip.compress(data, mtime=0)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        None,
        7,
        "",
        "u",
        "zabc",
        "u!!!",
        "uAAAA",
        _packed(b"\x00" * 100),
        _packed(bytes(1_000_001)),
        encoded([1])[:-9],
    ],
)
def test_what_is_no_list_is_refused(text: object) -> None:
    with pytest.raises(BadList):
        is_set(text, 1)


@pytest.mark.parametrize("bit", [-1, SIZE])
def test_a_number_outside_is_refused(bit: int) -> None:
    with pytest.raises(BadList):
        is_set(encoded([]), bit)
    with pytest.raises(IndexError):
        encoded([SIZE])
