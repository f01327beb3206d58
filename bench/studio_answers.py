"""Fills a database with people who have had sittings and quizzes, and with reports of items."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random

import numpy as np
from sqlalchemy import insert

from tests.support.answering import add_versions, chances, sitting_item
from tpmlearn.db import Base, db, new_id, writing
from tpmlearn.domain.assessment.curves import guess_of
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    PersonRow,
    ProblemReportRow,
    SittingItemRow,
    SittingRow,
)

REPORTS = 200
SITTING, EACH = 20, 3
"""Items of a sitting, and how many sittings and quizzes a person has of each."""

NOW = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Fill = dict[type[Base], list[dict[str, object]]]


def most_shown(catalogue: Catalogue) -> tuple[str, str]:
    """An item of the test pool and one of a quiz, each answered as often as any."""
    return catalogue.test_pool[0].id, next(iter(catalogue.modules.values())).quiz[0].id


def fill(catalogue: Catalogue, answers: int) -> None:
    """People with a few sittings and quizzes each, two answers in sittings for one in a quiz."""
    rng, random = np.random.default_rng(5), Random(5)  # nosec B311 # it shuffles, it guards nothing
    quizzes = [module.quiz for module in catalogue.modules.values()]
    add_versions(catalogue.items)
    each = EACH * (SITTING + 10)
    for person in _people(answers // each + 1):
        theta = float(rng.normal())
        rows: Fill = {}
        for n in range(EACH):
            at = NOW - timedelta(days=200 - 40 * n - random.random() * 30)  # nosec B311 # it shuffles, it guards nothing
            items = random.sample(catalogue.test_pool, SITTING - 1)  # nosec B311 # it shuffles, it guards nothing
            # One item is in every first sitting, so that its page has as many answers as can be.
            first = catalogue.test_pool[0]
            items = [first, *(one for one in items if one is not first)] if n == 0 else items
            _add_sitting(rows, person, items, _right(items, theta, rng), at)
            quiz = quizzes[0] if n == 0 else random.choice(quizzes[1:])  # nosec B311 # it shuffles, it guards nothing
            _add_attempt(rows, person, quiz, _right(quiz, theta, rng), at + timedelta(days=1))
        _keep(rows)
    _report(catalogue, random)


def _people(count: int) -> list[int]:
    with writing():
        rows = [PersonRow(roles=[], created_at=NOW, active_at=NOW) for _ in range(count)]
        db.session.add_all(rows)
        db.session.flush()
        found = [one.id for one in rows]
        db.session.commit()
    return found


def _right(items: Sequence[Item], theta: float, rng: np.random.Generator) -> list[bool]:
    guess = np.array([guess_of(one) for one in items])
    b = np.array([(one.difficulty - 3) / 2 for one in items])
    return [bool(one) for one in rng.random(len(items)) < chances(theta, b, guess=guess)]


def _add_sitting(
    rows: Fill, person: int, items: Sequence[Item], right: Sequence[bool], at: datetime
) -> None:
    sitting = new_id()
    rows.setdefault(SittingRow, []).append(
        {
            "id": sitting,
            "person_id": person,
            "area": "",
            "bank_version": None,
            "quotas": {},
            "starts": {},
            "started_at": at,
            "finished_at": at + MINUTE * len(items),
            "end_reason": "quota",
            "counts": True,
        }
    )
    rows.setdefault(SittingItemRow, []).extend(
        {**sitting_item(sitting, n, item, correct, at), "response": _response(item, correct)}
        for n, (item, correct) in enumerate(zip(items, right, strict=True), start=1)
    )


def _add_attempt(
    rows: Fill, person: int, items: Sequence[Item], right: Sequence[bool], at: datetime
) -> None:
    attempt, size = new_id(), len(items)
    rows.setdefault(AttemptRow, []).append(
        {
            "id": attempt,
            "person_id": person,
            "module": items[0].path,
            "module_title": "A quiz",
            "kind": "full",
            "layout": "one",
            "first_sight": True,
            "size": size,
            "started_at": at,
            "finished_at": at + MINUTE * size,
            "right": sum(right),
        }
    )
    for n, (item, correct) in enumerate(zip(items, right, strict=True), start=1):
        rows.setdefault(AttemptItemRow, []).append(
            {
                "attempt_id": attempt,
                "position": n,
                "item_version": item.version,
                "option_order": [],
                "drawn": {},
            }
        )
        rows.setdefault(AnswerRow, []).append(
            {
                "attempt_id": attempt,
                "position": n,
                "response": _response(item, correct),
                "correct": correct,
                "answered_at": at + MINUTE * n,
                "confidence": None,
                "slip": False,
            }
        )


def _response(item: Item, correct: bool) -> dict[str, object]:
    chosen = [n for n, one in enumerate(item.options) if one.correct == correct][:1]
    return {"chosen": chosen, "number": None, "text": ""}


def _keep(rows: Fill) -> None:
    with writing():
        for table, values in rows.items():
            db.session.execute(insert(table), values)
        db.session.commit()


def _report(catalogue: Catalogue, random: Random) -> None:
    """Reports of many items, a quarter of them of the items that are opened."""
    opened = [name for name in most_shown(catalogue) for _ in range(REPORTS // 8)]
    others = [one.id for one in islice(catalogue.test_pool, REPORTS)]
    versions = {item.id: item.version for item in catalogue.items}
    names = (opened + others)[:REPORTS]
    (person,) = _people(1)
    rows = [
        {
            "id": new_id(),
            "person_id": person,
            "item": name,
            "item_version": versions[name],
            "text": "Two options are right, I think. " * 10,
            "reported_at": NOW - timedelta(days=random.random() * 90),  # nosec B311 # it shuffles, it guards nothing
        }
        for name in names
    ]
    _keep({ProblemReportRow: rows})
