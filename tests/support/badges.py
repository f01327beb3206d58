"""A site that issues badges, and people who have achieved what there are badges for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.support.client import CheckingClient
from tests.support.exams import RIGHT, sat_exam
from tests.support.jobs import work_off
from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.assessment.quiz_rules import AttemptKind
from tpmlearn.features.verifying import views
from tpmlearn.models import (
    AttemptRow,
    CredentialRow,
    CredentialStatusRow,
    GrantRow,
    ViewRow,
)
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.people import hashed
from tpmlearn.signing.keyring import Keyring

HOST = "https://tpm.example.org"
DID = "did:web:tpm.example.org"
EXAM = "psm-i"


@contextmanager
def issuing(app: Flask, folder: Path) -> Iterator[Keyring]:
    """Let a site have a public address and a key; its keyring."""
    before = app.extensions["settings"]
    keys = Keyring(folder)
    keys.make()
    app.extensions["settings"] = replace(before, public_url=HOST, folder=folder)
    views.PACE.__init__(10_000, timedelta(minutes=1))  # type: ignore[misc]
    try:
        yield keys
    finally:
        app.extensions["settings"] = before


def pass_exam(client: CheckingClient, *, days: int = 1) -> str:
    """Let somebody have passed a practice exam; the sitting's id."""
    return sat_exam(client, EXAM, [RIGHT] * 12, at=datetime.now(UTC) - timedelta(days=days))


def pass_stage(client: CheckingClient, stage: int, *, but: int = 0) -> None:
    """Let somebody have passed the quiz of each lesson of a stage, `but` the last ones."""
    with client.application.app_context(), writing():
        at = datetime.now(UTC) - timedelta(days=2)
        modules = [one for one in current_catalogue().modules.values() if one.stage == stage]
        for module in modules[: len(modules) - but]:
            db.session.add(
                AttemptRow(
                    id=new_id(),
                    person_id=client.person_id,
                    module=module.slug,
                    module_title=module.title,
                    kind=AttemptKind.FULL,
                    layout="one",
                    size=10,
                    right=8,
                    first_sight=True,
                    started_at=at,
                    finished_at=at,
                )
            )
        db.session.commit()


def issue(client: CheckingClient, kind: str = "exam", about: str = EXAM, **fields: Any) -> str:
    """Issue a badge; its id."""
    response = client.send(f"/badges/new/{kind}/{about}", **fields)
    assert response.status_code == 302, response.get_data(as_text=True)[:2000]
    work_off(client.application)
    return response.headers["Location"].split("/")[-1]


def rows(client: CheckingClient) -> list[CredentialRow]:
    """All badges that there are."""
    with client.application.app_context():
        return list(db.session.scalars(select(CredentialRow).order_by(CredentialRow.issued_at)))


def numbers(client: CheckingClient) -> list[CredentialStatusRow]:
    """All numbers that were ever given."""
    row = CredentialStatusRow
    with client.application.app_context():
        return list(db.session.scalars(select(row).order_by(row.revoked_at, row.bit)))


def share(client: CheckingClient, *, ended: bool = False) -> str:
    """A share link of somebody; its address."""
    token, now = new_id(), datetime.now(UTC)
    with client.application.app_context(), writing():
        view = ViewRow(
            id=new_id(),
            person_id=client.person_id,
            name="Acme",
            sections=[],
            naming="none",
            role="tpm",
            created_at=now,
            changed_at=now,
        )
        db.session.add(view)
        db.session.flush()
        db.session.add(
            GrantRow(
                id=new_id(),
                view_id=view.id,
                person_id=client.person_id,
                kind="link",
                token_hash=hashed(token),
                label="Acme",
                created_at=now,
                expires_at=now + timedelta(days=-1 if ended else 30),
            )
        )
        db.session.commit()
    return f"{HOST}/p/{token}"
