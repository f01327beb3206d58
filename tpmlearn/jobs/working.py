"""Works: hands jobs out by the means of the database in use, and keeps their rows in order."""

from threading import Event, Thread
from types import ModuleType

from flask import Flask

from tpmlearn.db import db
from tpmlearn.jobs.recovery import keep_order
from tpmlearn.jobs.running import log, now
from tpmlearn.outages import note

CONCURRENCY = 2
GRACE_SECONDS = 25.0
ORDER_SECONDS = 5.0


def work(
    app: Flask, stop: Event, *, concurrency: int = CONCURRENCY, grace: float = GRACE_SECONDS
) -> None:
    """Do what is asked for, until stopped."""
    Thread(target=_keep_order, args=(app, stop), name="jobs-order", daemon=True).start()
    _means(app).hand_out(app, stop, concurrency=concurrency, grace=grace)


def work_off(app: Flask) -> None:
    """Do what is due now, in this thread, whatever its place, and come back."""
    with app.app_context():
        keep_order(now=now())
    _means(app).work_off(app)


def _means(app: Flask) -> ModuleType:
    # One of the two is loaded.
    with app.app_context():
        on_sqlite = db.engine.dialect.name == "sqlite"
    if on_sqlite:
        from tpmlearn.jobs import embedded

        return embedded
    from tpmlearn.jobs import postgresql

    return postgresql


def _keep_order(app: Flask, stop: Event) -> None:
    while True:
        try:
            with app.app_context():
                keep_order(now=now())
        except Exception as error:
            note(log, "jobs could not be kept in order", error)
        if stop.wait(ORDER_SECONDS):
            return
