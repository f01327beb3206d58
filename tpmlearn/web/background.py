"""What a worker does beside answering: ends exams, erases what is over, follows releases, works.

Work is what was asked for in the background, unless `flask work` does that.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Thread
from time import monotonic

from flask import Flask

from tpmlearn.config import Settings, WorkPlace
from tpmlearn.db import db, writing
from tpmlearn.jobs.working import work
from tpmlearn.outages import note
from tpmlearn.records.blobs import forget_blobs
from tpmlearn.records.exam_ending import end_due
from tpmlearn.records.expired import forget_expired
from tpmlearn.records.idle import erase_idle_guests
from tpmlearn.records.invitations import forget_invitations
from tpmlearn.records.kept_archives import forget_archives
from tpmlearn.records.leaving import erase_leavers
from tpmlearn.records.pulling import pull_what_is_due
from tpmlearn.records.releases import follow_live

EVERY_SECONDS = 5.0
FOLLOW_SECONDS = 1.0
TIDY_SECONDS = 24 * 3600.0
log = logging.getLogger("tpmlearn")


def start_background(app: Flask, *, every: float = EVERY_SECONDS) -> Callable[[], None]:
    """Look every few seconds for what is due; returns what stops it.

    Every worker does: an exam ends once whoever comes first, and with any worker alive.
    """
    stop = Event()

    def run() -> None:
        tidied_at = None
        while not stop.wait(every):
            if tidied_at is None or monotonic() - tidied_at > TIDY_SECONDS:
                tidied_at = monotonic()
                tidy(app)
            sweep(app)
            sweep_leavers(app)
            sweep_archives(app)

    def follow() -> None:
        while not stop.wait(FOLLOW_SECONDS):
            follow_release(app)

    def pull() -> None:
        while not stop.wait(every):
            pull_content(app)

    settings: Settings = app.extensions["settings"]
    if settings.content_remote:
        # A remote may take a minute to answer, and neither an exam nor a release waits for it.
        Thread(target=pull, name="content-pull", daemon=True).start()
    if settings.work is WorkPlace.SERVER:
        Thread(target=work, args=(app, stop), name="jobs", daemon=True).start()
    Thread(target=run, name="sweeper", daemon=True).start()
    Thread(target=follow, name="release-follower", daemon=True).start()
    return stop.set


def pull_content(app: Flask) -> None:
    """Look at the content's remote if it is time; a fault is logged, the next look tries again."""
    with app.app_context():
        try:
            pull_what_is_due(now=datetime.now(UTC))
        except Exception as error:
            note(log, "content could not be pulled", error)


def follow_release(app: Flask) -> bool:
    """Show what is live now; a fault is logged, what was shown stays, the next look tries again."""
    with app.app_context():
        try:
            return follow_live()
        except Exception as error:
            note(log, "the live release could not be shown", error)
            return False


def sweep(app: Flask) -> int:
    """End what is due now; a fault is logged and the next look tries again."""
    with app.app_context():
        try:
            return end_due(now=datetime.now(UTC))
        except Exception as error:
            # Whatever it was (a database that restarts, a disk that is full), it must not end this.
            note(log, "exams could not be ended", error)
            return 0


def tidy(app: Flask) -> None:
    """Erase what nobody came back to, and what has ended; a fault is logged."""
    today = datetime.now(UTC)
    with app.app_context():
        try:
            with writing():
                erase_idle_guests(now=today)
            with writing():
                forget_invitations(now=today)
                forget_expired(now=today)
                forget_blobs()
                db.session.commit()
        except Exception as error:
            note(log, "what has ended could not be erased", error)


def sweep_leavers(app: Flask) -> int:
    """Erase who left a week ago; a fault is logged and the next look tries again."""
    with app.app_context():
        try:
            return erase_leavers(now=datetime.now(UTC))
        except Exception as error:
            note(log, "accounts could not be erased", error)
            return 0


def sweep_archives(app: Flask) -> int:
    """Erase archives whose day is over; a fault is logged and the next look tries again."""
    with app.app_context():
        try:
            return forget_archives(now=datetime.now(UTC))
        except Exception as error:
            note(log, "archives could not be erased", error)
            return 0
