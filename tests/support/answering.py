"""People who answer in sittings and quizzes, put straight into the tables."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.random import Generator
from sqlalchemy import insert

from tpmlearn.db import db, insert_for, new_id, writing
from tpmlearn.domain.assessment.curves import Floats, guess_of
from tpmlearn.domain.assessment.freezing import freeze
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ItemVersionRow,
    PersonRow,
    SittingItemRow,
    SittingRow,
)

MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def add_people(count: int) -> list[int]:
    """That many guests; their ids."""
    with writing():
        people = [_guest() for _ in range(count)]
        db.session.add_all(people)
        db.session.flush()
        ids = [one.id for one in people]
        db.session.commit()
    return ids


def _guest() -> PersonRow:
    row = PersonRow(email=None, name="", roles=[], created_at=MONDAY, active_at=MONDAY)
    row.time_zone, row.theme = "UTC", "system"
    return row


def add_person() -> int:
    """One guest; their id."""
    (found,) = add_people(1)
    return found


def add_versions(items: Sequence[Item]) -> None:
    """Freeze the items, as the first showing does."""
    rows = [
        {"version": one.version, "item": one.id, "content": freeze(one), "first_shown_at": MONDAY}
        for one in items
    ]
    with writing():
        db.session.execute(insert_for(ItemVersionRow).on_conflict_do_nothing(), rows)
        db.session.commit()


def add_sitting(
    person: int,
    items: Sequence[Item],
    right: Sequence[bool],
    *,
    at: datetime = MONDAY,
    counts: bool = True,
    **fields: object,
) -> str:
    """A sitting in which a person answers the items, a minute each; `fields` change its items."""
    add_versions(items)
    sitting = new_id()
    with writing():
        db.session.execute(
            insert(SittingRow),
            {
                "id": sitting,
                "person_id": person,
                "area": "CTL",
                "bank_version": None,
                "quotas": {},
                "starts": {},
                "started_at": at,
                "finished_at": None,
                "end_reason": "",
                "counts": counts,
            },
        )
        rows = [
            {**sitting_item(sitting, n, item, correct, at), **fields}
            for n, (item, correct) in enumerate(zip(items, right, strict=True), start=1)
        ]
        db.session.execute(insert(SittingItemRow), rows)
        db.session.commit()
    return sitting


def sitting_item(
    sitting: str, position: int, item: Item, correct: bool, at: datetime
) -> dict[str, Any]:
    """The row of one item of a sitting, answered within a minute."""
    return {
        "sitting_id": sitting,
        "position": position,
        "item": item.id,
        "item_version": item.version,
        "skill": item.skill,
        "scored": position % 10 != 0,
        "option_order": [],
        "drawn": {},
        "why": {},
        "b": 0.0,
        "b_sd": 0.9,
        "log_a": 0.0,
        "log_a_sd": 0.3,
        "guess": 0.25,
        "shown_at": at + (position - 1) * MINUTE,
        "answered_at": at + position * MINUTE,
        "seconds": 60.0,
        "response": {"chosen": [0], "number": None, "text": ""},
        "correct": bool(correct),
        "rapid": False,
        "withdrawn": False,
    }


def add_attempt(
    person: int,
    items: Sequence[Item],
    right: Sequence[bool],
    *,
    at: datetime = MONDAY,
    kind: str = "full",
    layout: str = "one",
    module: str = "quiz",
    finished: bool = True,
    slip: bool = False,
    chosen: Sequence[int] | None = None,
) -> str:
    """An attempt in which a person answers the items, a minute each.

    `chosen` are the options chosen; without it, the first of the key or the first beside it.
    """
    add_versions(items)
    attempt = new_id()
    size = len(items)
    with writing():
        db.session.execute(
            insert(AttemptRow),
            {
                "id": attempt,
                "person_id": person,
                "module": module,
                "module_title": "A quiz",
                "kind": kind,
                "layout": layout,
                "first_sight": True,
                "size": size,
                "started_at": at,
                "finished_at": at + size * MINUTE if finished else None,
                "right": int(sum(right)),
            },
        )
        places = [
            {
                "attempt_id": attempt,
                "position": n,
                "item_version": one.version,
                "option_order": [],
                "drawn": {},
            }
            for n, one in enumerate(items, start=1)
        ]
        db.session.execute(insert(AttemptItemRow), places)
        given = [
            {
                "attempt_id": attempt,
                "position": n,
                "response": {"chosen": [option], "number": None, "text": ""},
                "correct": bool(correct),
                "answered_at": at + n * MINUTE,
                "confidence": None,
                "slip": slip,
            }
            for n, (correct, option) in enumerate(
                zip(right, chosen or _chosen(items, right), strict=True), start=1
            )
        ]
        db.session.execute(insert(AnswerRow), given)
        db.session.commit()
    return attempt


def _chosen(items: Sequence[Item], right: Sequence[bool]) -> list[int]:
    return [
        next((n for n, one in enumerate(item.options) if one.correct == correct), 0)
        for item, correct in zip(items, right, strict=True)
    ]


def chances(theta: float, b: Floats, *, guess: float | Floats) -> Floats:
    """How likely a person of that ability is right, by item."""
    found: Floats = guess + (1 - guess) / (1 + np.exp(-(theta - b)))
    return found


def simulate_sittings(
    items: Sequence[Item],
    people: int,
    each: int,
    rng: Generator,
    *,
    b: Floats | None = None,
    turned: frozenset[int] = frozenset(),
    at: datetime = MONDAY,
) -> Floats:
    """That many people answer `each` of the items, drawn at random; the true difficulties.

    The items at `turned` have a wrong key: what counts as right there is wrong.
    """
    found = rng.normal(0, 1, len(items)) if b is None else b
    guess = np.array([guess_of(one) for one in items])
    for person in add_people(people):
        drawn = rng.choice(len(items), each, replace=False)
        right = rng.random(each) < chances(float(rng.normal()), found[drawn], guess=guess[drawn])
        marked = [bool(one) != (int(n) in turned) for one, n in zip(right, drawn, strict=True)]
        add_sitting(person, [items[n] for n in drawn], marked, at=at)
    return found
