"""Jobs of the tests' own: they count, fail, or do what a test says; sites whose workers die."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db
from tpmlearn.domain.jobs.job import Job
from tpmlearn.jobs import declared
from tpmlearn.jobs.running import Keep, Task

Does = Callable[[Task], Keep | None]
DAY = timedelta(days=1)


class Doing:
    """What a job of the tests does, and with what it was called."""

    def __init__(self) -> None:
        self.calls: list[dict[str, object]] = []
        self.does: Does = lambda _task: None

    def __call__(self, task: Task) -> Keep | None:
        """Note the call, and do it."""
        self.calls.append(dict(task.claimed.args))
        return self.does(task)


doing = Doing()


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> Doing:
    """There is a job `try` of three tries, and one `kept` whose end can be seen for a day."""
    for name, stays in (("try", timedelta(0)), ("kept", DAY)):
        monkeypatch.setitem(
            declared.JOBS,
            name,
            Job(
                name,
                "tests.jobs.conftest:doing",
                limit=timedelta(seconds=20),
                tries=3,
                patience=DAY,
                stays=stays,
            ),
        )
    doing.calls, doing.does = [], lambda _task: None
    return doing


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'jobs.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def own_site(settings: Settings, url: str, tmp_path: Path) -> Iterator[Flask]:
    """A site with an empty database of its own, whose work is done by processes of the test."""
    app = create_app(replace(settings, database_url=url, folder=tmp_path))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    yield app
    with app.app_context():
        db.engine.dispose()
