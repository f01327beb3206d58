"""The key of backups: 32 bytes in base64, in either alphabet."""

import base64
import secrets

import pytest

from tpmlearn.domain.backups.keys import BadKey, read_key


def test_it_reads_what_the_manual_makes() -> None:
    raw = secrets.token_bytes(32)
    plain = base64.urlsafe_b64encode(raw).decode()

    assert read_key(plain.rstrip("=")) == raw
    assert read_key(f" {plain}\n") == raw
    assert read_key(base64.b64encode(raw).decode()) == raw
    assert len(read_key(secrets.token_urlsafe(32))) == 32


@pytest.mark.parametrize("text", ["", "short", "A" * 42, "A" * 44, "ä" * 43, "correct horse " * 4])
def test_it_refuses_all_else_and_repeats_nothing_of_it(text: str) -> None:
    with pytest.raises(BadKey) as refused:
        read_key(text)

    assert not text or text not in str(refused.value)
