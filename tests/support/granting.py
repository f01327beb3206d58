"""Views granted to a recruiter's account, as tests of the desk find them in the database."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.support.client import CheckingClient
from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.profiles.visibility import Section
from tpmlearn.models import GrantRow, OpeningRow, RatingRow, ViewRow
from tpmlearn.records.grants import end_grants

ALL = tuple(section.value for section in Section)
HOUR = timedelta(hours=1)


def granted(
    app: Flask,
    person: int,
    recruiter: int,
    sections: Iterable[str] = ALL,
    *,
    naming: str = "name",
    role: str = "tpm",
    made: datetime | None = None,
    ends: datetime | None = None,
    **view: Any,
) -> str:
    """Let a person's view be seen by a recruiter's account; the grant's id."""
    now = datetime.now(UTC)
    made = made or now - HOUR
    with app.app_context(), writing():
        shown = ViewRow(
            id=new_id(),
            person_id=person,
            name="For Rita",
            sections=list(sections),
            naming=naming,
            role=role,
            created_at=made,
            changed_at=made,
            **{"traps": False, **view},
        )
        db.session.add(shown)
        db.session.flush()
        row = GrantRow(
            id=new_id(),
            view_id=shown.id,
            person_id=person,
            kind="account",
            recruiter_id=recruiter,
            label="Rita of Acme",
            created_at=made,
            expires_at=ends or now + 30 * 24 * HOUR,
        )
        db.session.add(row)
        grant_id = row.id
        db.session.commit()
    return grant_id


def withdrawn(app: Flask, person: int, *grant_ids: str) -> None:
    """End these grants of a person, or all."""
    with app.app_context(), writing():
        end_grants(person, grant_ids or None, now=datetime.now(UTC))
        db.session.commit()


def expired(app: Flask, grant_id: str) -> None:
    """Let a grant's time be over since a minute."""
    with app.app_context(), writing():
        db.session.get_one(GrantRow, grant_id).expires_at = datetime.now(UTC) - HOUR / 60
        db.session.commit()


def rated(app: Flask, person: int, at: datetime | None = None, **levels: int) -> None:
    """Rate skills, as in `CTL2=3`."""
    with app.app_context(), writing():
        for skill, level in levels.items():
            db.session.add(
                RatingRow(
                    person_id=person, skill=skill, level=level, rated_at=at or datetime.now(UTC)
                )
            )
        db.session.commit()


def looks(app: Flask, grant_id: str) -> list[tuple[str, int | None]]:
    """What was done under a grant and by whom, in order."""
    with app.app_context():
        rows = db.session.execute(
            select(OpeningRow.action, OpeningRow.reader_id)
            .where(OpeningRow.grant_id == grant_id)
            .order_by(OpeningRow.id)
        )
        return [(action, reader) for action, reader in rows]


class Desk:
    """Ada's view, granted to Rita."""

    def __init__(self, learner: CheckingClient, recruiter: CheckingClient) -> None:
        """Grant everything under Ada's name."""
        self.app = learner.application
        self.ada, self.rita = learner.person_id, recruiter.person_id
        rated(self.app, self.ada, CTL2=3, DEL4=2, COM1=4)
        self.grant = granted(self.app, self.ada, self.rita)
