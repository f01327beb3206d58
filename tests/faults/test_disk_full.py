"""The disk is full: nothing that was saved is lost, all can be read, and saving comes back."""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.support import needs
from tests.support.client import CheckingClient
from tests.support.cluster import HASTY, running_cluster
from tests.support.learners import learning, recovery_seconds
from tests.support.load import SLUG
from tests.support.reader import Reader
from tests.support.site import Site, launch, new_folder
from tests.support.small_disk import SmallDisk, small_disk
from tpmlearn.db import db

FULL = "The site has no room left to save anything, so the last step was not saved."
BACK_SECONDS = 90
NOTE = f"/learn/{SLUG}/note"
LONG = "Ask Li about the range. " * 700


@contextmanager
def no_more_room(app: Flask) -> Iterator[None]:
    """SQLite's file may not grow by a page until the block ends."""

    def stop_growing(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count=1")

    with app.app_context():
        engine = db.engine
    engine.dispose()
    # Pages that other tests have left free would be room.
    with closing(engine.raw_connection()) as bare:
        bare.cursor().execute("VACUUM")
    engine.dispose()
    event.listen(engine, "connect", stop_growing)
    try:
        yield
    finally:
        event.remove(engine, "connect", stop_growing)
        engine.dispose()


def test_a_save_is_refused_in_a_sentence_and_taken_once_there_is_room(
    learner: CheckingClient,
) -> None:
    with learner.application.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("tried on a real disk there")
    learner.save(NOTE, note="Kept before.")

    with no_more_room(learner.application):
        by_script = learner.save(NOTE, note=LONG)
        by_form = learner.send(NOTE, note=LONG)
        lesson = learner.read(f"/learn/{SLUG}")
    after = learner.save(NOTE, note=LONG)

    assert (by_script.status_code, by_form.status_code) == (503, 503)
    assert by_script.get_json()["error"].startswith(FULL)
    assert by_script.headers["Retry-After"] == by_form.headers["Retry-After"] == "30"
    page = by_form.get_data(as_text=True)
    assert FULL in page
    # Without a script what was typed can be sent again from the page.
    assert re.search(r'<input type="hidden" name="note" value="Ask Li[^"]+">', page)
    assert 'name="csrf_token"' in page
    assert "Kept before.</textarea>" in lesson
    assert after.status_code == 200


@dataclass(frozen=True)
class Full:
    """A site whose database is on a small disk."""

    site: Site
    disk: SmallDisk


@pytest.fixture(params=["sqlite", "postgresql"])
def on_small_disk(request: pytest.FixtureRequest, tmp_path: Path, instance: Path) -> Iterator[Full]:
    with ExitStack() as stack:
        on_sqlite = request.param == "sqlite"
        disk = stack.enter_context(small_disk(megabytes=24 if on_sqlite else 96))
        url = ""
        if not on_sqlite:
            server = running_cluster(needs.postgresql(), options=HASTY, disk=disk.folder)
            url = stack.enter_context(server).url
        folder = disk.folder / "instance" if on_sqlite else tmp_path / "instance"
        folder.mkdir()
        new_folder(folder, rendered=instance / "rendered-for-faults")
        site = launch("full", folder, database_url=url)
        stack.callback(site.stop)
        stack.callback(disk.give_room)
        yield Full(site, disk)


@pytest.mark.long
def test_all_that_was_saved_is_there_after_the_disk_was_full(on_small_disk: Full) -> None:
    site, disk = on_small_disk.site, on_small_disk.disk
    workers = site.workers()
    guest = Reader(site.url)
    own = guest.begin_quiz()

    with learning(site.url, people=8) as learners:
        learners.wait_for_saves(10, seconds=60)
        end = time.monotonic() + 240
        while not learners.refused:
            assert time.monotonic() < end, "the disk was never full"
            disk.fill()
            time.sleep(0.1)
        full = len(learners.saved)
        for path in (own, f"/learn/{SLUG}", "/healthz", "/readyz"):
            assert guest.get(path).status == 200
        time.sleep(3)
        disk.give_room()
        lifted = time.monotonic()
        learners.wait_for_saves(20, seconds=BACK_SECONDS)

    print(
        f"{full} answers acknowledged before it was full, {len(learners.saved)} in all, "
        f"recovery within {recovery_seconds(learners.requests, lifted):.1f} s"
    )
    assert learners.failed == []
    assert all(FULL in page for page in learners.refused)
    assert learners.lost(site.database_url) == set()
    assert site.workers() == workers
