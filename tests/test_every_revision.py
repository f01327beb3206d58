"""From each revision, with a row in every table: up to the newest, down again, nothing lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from tests.support import needs
from tests.support.cluster import cluster
from tests.support.releases import releases
from tests.support.schemas import Rows, fill, read_schema, rows_of
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db, writing

FOLDER = str(ROOT / "migrations")
RELEASED = {one.revision for one in releases()}
REVISIONS = [one.revision for one in ScriptDirectory(FOLDER).walk_revisions()][::-1]
# What a step down cannot say as it was, and says on the safe side: tests/test_migrations.py.
CHANGED: dict[str, set[str]] = {}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def bare(
    request: pytest.FixtureRequest, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """A site whose database has no table yet; each test leaves it so."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("bare") / "bare.db"
        yield create_app(replace(settings, database_url=f"sqlite:///{path}"))
        return
    with cluster(needs.postgresql()) as url:
        app = create_app(replace(settings, database_url=url))
        yield app
        with app.app_context():
            db.engine.dispose()


def test_the_revisions_follow_each_other() -> None:
    assert sorted(REVISIONS) == REVISIONS
    assert len(list(Path(FOLDER, "versions").glob("*.py"))) == len(REVISIONS)


@pytest.mark.parametrize(
    "revision",
    [one if one in RELEASED else pytest.param(one, marks=pytest.mark.long) for one in REVISIONS],
)
def test_rows_go_up_to_the_newest_and_down_again(bare: Flask, revision: str) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER, revision=revision)
        with writing(), db.engine.begin() as connection:
            schema = read_schema(connection)
            fill(connection, schema)
            before = rows_of(connection, schema)
        assert all(len(rows) == 1 for rows in before.values())

        upgrade(directory=FOLDER)
        with db.engine.connect() as connection:
            newest = read_schema(connection)
            missing = [name for name, rows in rows_of(connection, newest).items() if not rows]
        downgrade(directory=FOLDER, revision=revision)

        with db.engine.connect() as connection:
            assert told(rows_of(connection, schema)) == told(before)
        assert not set(missing) & set(before)
        downgrade(directory=FOLDER, revision="base")
        db.engine.dispose()


def told(rows: Rows) -> Rows:
    """The rows without what a step down says on the safe side."""
    return {
        name: [
            {key: value for key, value in row.items() if key not in CHANGED.get(name, ())}
            for row in several
        ]
        for name, several in rows.items()
    }
