"""An author, and the folder that is being written."""

from pathlib import Path

import pytest
from flask import Flask

from tests.support.client import CheckingClient
from tests.support.preview import preview_of


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, Flask]:
    return preview_of(tmp_path)


@pytest.fixture
def content(desk: tuple[Path, Flask]) -> Path:
    return desk[0]


@pytest.fixture
def previewer(desk: tuple[Path, Flask]) -> CheckingClient:
    client = desk[1].test_client()
    assert isinstance(client, CheckingClient)
    return client
