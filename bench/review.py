"""Prints how long the queue of a person with 5,000 answers takes, beside its goal.

Run by `make bench-review`; ends non-zero when a goal is missed. Uses an SQLite database of its own.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from flask import Flask
from flask_migrate import upgrade

from tpmlearn import create_app
from tpmlearn.config import ROOT, from_environment
from tpmlearn.db import db, insert_for, writing
from tpmlearn.domain.assessment.freezing import freeze
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.domain.review.memory import Answer, replay
from tpmlearn.models import AnswerRow, AttemptItemRow, AttemptRow, ItemVersionRow, PersonRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.review import review_of

ANSWERS = 5_000
GOAL_MS = 300
ROUNDS = 5
A_DAY = 14
NOW = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)


def main() -> int:
    """Print the table; 1 where the queue takes longer than its goal."""
    with tempfile.TemporaryDirectory() as folder:
        app = _site(Path(folder))
        with app.app_context():
            catalogue = current_catalogue()
            person = _practise(catalogue)
            reading = _best(lambda: _read(person, catalogue))
        replaying = _best(lambda: replay(_answers(catalogue)))
    print(f"{ANSWERS:,} answers, best of {ROUNDS}")
    print(f"replay alone          {replaying:6.0f} ms")
    print(f"queue, database read  {reading:6.0f} ms   goal {GOAL_MS} ms")
    return int(reading > GOAL_MS)


def _site(folder: Path) -> Flask:
    app = create_app(from_environment({"TPMLEARN_INSTANCE": str(folder)}))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    return app


def _practise(catalogue: Catalogue) -> int:
    """A person who has answered a session a day for about a year."""
    rng, items = Random(7), _pool(catalogue)  # nosec B311 # it shuffles, it guards nothing
    with writing():
        row = PersonRow(created_at=NOW, active_at=NOW)
        db.session.add(row)
        db.session.flush()
        person = row.id
        versions = [
            {
                "version": one.version,
                "item": one.id,
                "content": freeze(one),
                "first_shown_at": NOW,
            }
            for one in items
        ]
        db.session.execute(insert_for(ItemVersionRow).on_conflict_do_nothing(), versions)
        for number in range(ANSWERS // A_DAY + 1):
            _session(person, number, rng.sample(items, A_DAY), rng)
        db.session.commit()
    return person


def _session(person: int, number: int, items: list[Item], rng: Random) -> None:
    begun = NOW - timedelta(days=ANSWERS // A_DAY + 1 - number)
    db.session.add(
        AttemptRow(
            id=f"session-{number}",
            person_id=person,
            module="review",
            module_title="Review",
            kind="review",
            layout="one",
            first_sight=False,
            size=A_DAY,
            started_at=begun,
            finished_at=begun + timedelta(minutes=15),
            right=0,
        )
    )
    db.session.flush()
    for place, item in enumerate(items, start=1):
        db.session.add(
            AttemptItemRow(
                attempt_id=f"session-{number}",
                position=place,
                item_version=item.version,
                option_order=[],
            )
        )
    db.session.flush()
    for place in range(1, A_DAY + 1):
        db.session.add(
            AnswerRow(
                attempt_id=f"session-{number}",
                position=place,
                response={},
                correct=rng.random() < 0.8,
                answered_at=begun + timedelta(minutes=place),
                confidence=rng.choice((None, 50, 70, 90)),
            )
        )


def _read(person: int, catalogue: Catalogue) -> None:
    db.session.rollback()
    review_of(person, catalogue, now=NOW, zone=UTC)


def _pool(catalogue: Catalogue) -> list[Item]:
    return [item for module in catalogue.modules.values() for item in module.quiz]


def _answers(catalogue: Catalogue) -> list[Answer]:
    rng, names = Random(7), [item.id for item in _pool(catalogue)]  # nosec B311 # it shuffles, it guards nothing
    return [
        Answer(
            rng.choice(names),
            (NOW + timedelta(days=number // A_DAY)).date(),
            rng.random() < 0.8,
            rng.choice((None, 50, 70, 90)),
        )
        for number in range(ANSWERS)
    ]


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
