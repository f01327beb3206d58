"""Members of a site for a benchmark: signed in, each with attempts at quizzes under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert, select

from bench.load import Call
from tests.support.site import environment
from tpmlearn import create_app
from tpmlearn.cli.demo.answers import values_of
from tpmlearn.config import from_environment
from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.quiz_rules import AttemptLayout
from tpmlearn.features.quizzes import services
from tpmlearn.models import (
    AttemptItemRow,
    AttemptRow,
    ItemVersionRow,
    PersonRow,
    SectionReadRow,
    SignInRow,
)
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.people import hashed

LESSON = "16-estimate-in-ranges"
# Another one's: each finished quiz stands on the page of its lesson, which would grow in a run to
# what no learner has.
QUIZ = "15-requirements-and-scope"


@dataclass(frozen=True)
class Member:
    """A signed-in member: number, cookie and form token."""

    id: int
    cookie: str
    token: str


def same_app(folder: Path, url: str, database: str) -> Flask:
    """The application of a running site in this process, for its database and its cookies."""
    variables = environment(folder, public_url=url, database_url=database)
    return create_app(from_environment({**variables, "TPMLEARN_WATCH_CONTENT": "0"}))


def add_members(app: Flask, count: int) -> list[Member]:
    """New members of the site, signed in; each has read one section of the lesson, at their own
    time."""
    now = datetime.now(UTC)
    with app.app_context(), writing():
        section = current_catalogue().modules[LESSON].sections[0].anchor
        rows = [
            PersonRow(
                email=f"bench{new_id()}@example.org",
                name=f"Learner {number}",
                roles=[],
                time_zone="UTC",
                theme="system",
                created_at=now,
                active_at=now,
            )
            for number in range(count)
        ]
        db.session.add_all(rows)
        db.session.flush()
        keys = {row.id: new_id() for row in rows}
        for number, (person_id, key) in enumerate(keys.items()):
            db.session.add(
                SignInRow(id=hashed(key), person_id=person_id, device="bench", created_at=now)
            )
            at = now - timedelta(hours=number, minutes=number)
            db.session.add(
                SectionReadRow(person_id=person_id, module=LESSON, section=section, read_at=at)
            )
        db.session.commit()
    return [_member(app, person_id, key) for person_id, key in keys.items()]


def enter(app: Flask, email: str) -> Member:
    """Sign in somebody whom the site has already."""
    key, now = new_id(), datetime.now(UTC)
    with app.app_context(), writing():
        person_id = db.session.scalars(select(PersonRow.id).where(PersonRow.email == email)).one()
        db.session.add(
            SignInRow(id=hashed(key), person_id=person_id, device="bench", created_at=now)
        )
        db.session.commit()
    return _member(app, person_id, key)


def _member(app: Flask, person_id: int, key: str) -> Member:
    with app.test_request_context():
        session["_user_id"], session["_fresh"] = key, True
        token = generate_csrf()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(session))}"
    return Member(person_id, cookie, token)


def answers(app: Flask, members: Sequence[Member], count: int) -> list[Call]:
    """So many answers that can be given, each of them once: to questions of attempts under way.

    Neighbours are of different members: nobody answers ten questions of a quiz at once, and each
    would wait until the one before is committed.
    """
    calls: list[Call] = []
    with app.app_context(), writing():
        now, catalogue = datetime.now(UTC), current_catalogue()
        kept = {}
        for member in members:
            quiz = services.of_module(catalogue.modules[QUIZ])
            first = services.start(
                member.id,
                quiz,
                AttemptLayout.ONE,
                now=now,
                rng=Random(member.id),  # nosec B311 # it shuffles, it guards nothing
            )
            kept[member] = _rows(first)
        each = -(-count // (len(members) * max(len(items) for _, items in kept.values())))
        for _ in range(each):
            rows: list[list[Call]] = []
            for member, (attempt, items) in kept.items():
                copy = new_id()
                db.session.execute(insert(AttemptRow).values(**attempt | {"id": copy}))
                db.session.execute(
                    insert(AttemptItemRow), [one | {"attempt_id": copy} for one in items]
                )
                rows.append([_answer(member, copy, one) for one in items])
            calls += [one for column in zip_longest(*rows) for one in column if one]
        db.session.commit()
    return calls


def _rows(attempt_id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    tables = AttemptRow.__table__, AttemptItemRow.__table__
    attempt = db.session.execute(select(tables[0]).where(tables[0].c.id == attempt_id)).one()
    items = db.session.execute(
        select(tables[1]).where(tables[1].c.attempt_id == attempt_id).order_by(tables[1].c.position)
    ).all()
    return dict(attempt._mapping), [dict(one._mapping) for one in items]


def _answer(member: Member, attempt_id: str, item: dict[str, Any]) -> Call:
    content = db.session.get_one(ItemVersionRow, item["item_version"]).content
    given = values_of(
        as_drawn(thaw(content), item["drawn"]),
        item["option_order"],
        right=True,
        rng=Random(1),  # nosec B311 # it shuffles, it guards nothing
    )
    body = urlencode({"answer": given, "csrf_token": member.token}, doseq=True)
    path = f"/quizzes/{attempt_id}/{item['position']}"
    return Call("POST", path, member.cookie, body)


def path_of_lesson() -> str:
    """The lesson whose page is measured."""
    return f"/learn/{LESSON}"
