"""Reports come from a streaming copy while it is well, and from the database otherwise."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import create_engine, event, text

from tests.support import needs
from tests.support.cluster import HASTY, Cluster, running_cluster
from tests.support.replica import streaming_replica
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db, require_url, writing
from tpmlearn.models import PersonRow, SignInRow
from tpmlearn.records.people import hashed
from tpmlearn.replica import Replica
from tpmlearn.web.access import WROTE_AT

PATIENCE = 15
REPORTS = ("/author/health", "/author/items", "/admin/audit")


@pytest.fixture(scope="module")
def primary() -> Iterator[Cluster]:
    with running_cluster(needs.postgresql(), options=HASTY) as server:
        yield server


@pytest.fixture
def copy(primary: Cluster, site: Flask) -> Iterator[Cluster]:
    with streaming_replica(primary) as server:
        yield server


@pytest.fixture(scope="module")
def site(primary: Cluster, settings: Settings) -> Flask:
    """The migrated site, still without its copy."""
    app = create_app(replace(settings, database_url=primary.url))
    with app.app_context(), writing():
        upgrade(directory=str(ROOT / "migrations"))
        now = datetime.now(UTC)
        row = PersonRow(email="ari@example.org", name="Ari", created_at=now, active_at=now)
        row.roles, row.time_zone, row.theme = ["author", "admin"], "UTC", "system"
        db.session.add(row)
        db.session.flush()
        db.session.add(SignInRow(id=hashed("ari"), person_id=row.id, device="test", created_at=now))
        db.session.commit()
    return app


@pytest.fixture
def app(settings: Settings, primary: Cluster, copy: Cluster) -> Flask:
    """The site with a copy that has caught up."""
    app = create_app(replace(settings, database_url=primary.url, replica_url=copy.url))
    wait_until(lambda: caught_up(copy))
    return app


def caught_up(copy: Cluster) -> bool:
    engine = create_engine(require_url(copy.url))
    try:
        with engine.connect() as connection:
            return bool(connection.scalar(text("SELECT count(*) FROM sign_ins")))
    finally:
        engine.dispose()


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def author(app: Flask, **more: object) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session.update({"_user_id": "ari", "_fresh": True, **more})
    return client


def bound(app: Flask) -> list[int]:
    """The ports that statements go to, from now on."""
    ports: list[int] = []
    replica: Replica = app.extensions["replica"]
    with app.app_context():
        engines = (db.engine, replica.engine)
    for engine in engines:
        event.listen(
            engine,
            "before_cursor_execute",
            lambda connection, *_rest: ports.append(connection.engine.url.port or 0),
        )
    return ports


@pytest.mark.parametrize("path", REPORTS)
def test_a_report_is_read_from_the_copy(
    app: Flask, primary: Cluster, copy: Cluster, path: str
) -> None:
    ports = bound(app)

    assert author(app).get(path).status_code == 200

    # Who asks is read from the database itself, all else from the copy.
    assert ports.count(primary.port) == 1
    assert ports.count(copy.port) >= 2


def test_a_page_that_is_no_report_is_not(app: Flask, copy: Cluster) -> None:
    ports = bound(app)

    assert author(app).get("/plan").status_code == 200

    assert copy.port not in ports


def test_who_has_just_changed_something_reads_the_database_itself(
    app: Flask, copy: Cluster
) -> None:
    ports = bound(app)

    author(app, **{WROTE_AT: int(time.time())}).get("/author/items")
    assert copy.port not in ports

    author(app, **{WROTE_AT: int(time.time()) - 6}).get("/author/items")
    assert copy.port in ports


def test_a_change_is_remembered_in_the_cookie(app: Flask) -> None:
    client = author(app)

    client.post("/theme", data={"theme": "dark"})

    with client.session_transaction() as session:
        assert time.time() - session[WROTE_AT] < 5


def test_without_the_copy_the_database_answers_and_the_log_says_so(
    app: Flask, copy: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    client = author(app)
    assert client.get("/author/items").status_code == 200

    with caplog.at_level(logging.WARNING, "tpmlearn"):
        copy.stop()
        statuses = [client.get("/author/items").status_code for _ in range(5)]
        time.sleep(1.1)
        statuses += [client.get("/author/items").status_code for _ in range(5)]
    copy.start()

    assert set(statuses) == {200}
    assert caplog.text.count("reports are read from the database itself") == 1


def test_a_copy_that_is_far_behind_is_left_alone_until_it_has_caught_up(
    app: Flask, primary: Cluster, copy: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    replica: Replica = app.extensions["replica"]
    slow = Replica(replica.engine, max_lag=0.5)
    wait_until(slow.is_good)
    engine = create_engine(require_url(copy.url), isolation_level="AUTOCOMMIT")
    own = create_engine(require_url(primary.url), isolation_level="AUTOCOMMIT")
    with engine.connect() as there, own.connect() as here, caplog.at_level(logging.WARNING):
        there.execute(text("SELECT pg_wal_replay_pause()"))
        here.execute(text("UPDATE people SET name = 'Ari Aho'"))
        wait_until(lambda: not slow.is_good())
        there.execute(text("SELECT pg_wal_replay_resume()"))
        wait_until(slow.is_good)
    engine.dispose()
    own.dispose()

    assert "s behind" in caplog.text
    assert "read from the replica again" in caplog.text
