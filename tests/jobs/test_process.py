"""A job in a process of its own: done for whoever holds the claim, ended in time, tried again."""

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.jobs.conftest import Doing
from tests.support.jobs import jobs_of
from tpmlearn.db import db, writing
from tpmlearn.domain.jobs.job import Place, State
from tpmlearn.jobs import declared, process, rows, running


@pytest.fixture
def apart(app: Flask, job: Doing, monkeypatch: pytest.MonkeyPatch) -> rows.Claimed:
    """A job for a process of its own, claimed; it may take a second."""
    own = replace(declared.JOBS["try"], place=Place.PROCESS, limit=timedelta(seconds=1))
    monkeypatch.setitem(declared.JOBS, "try", own)
    now = datetime.now(UTC)
    with app.app_context(), writing():
        rows.enqueue("try", now=now, value=5)
        db.session.commit()
    with app.app_context():
        found = rows.claim_next(now=now)
    assert found is not None
    return found


def program(path: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this stand for Python."""
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("sys.executable", str(path))


def test_the_process_does_it_for_whoever_holds_the_claim(
    app: Flask, job: Doing, apart: rows.Claimed
) -> None:
    with app.app_context():
        process.run_for_another(apart.id, "another claim")
        assert job.calls == []
        process.run_for_another(apart.id, apart.claim)

    assert job.calls == [{"value": 5}]
    assert jobs_of(app) == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [("exit 7", "its process ended with 7"), ("exec sleep 60", "took longer than 0:00:01")],
)
def test_one_that_dies_or_takes_too_long_is_tried_again(
    app: Flask,
    apart: rows.Claimed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    problem: str,
) -> None:
    program(tmp_path / "python", line, monkeypatch)

    with app.app_context():
        running.run(apart)

    (row,) = jobs_of(app)
    assert (row.state, row.problem) == (State.WAITING, problem)


def test_how_far_it_is_can_be_seen_meanwhile(
    app: Flask, job: Doing, apart: rows.Claimed, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def tell(task: running.Task) -> None:
        task.say("200 of 1,200")
        end = datetime.now(UTC) + timedelta(seconds=0.9)
        while datetime.now(UTC) < end and not seen:
            seen.extend(row.progress for row in jobs_of(app) if row.progress)

    monkeypatch.setattr(running, "BEAT_SECONDS", 0.05)
    job.does = tell
    with app.app_context():
        process.run_for_another(apart.id, apart.claim)

    assert seen[:1] == ["200 of 1,200"]
