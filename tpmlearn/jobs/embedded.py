"""Hands out jobs on SQLite, where no library does: the oldest that is due, a few at a time."""

from collections.abc import Callable
from threading import BoundedSemaphore, Event, Thread

from flask import Flask

from tpmlearn.jobs.rows import Claimed, claim_next
from tpmlearn.jobs.running import log, now, run
from tpmlearn.outages import note

POLL_SECONDS = 0.5


def hand_out(app: Flask, stop: Event, *, concurrency: int, grace: float) -> None:
    """Run what is due until stopped; then wait up to `grace` seconds for what is under way."""
    free = BoundedSemaphore(concurrency)
    while not stop.is_set():
        if not free.acquire(timeout=POLL_SECONDS):
            continue
        found = _next(app)
        if found is None:
            free.release()
            stop.wait(POLL_SECONDS)
            continue
        # Daemons: whoever ends this process does not wait longer than it says.
        Thread(target=_run, args=(app, found, free.release), daemon=True).start()
    for _ in range(concurrency):
        free.acquire(timeout=grace)


def work_off(app: Flask) -> None:
    """Run what is due now, one after the other, here."""
    with app.app_context():
        while (found := claim_next(now=now())) is not None:
            run(found, apart=False)


def _next(app: Flask) -> Claimed | None:
    with app.app_context():
        try:
            return claim_next(now=now())
        except Exception as error:
            note(log, "no job could be taken", error)
            return None


def _run(app: Flask, claimed: Claimed, release: Callable[[], None]) -> None:
    try:
        with app.app_context():
            run(claimed)
    except Exception:
        log.exception("what came of a job could not be noted; it will be taken up again")
    finally:
        release()
