"""Past exams of a person of a running site, put into its database: nobody waits four hours."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from flask import Flask

from tests.browser.visit import Visit
from tests.support.client import CheckingClient
from tests.support.exams import At, sat_exam
from tpmlearn import create_app
from tpmlearn.config import from_environment
from tpmlearn.db import db, writing
from tpmlearn.models import PersonRow
from tpmlearn.resting import give_reader_back


def sat(visit: Visit, email: str, exam: str, done: Sequence[At], *, at: datetime) -> str:
    """A sitting of somebody that ended at a moment; its id."""
    client = app_of(visit.site.folder).test_client()
    assert isinstance(client, CheckingClient)
    with within(visit):
        client.person_id = db.session.query(PersonRow).filter_by(email=email).one().id
        db.session.remove()
        return sat_exam(client, exam, done, at=at)


@contextmanager
def within(visit: Visit) -> Iterator[Flask]:
    """A second view of the database of a running site, to write by; nothing of it stays open.

    An open connection would not see what the site writes once all its workers were killed: who
    closes a file lets go of all locks that its process has there, as others here do meanwhile.
    """
    app = app_of(visit.site.folder)
    with app.app_context(), writing():
        try:
            yield app
        finally:
            db.session.remove()
            give_reader_back()
            db.engine.dispose()


@cache
def app_of(folder: Path) -> Flask:
    """A second view of a running site, on the same folder."""
    app = create_app(
        from_environment(
            {"TPMLEARN_INSTANCE": str(folder), "TPMLEARN_CONTENT": str(folder / "content")}
        )
    )
    app.test_client_class = CheckingClient
    return app
