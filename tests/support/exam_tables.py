"""What a database has of sittings, read beside the site that writes it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.support.exam_window import Window
from tests.support.quiz import wrong_values
from tpmlearn.db import db, engine_options, prepare_engine, require_url
from tpmlearn.domain.assessment.marking import key_values
from tpmlearn.models import ExamAnswerRow, ExamEventRow, ExamResultRow
from tpmlearn.records.exam_sittings import as_given, frozen_items, places_of


@dataclass(frozen=True)
class Values:
    """What to send for a question: a right and a wrong answer."""

    right: list[str]
    wrong: list[str]


@dataclass(frozen=True)
class Found:
    """What of a window's answers is in the tables."""

    lost: int
    doubled: int
    wrong: int
    unknown: int
    results: int
    earned: int


def tables(url: str) -> Flask:
    """An app that has nothing but the database at `url`."""
    app, address = Flask("tables"), require_url(url)
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=address, SQLALCHEMY_ENGINE_OPTIONS=engine_options(address)
    )
    db.init_app(app)
    return app


@contextmanager
def looking(app: Flask) -> Iterator[None]:
    """A short look into the tables: no connection stays open behind it."""
    with app.app_context():
        prepare_engine(db.engine)
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def values_of(app: Flask, sitting: str) -> dict[int, Values]:
    """By position, what to send for a right and for a wrong answer."""
    with looking(app):
        places = places_of(sitting)
        items = frozen_items({place.version for place in places})
        given = {place.position: (as_given(place, items), place.order) for place in places}
    return {
        position: Values(key_values(item, order), wrong_values(item, order))
        for position, (item, order) in given.items()
    }


def found(app: Flask, window: Window) -> Found:
    """Compare what a window was told with what is there."""
    stands: dict[int, Any] = {one.position: one for one in window.acknowledged}
    with looking(app):
        stored = Counter(
            db.session.scalars(
                select(ExamEventRow.key).where(
                    ExamEventRow.sitting_id == window.sitting,
                    ExamEventRow.kind.in_(["answer", "late"]),
                )
            )
        )
        there = {
            row.position: (row.seq, tuple(row.given))
            for row in db.session.scalars(
                select(ExamAnswerRow).where(ExamAnswerRow.sitting_id == window.sitting)
            )
        }
        results = db.session.scalars(
            select(ExamResultRow.earned).where(ExamResultRow.sitting_id == window.sitting)
        ).all()
    return Found(
        lost=sum(one.key not in stored for one in window.acknowledged),
        doubled=sum(count > 1 for count in stored.values()),
        wrong=sum(there.get(one.position) != (one.seq, one.given) for one in stands.values())
        + len(there.keys() - stands.keys()),
        unknown=len(stored.keys() - window.sent),
        results=len(results),
        earned=sum(results),
    )
