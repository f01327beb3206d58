"""What the tests of profiles find in the database: ratings, evidence, attempts, plans, links."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.planning.activities import Activity, Kind
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.snapshot import to_json
from tpmlearn.models import (
    AttemptRow,
    GrantRow,
    NoteRow,
    OpeningRow,
    PlanChoiceRow,
    PlanRow,
    RatingRow,
    ViewRow,
)
from tpmlearn.records.logging_evidence import Claimed, add_entry, title_of
from tpmlearn.records.people import hashed

ALL = ("fit", "ratings", "quizzes", "plan")
NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)


def say(app: Flask, person: int, **levels: int) -> None:
    """Rate skills, as in `CTL2=3`."""
    with app.app_context(), writing():
        for skill, level in levels.items():
            db.session.add(RatingRow(person_id=person, skill=skill, level=level, rated_at=NOW))
        db.session.commit()


def show(app: Flask, person: int, skill: str, *artefacts: str, confirmer: str = "Priya") -> None:
    """Name evidence for a skill."""
    with app.app_context(), writing():
        for artefact in artefacts:
            claimed = Claimed(title_of(artefact), artefact=artefact, skills=(skill,))
            add_entry(person, claimed, confirmer=confirmer, now=NOW)
        db.session.commit()


def jot(app: Flask, person: int, module: str, text: str) -> None:
    """Write a private note."""
    with app.app_context(), writing():
        db.session.add(NoteRow(person_id=person, module=module, text=text, changed_at=NOW))
        db.session.commit()


def sit(app: Flask, person: int, module: str, *rights: int, kind: str = "full") -> None:
    """Finish attempts of ten questions, one a day, with so many right answers."""
    with app.app_context(), writing():
        for number, right in enumerate(rights):
            moment = NOW - timedelta(days=len(rights) - number)
            db.session.add(
                AttemptRow(
                    id=new_id(),
                    person_id=person,
                    module=module,
                    module_title="The title it had",
                    kind=kind,
                    layout="one",
                    first_sight=number == 0,
                    size=10,
                    started_at=moment,
                    finished_at=moment,
                    right=right,
                )
            )
        db.session.commit()


def link(
    app: Flask,
    person: int,
    sections: Iterable[str] = ALL,
    *,
    token: str = "token",
    label: str = "Acme, May",
    show_name: bool = False,
    role: str = "tpm",
    made: datetime = NOW - HOUR,
    ends: datetime = NOW + HOUR,
    revoked: datetime | None = None,
) -> str:
    """Make a link that `/p/<token>` opens; its id."""
    with app.app_context(), writing():
        view = ViewRow(
            id=new_id(),
            person_id=person,
            name=label,
            sections=list(sections),
            naming="name" if show_name else "none",
            role=role,
            traps=False,
            created_at=made,
            changed_at=made,
        )
        db.session.add(view)
        db.session.flush()
        row = GrantRow(
            id=new_id(),
            view_id=view.id,
            person_id=person,
            kind="link",
            token_hash=hashed(token),
            label=label,
            created_at=made,
            expires_at=ends,
            revoked_at=revoked,
        )
        db.session.add(row)
        link_id = row.id
        db.session.commit()
    return link_id


def plan(app: Flask, person: int, *steps: tuple[str, str], done: str = "") -> None:
    """Save a plan of lessons, as in `("16-estimate-in-ranges", "Estimate")`; mark one done."""
    day = date(2026, 12, 7)
    rows = tuple(
        Row(
            Activity(
                key=f"module:{slug}",
                kind=Kind.MODULE,
                title=title,
                hours=1,
                weeks=0,
                requires=(),
                skills=(),
                step="technical base",
                reason="a gap",
            ),
            start=day,
            end=day,
        )
        for slug, title in steps
    )
    whole = Plan("hash", 5, day, day, None, (), rows)
    with app.app_context(), writing():
        db.session.add(
            PlanRow(
                person_id=person,
                hours_per_week=5,
                starts_on=day,
                snapshot=json.loads(to_json(whole)),
                saved_at=NOW,
            )
        )
        if done:
            db.session.add(
                PlanChoiceRow(
                    person_id=person, activity=done, state="done", done_on=day, decided_at=NOW
                )
            )
        db.session.commit()


def openings(app: Flask, link_id: str) -> list[datetime]:
    """When a link was opened, in order."""
    with app.app_context():
        found = db.session.scalars(
            select(OpeningRow.opened_at)
            .where(OpeningRow.grant_id == link_id)
            .order_by(OpeningRow.id)
        )
        return list(found)


def record(app: Flask, link_id: str, *moments: datetime) -> None:
    """Record openings at these moments."""
    with app.app_context(), writing():
        for moment in moments:
            db.session.add(OpeningRow(grant_id=link_id, opened_at=moment))
        db.session.commit()
