"""Migrations: forward, back and forward again, with rows in place, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from tests.support import needs
from tests.support.cluster import cluster
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import Base, db, writing
from tpmlearn.models import AttemptItemRow, NoteRow, PersonRow

FOLDER = str(ROOT / "migrations")
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """A site whose database has no table yet."""
    if request.param == "sqlite":
        yield create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'bare.db'}"))
        return
    with cluster(needs.postgresql()) as url:
        app = create_app(replace(settings, database_url=url))
        yield app
        with app.app_context():
            db.engine.dispose()


def test_it_goes_forward_back_and_forward_again(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER)
        tables = set(inspect(db.engine).get_table_names())
        assert set(Base.metadata.tables) <= tables

        downgrade(directory=FOLDER, revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}

        upgrade(directory=FOLDER)
        assert set(inspect(db.engine).get_table_names()) == tables


def test_a_second_run_changes_nothing_and_keeps_the_rows(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER)
        with writing():
            person = PersonRow(created_at=NOON, active_at=NOON, roles=[])
            db.session.add(person)
            db.session.flush()
            db.session.add(NoteRow(person_id=person.id, module="m", text="t", changed_at=NOON))
            db.session.commit()

        upgrade(directory=FOLDER)

        assert db.session.scalars(select(NoteRow.text)).all() == ["t"]
        db.session.remove()


def test_foreign_keys_are_on_again_after_a_migration(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER)
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA foreign_keys")).scalar() == 1
        with writing():
            db.session.add(PersonRow(id=7, created_at=NOON, active_at=NOON, roles=[]))
            db.session.flush()
            db.session.add(NoteRow(person_id=7, module="m", text="t", changed_at=NOON))
            db.session.commit()
            db.session.execute(text("DELETE FROM people"))
            db.session.commit()
        assert db.session.scalars(select(NoteRow.text)).all() == []
        db.session.remove()


def test_attempts_from_before_have_drawn_nothing(bare: Flask) -> None:
    with bare.app_context():
        upgrade(directory=FOLDER, revision="0001")
        with writing():
            for statement in OLD_ATTEMPT:
                db.session.execute(text(statement), {"at": NOON.isoformat(), "yes": True})
            db.session.commit()

        upgrade(directory=FOLDER)

        assert db.session.scalars(select(AttemptItemRow.drawn)).all() == [{}]
        db.session.remove()
        downgrade(directory=FOLDER, revision="0001")
        columns = {column["name"] for column in inspect(db.engine).get_columns("attempt_items")}
        assert columns == {"attempt_id", "position", "item_version", "option_order"}


OLD_ATTEMPT = (
    "INSERT INTO people (id, email, name, time_zone, theme, roles, demo, created_at, active_at)"
    " VALUES (1, NULL, '', 'UTC', 'system', '[]', :yes, :at, :at)",
    "INSERT INTO item_versions (version, item, content, first_shown_at)"
    " VALUES ('v', 'i', '{}', :at)",
    "INSERT INTO attempts (id, person_id, module, module_title, kind, layout, first_sight, size,"
    ' started_at, finished_at, "right")'
    " VALUES ('a', 1, 'm', 'M', 'full', 'one', :yes, 1, :at, NULL, NULL)",
    "INSERT INTO attempt_items (attempt_id, position, item_version, option_order)"
    " VALUES ('a', 1, 'v', '[]')",
)
