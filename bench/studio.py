"""Prints how fast the authors' pages open beside a database full of answers, and their goals.

Run by `make bench-studio`; ends non-zero when a goal is missed. Uses an SQLite database and, where
its programs are on the machine, a PostgreSQL of its own. `python -m bench.studio 5000` fills fewer
answers than the 100,000 of the goals.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from bench.goals import Row
from bench.studio_answers import NOW, REPORTS, fill, most_shown
from tests.support import needs
from tests.support.cluster import cluster
from tpmlearn import create_app
from tpmlearn.calibration.item_statistics import compute
from tpmlearn.calibration.recalibrating import recalibrate
from tpmlearn.config import ROOT, Settings, from_environment
from tpmlearn.db import db, writing
from tpmlearn.features.drafts.services import publish_draft
from tpmlearn.library import Library
from tpmlearn.models import PersonRow, SignInRow
from tpmlearn.records.catalogue import current_catalogue, current_library
from tpmlearn.records.draft_writing import begin_draft, put_file
from tpmlearn.records.drafts import live_version
from tpmlearn.records.people import hashed, person_from
from tpmlearn.records.releases import follow_live
from tpmlearn.web.background import FOLLOW_SECONDS

ANSWERS, ROUNDS = 100_000, 9
TOKEN, AUTHOR = "bench", "ari@example.org"
LESSON = "modules/16-estimate-in-ranges/lesson.md"


def main(arguments: Sequence[str]) -> int:
    """Print the table; 1 where a page takes longer than its goal."""
    answers = int(arguments[0]) if arguments else ANSWERS
    rows: list[Row] = []
    with ExitStack() as stack:
        for name, url in _databases(stack):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            rows += _measured(name, _site(folder, url), answers)
    width = max(len(row.what) for row in rows)
    print(f"{answers:,} answers, {REPORTS} reports, median of {ROUNDS}, the first opening apart")
    for row in rows:
        verdict = "" if row.goal == "(printed)" else "met" if row.met else "MISSED"
        print(f"{row.what:{width}}  {row.figure:>10}  {row.goal:10}  {verdict}".rstrip())
    return int(not all(row.met for row in rows))


def _databases(stack: ExitStack) -> Iterator[tuple[str, str]]:
    yield "SQLite", ""
    try:
        binaries = needs.postgresql()
    except pytest.skip.Exception as reason:
        print(f"PostgreSQL left out: it {reason}")
        return
    yield "PostgreSQL", stack.enter_context(cluster(binaries))


def _site(folder: Path, url: str) -> Flask:
    # Of its own: what is published is written there.
    shutil.copytree(ROOT / "content", folder / "content")
    settings = {"TPMLEARN_INSTANCE": str(folder), "TPMLEARN_CONTENT": str(folder / "content")}
    app = create_app(from_environment(settings | ({"TPMLEARN_DATABASE_URL": url} if url else {})))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    return app


def _measured(name: str, app: Flask, answers: int) -> Iterator[Row]:
    with app.app_context():
        catalogue = current_catalogue()
        fill(catalogue, answers)
        begun = time.perf_counter()
        recalibrate(clock=lambda: NOW, say=lambda _line: None)
        compute({one.version: one for one in catalogue.items}, now=NOW)
        night = time.perf_counter() - begun
        of_test, of_quiz = most_shown(catalogue)
        db.session.remove()
    yield Row(f"{name}: the night before", f"{night:.1f} s")
    client = _author(app)
    pages = (
        ("an item of the test pool", f"/author/items/{of_test}", 300),
        ("an item of a quiz", f"/author/items/{of_quiz}", 300),
        ("health", "/author/health", 1000),
        ("all items", "/author/items", 1000),
        ("items that stand out", "/author/items?concern=any", 1000),
        ("a test as a whole", "/author/tests/del", 1000),
    )
    for what, path, goal in pages:
        first, median = _times(lambda path=path: _open(client, path))  # type: ignore[misc]
        yield Row(f"{name}: {what}, first", f"{first:.0f} ms")
        yield Row(f"{name}: {what}", f"{median:.0f} ms", f"{goal} ms", met=median <= goal)
    yield from _publishing(name, app, client)


def _publishing(name: str, app: Flask, client: FlaskClient) -> Iterator[Row]:
    """A draft of one lesson: its page, going live, and being shown by a worker that did not."""
    with app.app_context(), writing():
        library = current_library()
        who = person_from(db.session.query(PersonRow).filter_by(email=AUTHOR).one())
        draft = begin_draft(who, "Bench", now=NOW)
        text = live_version(library, LESSON).text + "\nOne more paragraph.\n"
        seen = live_version(library, LESSON).hash
        put_file(draft, library, LESSON, text.encode(), seen=seen, writer=who.id, now=NOW)
        db.session.commit()
    first, median = _times(lambda: _open(client, f"/author/drafts/{draft}"))
    yield Row(f"{name}: a draft, first", f"{first:.0f} ms")
    yield Row(f"{name}: a draft", f"{median:.0f} ms", "1000 ms", met=median <= 1000)
    settings: Settings = app.extensions["settings"]
    other = Library(settings.content, settings.folder / "cache-of-another")
    with app.app_context(), writing():
        begun = time.perf_counter()
        publish_draft(draft, who, library, now=NOW)
        took = 1000 * (time.perf_counter() - begun)
        yield Row(f"{name}: publish it", f"{took:.0f} ms")
        app.extensions["library"] = other
        begun = time.perf_counter()
        follow_live()
        took = 1000 * (time.perf_counter() - begun) + 1000 * FOLLOW_SECONDS
    yield Row(
        f"{name}: another worker shows it, at most", f"{took:.0f} ms", "5000 ms", met=took <= 5000
    )


def _times(work: Callable[[], object]) -> tuple[float, float]:
    """The first time and the median of those after it, in ms."""
    found = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - begun))
    return found[0], statistics.median(found[1:])


def _open(client: FlaskClient, path: str) -> None:
    status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")


def _author(app: Flask) -> FlaskClient:
    with app.app_context(), writing():
        row = PersonRow(email=AUTHOR, roles=["author"], created_at=NOW, active_at=NOW)
        db.session.add(row)
        db.session.flush()
        now = datetime.now(UTC)
        sign_in = SignInRow(id=hashed(TOKEN), person_id=row.id, device="bench", created_at=now)
        db.session.add(sign_in)
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = TOKEN, True
    return client


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
