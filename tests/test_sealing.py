"""Sealed streams: what comes out is what went in, and nothing that was changed comes out."""

import io

import pytest

from tpmlearn.sealing import (
    CHUNK,
    Damaged,
    SealedReader,
    SealedWriter,
    WrongKey,
    is_sealed,
    open_short,
    seal_short,
)

KEY, OTHER = b"k" * 32, b"o" * 32
HEAD, SEALED = 66, CHUNK + 16


def seal(data: bytes, piece: int = 10_000) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, KEY)
    for start in range(0, len(data), piece):
        writer.write(data[start : start + piece])
    writer.finish()
    return file.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return io.BufferedReader(SealedReader(io.BytesIO(data), key)).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_it_gives_back_what_was_sealed(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    sealed = seal(data)

    assert opened(sealed) == data
    assert is_sealed(sealed)
    assert len(sealed) == HEAD + size + 16 * max(1, -(-size // CHUNK))


def test_the_same_never_looks_the_same() -> None:
    one, other = seal(b"the same"), seal(b"the same")

    assert one[HEAD:] != other[HEAD:]
    assert b"the same" not in one


def test_another_key_is_told_at_once() -> None:
    with pytest.raises(WrongKey):
        SealedReader(io.BytesIO(seal(b"data")), OTHER)


@pytest.mark.parametrize("length", [0, 5, HEAD - 1])
def test_a_cut_head_is_no_head(length: int) -> None:
    with pytest.raises(WrongKey):
        opened(seal(b"data")[:length])


@pytest.mark.parametrize("length", [HEAD, HEAD + SEALED, HEAD + 2 * SEALED, HEAD + 2 * SEALED + 9])
def test_a_cut_is_seen_even_between_chunks(length: int) -> None:
    sealed = seal(bytes(2 * CHUNK + 100))

    with pytest.raises(Damaged):
        opened(sealed[:length])


def test_chunks_cannot_change_places_come_twice_or_be_added() -> None:
    sealed = seal(bytes(CHUNK) + b"\1" * CHUNK + b"end")
    head, one, two, end = (
        sealed[:HEAD],
        sealed[HEAD : HEAD + SEALED],
        sealed[HEAD + SEALED : HEAD + 2 * SEALED],
        sealed[HEAD + 2 * SEALED :],
    )

    for parts in ((two, one, end), (one, one, two, end), (one, end), (one, two, end, end)):
        with pytest.raises(Damaged):
            opened(head + b"".join(parts))


def test_no_byte_can_be_another() -> None:
    sealed = seal(b"some data that counts")

    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises((Damaged, WrongKey)):
            opened(changed)


def test_a_short_secret_opens_with_its_key_for_its_purpose_only() -> None:
    sealed = seal_short(b"JBSWY3DP", b"a secret key", purpose=b"of 1")

    assert open_short(sealed, b"a secret key", purpose=b"of 1") == b"JBSWY3DP"
    assert b"JBSWY3DP" not in sealed
    for key, purpose in ((b"another key", b"of 1"), (b"a secret key", b"of 2")):
        with pytest.raises(WrongKey):
            open_short(sealed, key, purpose=purpose)


def test_no_byte_of_a_short_secret_can_be_another() -> None:
    sealed = seal_short(b"JBSWY3DP", b"a secret key", purpose=b"of 1")

    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(WrongKey):
            open_short(changed, b"a secret key", purpose=b"of 1")
