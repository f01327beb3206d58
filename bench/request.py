"""How much processor time one answered item takes, from the request to the redirect.

On a site that has been used: every item of the pool has been shown before, so that its version is
kept already, as it is for all but the first person.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from bench.goals import Row
from tpmlearn import create_app
from tpmlearn.cli.demo.answers import values_of
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db, insert_for, writing
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import freeze
from tpmlearn.features.testing import services
from tpmlearn.models import ItemVersionRow, PersonRow, SignInRow, SittingItemRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.next_item import Chance
from tpmlearn.records.people import hashed

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ANSWERS, GOAL_MS = 200, 5.0
TOKEN, PUBLIC_URL = "session", "http://127.0.0.1:8000"


def request_rows(content: Path = ROOT / "content") -> list[Row]:
    """One answered item of the shipped content in a request on SQLite."""
    with _site(content) as app:
        times = _answers(app)
        with app.app_context():
            items = len(current_catalogue().test_pool)
    found = 1000 * median(times)
    return [
        Row(
            f"one answered item in a request, bank of {items}",
            f"{found:.1f} ms of processor time",
            f"<= {GOAL_MS:.0f} ms, median of {ANSWERS}",
            found <= GOAL_MS,
        )
    ]


@contextmanager
def _site(content: Path = ROOT / "content") -> Iterator[Flask]:
    """A migrated site with one person, who is signed in."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(
            Settings(
                folder=folder,
                content=(content,),
                database_url=f"sqlite:///{folder / 'bench.db'}",
                secret_key="bench-secret-" + "x" * 32,
                production=False,
                public_url=PUBLIC_URL,
                mail_url="",
                mail_from="tpmlearn@example.org",
                trusted_proxies=0,
                watch_content=False,
            )
        )
        with app.app_context(), writing():
            upgrade(directory=str(ROOT / "migrations"))
            _add_person(datetime.now(UTC))
            _add_versions(datetime.now(UTC))
        yield app
        with app.app_context():
            db.engine.dispose()


def _add_person(now: datetime) -> None:
    person = PersonRow(
        email="bench@example.org", name="", roles=[], time_zone="UTC", created_at=now, active_at=now
    )
    db.session.add(person)
    db.session.flush()
    db.session.add(SignInRow(id=hashed(TOKEN), person_id=person.id, device="", created_at=now))
    db.session.commit()


def _add_versions(now: datetime) -> None:
    for item in current_catalogue().test_pool:
        db.session.execute(
            insert_for(ItemVersionRow)
            .values(version=item.version, item=item.id, content=freeze(item), first_shown_at=now)
            .on_conflict_do_nothing()
        )
    db.session.commit()


class _Timed:
    """The application, and the processor time of its last request; the client's is not in it."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app, self.seconds = app, 0.0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        begun = time.process_time()
        body = self.app(environ, start_response)
        found = list(body)
        # What ends a request ends with its body, among it the session of the database.
        getattr(body, "close", lambda: None)()
        self.seconds = time.process_time() - begun
        return found


def _answers(app: Flask) -> list[float]:
    """Seconds of processor time of each answer; the tests of all areas, one after the other."""
    timed = app.wsgi_app = _Timed(app.wsgi_app)  # type: ignore[method-assign]
    client, rng = app.test_client(), Random(1)  # nosec B311 # it shuffles, it guards nothing
    found: list[float] = []
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = TOKEN, True
    page = client.get("/accessibility").get_data(as_text=True)
    (token,) = set(re.findall(r'name="csrf_token" value="([^"]+)"', page))
    for sitting in _begun(app):
        while len(found) < ANSWERS and (asked := _asked(app, sitting, rng)):
            place, values = asked
            response = client.post(
                f"/tests/sittings/{sitting}/{place}",
                data={"answer": values, "csrf_token": token},
            )
            found.append(timed.seconds)
            assert response.status_code == 302, response.status  # nosec B101 # a program of ours alone
    return found


def _begun(app: Flask) -> Iterator[str]:
    """A sitting of each area, begun when the one before is over."""
    with app.app_context():
        catalogue = current_catalogue()
    for area in catalogue.areas:
        with app.app_context(), writing():
            person = db.session.scalars(select(PersonRow.id)).one()
            now = datetime.now(UTC)
            sitting = services.start(person, area, catalogue, now=now, chance=_chance())
        yield sitting


def _chance() -> Chance:
    return Chance(Random(1), np.random.default_rng(1))  # nosec B311 # it shuffles, it guards nothing


def _asked(app: Flask, sitting: str, rng: Random) -> tuple[int, list[str]] | None:
    """The place that waits, shown a minute ago, and an answer; None at the end."""
    with app.app_context(), writing():
        catalogue, now = current_catalogue(), datetime.now(UTC)
        person = db.session.scalars(select(PersonRow.id)).one()
        services.go_on(person, sitting, catalogue, now=now, chance=_chance())
        row = db.session.scalar(
            select(SittingItemRow).where(
                SittingItemRow.sitting_id == sitting, SittingItemRow.answered_at.is_(None)
            )
        )
        if row is None:
            return None
        row.shown_at -= timedelta(minutes=1)
        item = as_drawn(catalogue.test_items[row.item], row.drawn)
        found = row.position, values_of(item, row.option_order, right=rng.random() < 0.6, rng=rng)
        db.session.commit()
    return found
