"""Saving anything keeps a guest from being erased; reading alone writes nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import PersonRow

LONG_AGO = datetime.now(UTC) - timedelta(days=80)


def _active(client: CheckingClient) -> datetime:
    with client.application.app_context():
        return db.session.scalars(select(PersonRow.active_at)).one()


@pytest.fixture
def sleeper(guest: CheckingClient) -> CheckingClient:
    """A guest who did nothing for eighty days."""
    with guest.application.app_context(), writing():
        db.session.execute(update(PersonRow).values(active_at=LONG_AGO))
        db.session.commit()
    return guest


def test_a_save_counts(sleeper: CheckingClient) -> None:
    sleeper.save("/rate/skills/CTL2", level="1")

    assert datetime.now(UTC) - _active(sleeper) < timedelta(minutes=5)


def test_taking_something_back_counts(sleeper: CheckingClient) -> None:
    with sleeper.application.app_context():
        anchor = (
            next(iter(sleeper.application.extensions["library"].catalogue.modules.values()))
            .sections[0]
            .anchor
        )
    sleeper.save("/learn/01-what-a-tpm-does/read", section=anchor, state="on")
    with sleeper.application.app_context(), writing():
        db.session.execute(update(PersonRow).values(active_at=LONG_AGO))
        db.session.commit()

    sleeper.save("/learn/01-what-a-tpm-does/read", section=anchor, state="off")

    assert datetime.now(UTC) - _active(sleeper) < timedelta(minutes=5)


def test_reading_writes_nothing(sleeper: CheckingClient) -> None:
    sleeper.read("/today")

    assert _active(sleeper) == LONG_AGO
