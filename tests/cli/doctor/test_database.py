"""What the doctor says of the database, and of databases that are not well."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.features.watching.test_probes import at_revision
from tpmlearn import create_app
from tpmlearn.cli.doctor.database import (
    check_connections,
    check_database,
    check_migrations,
    check_postgresql,
    check_sqlite,
)
from tpmlearn.cli.doctor.finding import Finding, State
from tpmlearn.config import Settings

CHAIN = {"0001": None, "0002": "0001"}


def said(found: list[Finding]) -> dict[str, State]:
    return {one.about: one.state for one in found}


@pytest.mark.parametrize(("number", "state"), [(150004, State.RIGHT), (140010, State.WRONG)])
def test_postgresql_is_15_or_newer(number: int, state: State) -> None:
    assert check_postgresql(number).state is state


@pytest.mark.parametrize(
    ("version", "mode", "state"),
    [
        ((3, 53, 4), "wal", State.RIGHT),
        ((3, 46, 0), "wal", State.NOTE),
        ((3, 53, 4), "delete", State.WRONG),
    ],
)
def test_sqlite_is_sound_and_in_wal_mode(version: tuple[int, ...], mode: str, state: State) -> None:
    assert check_sqlite(version, mode).state is state


@pytest.mark.parametrize(
    ("revision", "state"),
    [
        ("0002", State.RIGHT),
        ("0001", State.WRONG),
        (None, State.WRONG),
        ("0003", State.NOTE),
    ],
)
def test_migrations_are_the_newest(revision: str | None, state: State) -> None:
    assert check_migrations(revision, CHAIN).state is state


@pytest.mark.parametrize(("most", "state"), [(100, State.RIGHT), (30, State.WRONG)])
def test_workers_get_their_connections(most: int, state: State) -> None:
    assert check_connections(most, 2).state is state


def test_a_database_that_is_well(app: Flask) -> None:
    with app.app_context():
        found = said(check_database(app.config["SQLALCHEMY_DATABASE_URI"], 2))

    assert set(found.values()) == {State.RIGHT}
    assert {"database", "migrations"} < set(found)


def test_a_database_that_waits_for_migrations(app: Flask) -> None:
    with at_revision(app, "0001"), app.app_context():
        found = said(check_database(app.config["SQLALCHEMY_DATABASE_URI"], 2))

    assert found["database"] is State.RIGHT
    assert found["migrations"] is State.WRONG


def test_a_database_that_does_not_answer(settings: Settings, tmp_path: Path) -> None:
    url = "postgresql://keeper:a-password@127.0.0.1:1/tpmlearn"
    app = create_app(replace(settings, database_url=url))
    with app.app_context():
        (found,) = check_database(app.config["SQLALCHEMY_DATABASE_URI"], 2)

    assert found.state is State.WRONG
    assert "does not answer" in found.says
    assert "a-password" not in found.says
