"""What the tests of profiles find in the database: ratings, evidence, attempts, plans, links."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.support.client import CheckingClient
from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.planning.activities import Activity, Kind
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.snapshot import to_json
from tpmlearn.models import (
    AttemptRow,
    EvidenceRow,
    GrantRow,
    NoteRow,
    OpeningRow,
    PersonRow,
    PlanChoiceRow,
    PlanRow,
    RatingRow,
    ViewRow,
)
from tpmlearn.records.grants import Grant, grants_of
from tpmlearn.records.hashing import hash_password
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


def view(
    app: Flask,
    person: int,
    sections: Iterable[str] = ALL,
    *,
    name: str = "For jobs",
    naming: str = "none",
    role: str = "tpm",
    made: datetime = NOW - HOUR,
    **narrowed: Any,
) -> str:
    """Make a view that is granted to nobody; its id."""
    with app.app_context(), writing():
        row = ViewRow(
            id=new_id(),
            person_id=person,
            name=name,
            sections=list(sections),
            naming=naming,
            role=role,
            traps=narrowed.pop("traps", False),
            created_at=made,
            changed_at=made,
            **narrowed,
        )
        db.session.add(row)
        view_id = row.id
        db.session.commit()
    return view_id


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
    ends: datetime | None = NOW + HOUR,
    revoked: datetime | None = None,
    passcode: str = "",
    recruiter: int | None = None,
    slug: str | None = None,
    **narrowed: Any,
) -> str:
    """Grant a new view, by a link that `/p/<token>` opens or to a recruiter; the grant's id."""
    naming = narrowed.pop("naming", "name" if show_name else "none")
    view_id = view(app, person, sections, naming=naming, role=role, made=made, **narrowed)
    kind = "account" if recruiter else "public" if slug else "link"
    with app.app_context(), writing():
        row = GrantRow(
            id=new_id(),
            view_id=view_id,
            person_id=person,
            kind=kind,
            token_hash=hashed(token) if kind == "link" else None,
            passcode_hash=hash_password(passcode) if passcode else None,
            recruiter_id=recruiter,
            slug=slug,
            label=label,
            created_at=made,
            expires_at=ends,
            revoked_at=revoked,
        )
        db.session.add(row)
        link_id = row.id
        db.session.commit()
    return link_id


def view_of(app: Flask, grant: str) -> str:
    """The id of the view that a grant opens."""
    with app.app_context():
        return db.session.get_one(GrantRow, grant).view_id


def grants(client: CheckingClient) -> list[Grant]:
    """All grants of the database, oldest first."""
    with client.application.app_context():
        people = db.session.scalars(select(PersonRow.id)).all()
        found = [one for person in people for one in grants_of(person, now=datetime.now(UTC))]
        return sorted(found, key=lambda one: one.created_at)


def token_on(page: str) -> str:
    """The token of the link that a page shows once."""
    found = re.search(r'value="http://127\.0\.0\.1:8000/p/([^"]+)"', page)
    assert found, "no link on the page"
    return found.group(1)


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


def entries(app: Flask) -> list[int]:
    """The numbers of all entries of evidence, oldest first."""
    with app.app_context():
        return list(db.session.scalars(select(EvidenceRow.id).order_by(EvidenceRow.id)))


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
