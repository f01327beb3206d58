"""Processes that work are killed with signal 9: no mail is lost, a second one has the same id."""

import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from tests.support.cluster import free_port
from tests.support.jobs import jobs_of
from tests.support.working import kill, wait_until, worker
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db, writing
from tpmlearn.jobs.letters import post_letter
from tpmlearn.mail import Letter

LETTERS, KILLS, AT_ONCE = 12, 4, 2


@pytest.fixture
def mailed(settings: Settings, url: str, tmp_path: Path) -> Iterator[tuple[Flask, Path]]:
    """A site whose mail server takes half a second for a mail, and what that has written down."""
    port, taken = free_port(), tmp_path / "taken"
    taken.touch()
    command = [sys.executable, "-m", "tests.support.mail_server", str(port), str(taken), "0.5"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    app = create_app(
        replace(settings, database_url=url, mail_url=f"smtp://127.0.0.1:{port}", folder=tmp_path)
    )
    try:
        assert server.stdout is not None
        server.stdout.readline()
        with app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
        yield app, taken
    finally:
        server.kill()
        server.wait()
        with app.app_context():
            db.engine.dispose()


def count_of(taken: Path) -> int:
    return len(taken.read_text().splitlines())


@pytest.mark.long
def test_no_mail_is_lost_and_a_second_one_has_the_same_id(mailed: tuple[Flask, Path]) -> None:
    app, taken = mailed
    with app.app_context(), writing():
        for number in range(LETTERS):
            letter = Letter(f"reader{number}@example.org", "Hello", "There.")
            post_letter(letter, now=datetime.now(UTC))
        db.session.commit()

    working = worker(app, at_once=AT_ONCE)
    try:
        for _ in range(KILLS):
            before = count_of(taken)
            wait_until("nothing is sent", lambda before=before: count_of(taken) > before)  # type: ignore[misc]
            # In the middle of a mail: the server has it and has not said yes.
            kill(working)
            working = worker(app, at_once=AT_ONCE)
        wait_until("letters stay", lambda: not jobs_of(app))
    finally:
        working.send_signal(signal.SIGTERM)
        ended = working.wait(timeout=60)

    ids = defaultdict(set)
    lines = [line.split() for line in taken.read_text().splitlines()]
    for reader, message_id in lines:
        ids[reader].add(message_id)
    often = Counter(reader for reader, _ in lines)
    twice = sum(often.values()) - LETTERS
    print(f"{LETTERS} letters, {KILLS} kills: 0 lost, {twice} sent again")
    assert len(ids) == LETTERS
    assert all(len(its) == 1 for its in ids.values())
    assert twice <= KILLS * AT_ONCE
    assert ended == 0
