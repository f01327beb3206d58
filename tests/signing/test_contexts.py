"""The JSON-LD contexts are the ones that we read, to the byte, and come from the disk."""

import hashlib
from pathlib import Path

import openbadgeslib.ob3.contexts as room
import pytest
from openbadgeslib.ob3.contexts import bundled_contexts

from tpmlearn.domain.credentials.document import CONTEXTS
from tpmlearn.signing.proofs import CONTEXT_HASHES


@pytest.mark.parametrize("address", CONTEXTS)
def test_a_context_is_the_one_that_was_read(address: str) -> None:
    files = {
        hashlib.sha256(one.read_bytes()).hexdigest()
        for one in Path(room.__file__).parent.glob("*.json")
    }

    assert address in bundled_contexts()
    assert CONTEXT_HASHES[address] in files
