"""Runs one job that was claimed, and notes what came of it."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from threading import Event, Thread
from time import monotonic
from typing import Any

from flask import Flask, current_app

from tpmlearn.config import ROOT
from tpmlearn.db import db, writing
from tpmlearn.domain.jobs.job import Place
from tpmlearn.jobs import rows
from tpmlearn.jobs.rows import Claimed
from tpmlearn.metrics import Counted, count
from tpmlearn.outages import note

BEAT_SECONDS = 2.0
log = logging.getLogger("tpmlearn.jobs")

Keep = Callable[[], None]
Said = Callable[[str], None]
Clock = Callable[[], datetime]


class GiveUp(Exception):
    """The job cannot be done, however often it is tried; the text is a kind, without names."""


@dataclass(frozen=True)
class Task:
    """What the function of a job is given. `say` takes a line about how far it is.

    `said` hears each of the lines at once, where somebody waits in this process.
    """

    claimed: Claimed
    clock: Clock
    said: Said | None = None

    def say(self, line: str) -> None:
        """Let whoever waits see how far it is, within seconds."""
        self.claimed.progress = line
        if self.said:
            self.said(line)


def now() -> datetime:
    """The moment, for whoever runs jobs."""
    return datetime.now(UTC)


def run(
    claimed: Claimed, *, clock: Clock = now, apart: bool = True, said: Said | None = None
) -> None:
    """Run a job that was claimed, to its end; faults are logged and never raised.

    Its function works without a transaction and may return what is to be kept: that is written in
    one transaction with the note that the job is done. Not `apart`: here, whatever its place.
    `said` hears what it says, if it runs here.
    """
    own = apart and claimed.job.place is Place.PROCESS
    with beating(claimed, clock):
        if own:
            _run_apart(claimed, clock)
        else:
            run_here(claimed, clock=clock, said=said)


def run_here(claimed: Claimed, *, clock: Clock, said: Said | None = None) -> None:
    """Run a job in this thread, and note what came of it."""
    try:
        keep = _function(claimed)(Task(claimed, clock, said))
        db.session.rollback()
        _keep(claimed, keep, clock())
    except GiveUp as fault:
        db.session.rollback()
        _note_given_up(claimed, str(fault), clock)
    except Exception as fault:
        db.session.rollback()
        _note_fault(claimed, fault, clock)


def _keep(claimed: Claimed, keep: Keep | None, at: datetime) -> None:
    with writing():
        if keep is not None:
            keep()
        if not rows.finish(claimed, now=at):
            db.session.rollback()
            log.warning("job %s %s: taken for dead, its result is dropped", *_name(claimed))
            return
        db.session.commit()
    count(Counted.JOBS, "done")


def _run_apart(claimed: Claimed, clock: Clock) -> None:
    """In a process of its own, which notes what came of it; here only that it ended too soon."""
    command = [sys.executable, "-m", "flask", "--app", "app", "jobs", "run"]
    seconds = claimed.job.limit.total_seconds()
    try:
        done = subprocess.run(
            [*command, str(claimed.id), claimed.claim], cwd=ROOT, timeout=seconds, check=False
        )
        problem = f"its process ended with {done.returncode}" if done.returncode else ""
    except subprocess.TimeoutExpired:
        problem = f"took longer than {claimed.job.limit}"
    if problem:
        _note_again(claimed, problem, clock)


def _note_fault(claimed: Claimed, fault: Exception, clock: Clock) -> None:
    kind = type(fault).__qualname__
    log.warning("job %s %s: %s", *_name(claimed), kind, exc_info=fault, extra=_plain(kind))
    _note_again(claimed, kind, clock)


def _note_again(claimed: Claimed, problem: str, clock: Clock) -> None:
    at = rows.again(claimed, problem, now=clock())
    if at is None:
        _tell_given_up(claimed, problem)
    else:
        count(Counted.JOBS, "again")
        log.warning("job %s %s: %s; again at %s UTC", *_name(claimed), problem, f"{at:%H:%M:%S}")


def _note_given_up(claimed: Claimed, problem: str, clock: Clock) -> None:
    rows.give_up(claimed, problem, now=clock())
    _tell_given_up(claimed, problem)


def _tell_given_up(claimed: Claimed, problem: str) -> None:
    count(Counted.JOBS, "failed")
    log.error("job %s %s: given up after try %s: %s", *_name(claimed), claimed.tries, problem)


def _name(claimed: Claimed) -> tuple[int, str]:
    return claimed.id, claimed.job.name


def _plain(kind: str) -> dict[str, str]:
    """For the log that tells nothing about a person."""
    return {"plain": f"a job failed: {kind}"}


def _function(claimed: Claimed) -> Callable[[Task], Keep | None]:
    module, _, name = claimed.job.function.partition(":")
    found: Callable[[Task], Keep | None] = getattr(import_module(module), name)
    return found


@contextmanager
def beating(claimed: Claimed, clock: Clock) -> Iterator[None]:
    """Say every other second that the try is alive, as long as it may take.

    A thread cannot be ended: one that takes too long is no longer kept alive, so that another
    takes the job up, and what the first comes to is dropped.
    """
    app: Any = current_app
    stop = Event()
    beats = Thread(
        target=_beats, args=(app._get_current_object(), claimed, stop, clock), daemon=True
    )
    beats.start()
    try:
        yield
    finally:
        stop.set()
        beats.join()


def _beats(app: Flask, claimed: Claimed, stop: Event, clock: Clock) -> None:
    end = monotonic() + claimed.job.limit.total_seconds()
    while not stop.wait(BEAT_SECONDS) and monotonic() < end:
        try:
            with app.app_context():
                if not rows.beat(claimed, now=clock()):
                    return
        except Exception as error:
            note(log, "a job could not say that it is alive", error)
