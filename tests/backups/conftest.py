"""A filled site to back up, and empty systems to restore into, on both databases."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.support.backups import new_postgresql
from tests.support.client import CheckingClient
from tests.support.filling import fill
from tpmlearn.cli import backup_app
from tpmlearn.config import Settings
from tpmlearn.db import db


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The instance folder of the filled site, with all that counts and what does not."""
    folder = tmp_path / "instance"
    for name, text in {
        "secret-key": "s" * 64,
        "badge-keys/signing.pem": "PEM",
        "content.git/refs/heads/main": "0" * 40,
        "cache/html/x": "made anew",
        "releases/r/x": "from the database",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def ours(settings: Settings, app: Flask, place: Path, tmp_path: Path) -> Settings:
    """The settings of the filled site."""
    content = tmp_path / "our-content"
    (content / "modules").mkdir(parents=True)
    (content / "framework.yml").write_text("areas: []\n", encoding="utf-8")
    (content / ".hidden").write_text("not content", encoding="utf-8")
    (content / "modules" / "lesson.md").write_text("## Ranges – über\n", encoding="utf-8")
    (content / "link.md").symlink_to("/etc/hostname")
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    secret = "s" * 64
    return replace(settings, folder=place, content=(content,), secret_key=secret, database_url=url)


@pytest.fixture
def full(ours: Settings, app: Flask, learner: CheckingClient) -> Iterator[Flask]:
    """An app with the commands, on a database that has a row in every table."""
    fill(app, learner.person_id, "ada")
    made = backup_app(ours)
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """An app with the commands, on an empty system."""
    folder = tmp_path / "empty"
    with ExitStack() as stack:
        url = f"sqlite:///{folder / 'tpmlearn.db'}"
        if request.param == "postgresql":
            cluster = request.getfixturevalue("postgresql_url")
            url = stack.enter_context(new_postgresql(cluster, "restored"))
        made = backup_app(replace(settings, folder=folder, database_url=url))
        yield made
        with made.app_context():
            db.engine.dispose()


@pytest.fixture
def bare(settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """An app with the commands, on an empty system with SQLite."""
    folder = tmp_path / "bare"
    url = f"sqlite:///{folder / 'tpmlearn.db'}"
    made = backup_app(replace(settings, folder=folder, database_url=url))
    yield made
    with made.app_context():
        db.engine.dispose()
