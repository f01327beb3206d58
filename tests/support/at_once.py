"""Runs use cases at once, each in a transaction of its own, so that races show every time."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError

from flask import Flask
from sqlalchemy import event

from tpmlearn.db import db, writing

HELD_UP_SECONDS = 0.5


def at_once(app: Flask, *calls: Callable[[], object]) -> list[object]:
    """What each call returned or raised, in the order of the calls.

    None commits before all are about to, unless one holds up the others for half a second.
    """
    with _meeting(Barrier(len(calls))), ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(lambda call: _outcome(app, call), calls))


@contextmanager
def _meeting(barrier: Barrier) -> Iterator[None]:
    def wait(_session: object) -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(HELD_UP_SECONDS)

    event.listen(db.session, "before_commit", wait)
    try:
        yield
    finally:
        event.remove(db.session, "before_commit", wait)


def _outcome(app: Flask, call: Callable[[], object]) -> object:
    with app.app_context(), writing():
        try:
            return call()
        except Exception as fault:
            return fault
        finally:
            db.session.rollback()
