"""All rows go from one database into another of either kind."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from tests.support.backups import contents, new_postgresql, run
from tests.support.filling import AT
from tpmlearn.backups import migrations
from tpmlearn.backups.bare import bare_app
from tpmlearn.config import Settings
from tpmlearn.db import db, writing
from tpmlearn.models import PersonRow


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield f"sqlite:///{tmp_path / 'target.db'}"
        else:
            cluster = request.getfixturevalue("postgresql_url")
            yield stack.enter_context(new_postgresql(cluster, "moved"))


@pytest.fixture
def beyond(target: str, settings: Settings) -> Iterator[Flask]:
    """An app on that database."""
    app = bare_app(replace(settings, database_url=target))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_every_row_arrives_and_stays(full: Flask, target: str, beyond: Flask) -> None:
    before = contents(full)

    code, said = run(full, "move", "--to", target)

    assert (code, "Counts and sums are the same in both." in said) == (0, True), said
    assert contents(beyond) == before
    assert contents(full) == before
    with beyond.app_context(), writing():
        highest = db.session.scalar(select(func.max(PersonRow.id)))
        row = PersonRow(roles=[], created_at=AT, active_at=AT)
        db.session.add(row)
        db.session.commit()
        assert row.id > (highest or 0)
        db.session.remove()


def test_a_database_with_rows_is_refused(full: Flask, target: str, beyond: Flask) -> None:
    run(full, "move", "--to", target)
    before = contents(beyond)

    code, said = run(full, "move", "--to", target)

    assert (code, "The database is not empty: there are rows in" in said) == (1, True), said
    assert contents(beyond) == before


def test_a_database_at_another_migration_is_refused(
    full: Flask, target: str, beyond: Flask
) -> None:
    with beyond.app_context():
        upgrade(directory=migrations.FOLDER, revision="0002")

    code, said = run(full, "move", "--to", target)

    assert (code, "is at migration 0002, this one at" in said) == (1, True), said


def test_the_site_s_own_database_is_no_target(full: Flask) -> None:
    own = full.extensions["settings"].database_url.replace("+psycopg", "")

    code, said = run(full, "move", "--to", own)

    assert (code, "has already" in said) == (1, True), said


@pytest.mark.parametrize("url", ["mysql://u@h/d", "nonsense", ""])
def test_an_address_that_is_none_is_told(full: Flask, url: str) -> None:
    code, said = run(full, "move", "--to", url)

    assert (code, "must begin with sqlite:/// or postgresql://" in said) == (1, True), said


def test_a_server_that_is_not_there_is_told(full: Flask) -> None:
    code, said = run(full, "move", "--to", "postgresql://u:hidden@127.0.0.1:1/d")

    assert (code, "Nothing was kept." in said) == (1, True), said
    assert "hidden" not in said
