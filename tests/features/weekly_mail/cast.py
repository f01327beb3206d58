"""What the tests of the weekly mail share: asking, the links of its letters, sending."""

import re
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select

from tests.support.client import CheckingClient
from tests.support.jobs import mailing, posted
from tpmlearn.cli.plan import links_of
from tpmlearn.db import db, writing
from tpmlearn.features.weekly_mail import services
from tpmlearn.mail import Letter
from tpmlearn.models import JobRow, WeeklyMailRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.site import site_settings


def ask(
    client: CheckingClient, caplog: pytest.LogCaptureFixture, *, weekday: int = 0, hour: int = 7
) -> str:
    """Ask for the mail; the path of the confirmation in the letter, empty where none was sent."""
    caplog.clear()
    with caplog.at_level("WARNING", logger="tpmlearn.mail"):
        answer = client.send("/plan/mail", weekday=str(weekday), hour=str(hour))
    assert answer.status_code == 302, answer.status
    found = re.search(r"http://[^/]+(/plan/mail/confirm/\S+)", caplog.text)
    return found[1] if found else ""


def row(client: CheckingClient) -> WeeklyMailRow | None:
    """What is stored of a person's wish."""
    with client.application.app_context():
        found = db.session.scalars(
            select(WeeklyMailRow).where(WeeklyMailRow.person_id == client.person_id)
        ).one_or_none()
        db.session.expunge_all()
        return found


def backdated(client: CheckingClient, at: datetime) -> None:
    """Let the wish have been asked for and confirmed at that time."""
    with client.application.app_context(), writing():
        found = db.session.get_one(WeeklyMailRow, client.person_id)
        found.asked_at = found.confirmed_at = at
        db.session.commit()


def send(app: Flask, now: datetime) -> list[Letter]:
    """Run the command's use case at that time; the letters that it posted."""
    with mailing(app), app.app_context(), writing():
        settings = site_settings()
        posted_now = services.post_due(
            current_catalogue(),
            links=links_of(settings.public_url),
            secret=settings.secret_key,
            now=now,
        )
        letters = posted(app)
        db.session.execute(delete(JobRow))
        db.session.commit()
    assert len(letters) == posted_now
    return letters
