"""flask serve: what it does before it hands over, and what it leaves to the workers."""

import sqlite3
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.support.client import CheckingClient
from tests.support.site import FLASK, environment, launch, new_folder, wait_for_all
from tpmlearn.config import ROOT
from tpmlearn.db import db, writing
from tpmlearn.models import PersonRow
from tpmlearn.records.blobs import keep_blobs, known_blobs
from tpmlearn.records.schema_version import Schema, heads, is_file_at_head, standing, steps
from tpmlearn.web import background


def serve(folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*FLASK, "serve", "--port", "1"],
        cwd=ROOT,
        env={**environment(folder), **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_folder_that_is_not_there_is_named_before_anything_starts(tmp_path: Path) -> None:
    done = serve(tmp_path, TPMLEARN_CONTENT=str(tmp_path / "nowhere"))

    assert done.returncode != 0
    assert f"The content folder {tmp_path / 'nowhere'} does not exist." in done.stderr


def test_what_is_wrong_in_the_content_is_said_once_and_the_site_comes_up(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    (folder / "content" / "modules" / "99-broken").mkdir()
    (folder / "content" / "modules" / "99-broken" / "lesson.md").write_text("no head\n")

    site = launch("broken", folder)
    wait_for_all(site)
    site.stop()

    assert site.log.count("see `flask content check`") == 1


def guests() -> int:
    is_guest = PersonRow.email.is_(None)
    return db.session.scalar(select(func.count()).select_from(PersonRow).where(is_guest)) or 0


def test_a_running_site_erases_guests_who_were_idle_for_90_days(
    app: Flask, guest: CheckingClient, learner: CheckingClient
) -> None:
    assert guest.person_id != learner.person_id
    with app.app_context(), writing():
        long_ago = datetime.now(UTC) - timedelta(days=91)
        db.session.execute(update(PersonRow).values(active_at=long_ago))
        db.session.commit()
        assert guests() == 1

    background.tidy(app)

    with app.app_context():
        assert guests() == 0
        assert db.session.get(PersonRow, learner.person_id)


def test_a_running_site_forgets_versions_that_nothing_names(app: Flask) -> None:
    with app.app_context(), writing():
        (hashed,) = keep_blobs([b"typed on the way"])
        db.session.commit()

    background.tidy(app)

    with app.app_context():
        assert known_blobs([hashed]) == set()


def test_an_empty_database_is_brought_up_to_date_and_one_at_head_is_left_alone(
    tmp_path: Path,
) -> None:
    folder = new_folder(tmp_path)
    for _ in range(2):
        launch("fresh", folder).stop()

    log = (folder / "out.log").read_text(encoding="utf-8")
    assert log.count("Context impl SQLiteImpl") <= 1
    with sqlite3.connect(folder / "tpmlearn.db") as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert standing(revision, steps()) is Schema.AT_HEAD


def test_tidying_that_fails_is_a_line_of_the_log(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(background, "forget_expired", fail)

    background.tidy(app)

    assert "what has ended could not be erased" in caplog.text


WHAT_IS_LOADED = """
import sys
from tpmlearn.cli import serve_app
app = serve_app()
print("sqlalchemy" in sys.modules, "sqlalchemy" in app.extensions)
"""


def test_a_start_at_head_loads_no_orm(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    loaded = []
    for _ in range(2):
        done = subprocess.run(
            [FLASK[0], "-c", WHAT_IS_LOADED],
            cwd=ROOT,
            env=environment(folder),
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        loaded.append(done.stdout.split())
        launch("head", folder).stop()

    assert loaded == [["True", "True"], ["False", "False"]]


@pytest.mark.parametrize(
    ("made", "is_at_head"),
    [
        ("CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ({})", 1),
        ("CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES (0)", 0),
        ("CREATE TABLE alembic_version (version_num)", 0),
        ("CREATE TABLE another (version_num)", 0),
    ],
)
def test_only_a_file_at_the_newest_migration_is_at_head(
    tmp_path: Path, made: str, is_at_head: int
) -> None:
    path = tmp_path / "a.db"
    [newest] = heads(steps())
    with sqlite3.connect(path) as connection:
        connection.executescript(made.format(f"'{newest}'"))

    assert is_file_at_head(f"sqlite:///{path}") == bool(is_at_head)


def test_what_is_no_plain_path_of_a_file_takes_the_long_way(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database")

    for url in (
        f"sqlite:///{tmp_path}/text.db",
        f"sqlite:///{tmp_path}/nothing.db",
        "sqlite:///relative.db",
        f"sqlite:///{tmp_path}/text.db?mode=ro",
        "postgresql://localhost/none",
    ):
        assert not is_file_at_head(url)
    assert not (tmp_path / "nothing.db").exists()
