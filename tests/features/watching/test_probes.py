"""Alive and ready: cheap, without a cookie, and it says which part is not ready."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn import create_app
from tpmlearn.config import Settings
from tpmlearn.db import db, writing
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.schema_version import Schema, heads, standing, steps


@contextmanager
def at_revision(app: Flask, revision: str | None) -> Iterator[None]:
    """The database says that it is at this migration, None: at none."""
    known = next(iter(heads(steps())))
    with app.app_context(), writing():
        if revision is None:
            db.session.execute(text("ALTER TABLE alembic_version RENAME TO put_aside"))
        else:
            said = text("UPDATE alembic_version SET version_num = :said")
            db.session.execute(said, {"said": revision})
        db.session.commit()
    try:
        yield
    finally:
        with app.app_context(), writing():
            if revision is None:
                db.session.execute(text("ALTER TABLE put_aside RENAME TO alembic_version"))
            said = text("UPDATE alembic_version SET version_num = :said")
            db.session.execute(said, {"said": known})
            db.session.commit()


def test_alive_asks_nobody_and_leaves_nothing(app: Flask, learner: CheckingClient) -> None:
    with statements(app) as seen:
        answer = learner.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "alive\n")
    assert answer.mimetype == "text/plain"
    assert seen.sql == []
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_ready_takes_one_statement(app: Flask, visitor: CheckingClient) -> None:
    with statements(app) as seen:
        answer = visitor.get("/readyz")

    assert answer.status_code == 200
    assert answer.json == {
        "ready": True,
        "parts": {"database": "ready", "migrations": "ready", "content": "ready"},
    }
    assert len(seen.sql) == 1
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("revision", "status", "told"), [("0001", 503, "behind"), (None, 503, "empty")]
)
def test_a_database_that_waits_for_migrations_is_not_ready(
    app: Flask, visitor: CheckingClient, revision: str | None, status: int, told: str
) -> None:
    with at_revision(app, revision):
        answer = visitor.get("/readyz")

    assert answer.status_code == status
    assert answer.get_json()["parts"]["migrations"] == told


def test_an_old_worker_stays_ready_beside_a_newer_database(
    app: Flask, visitor: CheckingClient
) -> None:
    with at_revision(app, "zz_of_tomorrow"):
        assert visitor.get("/readyz").status_code == 200


def test_without_content_it_is_alive_and_not_ready(app: Flask, visitor: CheckingClient) -> None:
    with app.app_context():
        library = current_library()
    whole = library.catalogue
    library.catalogue = Catalogue(version="none")
    try:
        answer = visitor.get("/readyz")
        assert visitor.get("/healthz").status_code == 200
    finally:
        library.catalogue = whole

    assert answer.status_code == 503
    assert answer.get_json()["parts"]["content"] == "no lesson is loaded"


def test_a_database_that_is_gone_is_named_and_nothing_else_of_it(
    settings: Settings, tmp_path: Path
) -> None:
    url = "postgresql://keeper:a-password@127.0.0.1:1/tpmlearn"
    client = create_app(replace(settings, database_url=url)).test_client()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["parts"]["database"] == "does not answer"
    assert not {"keeper", "a-password", "127.0.0.1"} & set(answer.text.replace('"', " ").split())
    assert client.get("/healthz").status_code == 200


def test_it_reads_the_chain_of_migrations() -> None:
    known = steps()

    assert len(heads(known)) == 1
    assert known["0001"] is None
    assert standing("0001", known) is Schema.BEHIND
