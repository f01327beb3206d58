"""A badge of a person of a running site, put into its database: it has no address to issue from."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.browser.past_exams import app_of, within
from tests.browser.visit import Visit
from tests.support.badges import EXAM, HOST
from tpmlearn.db import db
from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.domain.jobs.job import State
from tpmlearn.features.credentials import services
from tpmlearn.models import JobRow, PersonRow
from tpmlearn.records.asked_badges import ask_for_badge
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.credentials import new_uuid
from tpmlearn.records.issuing import Wanted
from tpmlearn.records.people import person_from
from tpmlearn.signing.keyring import Keyring


def issued(visit: Visit, email: str) -> str:
    """A badge for the practice exam that somebody has passed; its id."""
    app = app_of(visit.site.folder)
    before = app.extensions["settings"]
    Keyring(before.folder).make()
    app.extensions["settings"] = replace(before, public_url=HOST)
    try:
        with within(visit):
            who = person_from(db.session.query(PersonRow).filter_by(email=email).one())
            wanted = Wanted(Kind.EXAM, EXAM, named=True)
            return services.issue(who, wanted, current_catalogue(), now=datetime.now(UTC))
    finally:
        app.extensions["settings"] = before


def asked(visit: Visit, email: str, *, soon: bool = True) -> str:
    """The id of a badge that somebody asked for: it waits, or else could not be signed."""
    badge, now = new_uuid(), datetime.now(UTC)
    with within(visit):
        who = db.session.query(PersonRow).filter_by(email=email).one()
        ask_for_badge(who.id, badge, Wanted(Kind.EXAM, EXAM), seen="", now=now)
        row = _job(badge)
        if soon:
            row.due_at = now + timedelta(days=1)
        else:
            row.state, row.key, row.ended_at = State.FAILED, None, now
        db.session.commit()
    return badge


def ask_now(visit: Visit, badge: str) -> None:
    """Let it have been asked for just now."""
    with within(visit):
        _job(badge).made_at = datetime.now(UTC)
        db.session.commit()


def give_up(visit: Visit, badge: str) -> None:
    """Let it be too late for what waits, as where nobody could sign for an hour."""
    with within(visit):
        _job(badge).until = datetime.now(UTC)
        db.session.commit()


def _job(badge: str) -> JobRow:
    rows = db.session.query(JobRow).filter_by(name="badge")
    return next(row for row in rows if row.args == {"badge": badge})
