"""A site that issues badges."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.badges import issuing
from tpmlearn.signing.keyring import Keyring


@pytest.fixture
def keys(app: Flask, tmp_path: Path) -> Iterator[Keyring]:
    """The site has an https address and a key."""
    with issuing(app, tmp_path) as found:
        yield found
