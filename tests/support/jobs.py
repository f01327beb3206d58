"""Background work in tests: what was asked for is done here and now, and mail is caught."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from tpmlearn.config import Settings
from tpmlearn.db import db
from tpmlearn.jobs import working
from tpmlearn.jobs.letters import unseal
from tpmlearn.mail import Letter
from tpmlearn.models import JobRow


def work_off(app: Flask) -> None:
    """Do what is due, by the means of the database in use.

    In a thread of its own: beside a browser this one has a loop already, and there may be one.
    """
    with ThreadPoolExecutor(1) as threads:
        threads.submit(_work_off, app).result()


def _work_off(app: Flask) -> None:
    working.work_off(app)
    with app.app_context():
        db.session.remove()


def jobs_of(app: Flask) -> list[JobRow]:
    """All rows of background work, oldest first."""
    with app.app_context():
        found = list(db.session.scalars(select(JobRow).order_by(JobRow.id)))
        db.session.expunge_all()
        return found


def posted(app: Flask) -> list[Letter]:
    """The letters that wait, oldest first."""
    secret = app.extensions["settings"].secret_key
    return [unseal(row.sealed, secret) for row in jobs_of(app) if row.sealed]


@contextmanager
def mailing(app: Flask, mail_url: str = "smtp://127.0.0.1:1") -> Iterator[None]:
    """Let the site have a mail server."""
    before: Settings = app.extensions["settings"]
    app.extensions["settings"] = replace(before, mail_url=mail_url)
    try:
        yield
    finally:
        app.extensions["settings"] = before
