"""A recalibration from answers to a bank in force, also when it is ended in the middle."""

from collections.abc import Callable
from datetime import datetime

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from tests.support.answering import (
    DAY,
    MONDAY,
    add_people,
    add_person,
    add_sitting,
    simulate_sittings,
)
from tpmlearn.calibration.recalibrating import PART, Outcome, recalibrate
from tpmlearn.calibration.versions import ALIVE, NothingNew, in_force
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.curves import AUTHORS
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import BankItemRow, BankVersionRow, SittingRow
from tpmlearn.records.catalogue import current_catalogue

NIGHT = MONDAY + DAY


class Ended(Exception):
    """The process was killed."""


def _quiet(_line: str) -> None:
    pass


def _run(app: Flask, *, now: datetime = NIGHT, say: Callable[[str], None] = _quiet) -> Outcome:
    with app.app_context():
        return recalibrate(clock=lambda: now, say=say)


def _pool(app: Flask, count: int) -> tuple[Item, ...]:
    with app.app_context():
        return current_catalogue().test_pool[:count]


def _kept(app: Flask) -> list[tuple[object, ...]]:
    row = BankItemRow
    columns = (row.item_version, row.answers, row.b, row.b_sd, row.log_a, row.log_a_sd, row.moved)
    with app.app_context():
        found = db.session.execute(select(*columns).order_by(row.item_version)).all()
        return [tuple(one) for one in found]


def test_it_learns_the_order_of_difficulties(app: Flask) -> None:
    items, truth = _pool(app, 12), np.linspace(-1.5, 1.5, 12)
    with app.app_context():
        simulate_sittings(items, 150, 12, np.random.default_rng(1), b=truth)

    outcome = _run(app)

    assert (outcome.people, outcome.answers, outcome.items) == (150, 1800, 12)
    with app.app_context():
        bank = in_force()
    assert bank.id == outcome.version
    learnt = [bank.items[one.version].b for one in items]
    assert np.corrcoef(learnt, truth)[0, 1] > 0.9


def test_killed_in_the_middle_it_ends_as_if_undisturbed(app: Flask) -> None:
    items = _pool(app, PART + 40)
    with app.app_context():
        simulate_sittings(items, 60, 20, np.random.default_rng(2))

    def killed(line: str) -> None:
        if line.startswith(f"{PART} of"):
            raise Ended

    with pytest.raises(Ended):
        _run(app, say=killed)
    assert len(_kept(app)) == PART
    with app.app_context():
        assert in_force().id is None
        # What came in since then waits for the version after this one.
        add_sitting(add_person(), items[:5], [True] * 5, at=NIGHT)
    lines: list[str] = []
    resumed = _run(app, now=NIGHT + ALIVE, say=lines.append)
    after_kill = _kept(app)
    assert lines[0] == f"Going on with version {resumed.version}, with answers up to " + (
        "2026-11-24 11:59 UTC."
    )

    with app.app_context(), writing():
        db.session.execute(delete(BankVersionRow))
        db.session.execute(delete(SittingRow).where(SittingRow.started_at >= NIGHT))
        db.session.commit()
    undisturbed = _run(app)

    assert _kept(app) == after_kill
    assert len(after_kill) > PART
    assert undisturbed.authors == resumed.authors
    assert (undisturbed.people, undisturbed.answers) == (resumed.people, resumed.answers)


def test_without_new_answers_it_does_nothing(app: Flask) -> None:
    with app.app_context():
        simulate_sittings(_pool(app, 12), 30, 10, np.random.default_rng(3))
    _run(app)

    with pytest.raises(NothingNew):
        _run(app, now=NIGHT + DAY)

    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(BankVersionRow)) == 1


def test_the_next_version_trusts_authors_as_far_as_the_last_one_learnt(app: Flask) -> None:
    items = _pool(app, 24)
    with app.app_context():
        simulate_sittings(items, 80, 24, np.random.default_rng(4), b=np.full(24, 1.2))
    first = _run(app)
    assert first.authors.mean > 0.4
    assert first.authors.sd < AUTHORS.sd

    unseen = _pool(app, 25)[-1]
    with app.app_context():
        for person in add_people(3):
            add_sitting(person, [unseen], [True], at=NIGHT)
        again = _run(app, now=NIGHT + DAY)
        found = in_force().items[unseen.version]

    assert again.version != first.version
    # Three right answers lower it, but from where authors' items were found to be.
    assert 0 < found.b < first.authors.mean + 1


def test_it_names_what_moved_beyond_belief(app: Flask) -> None:
    items = _pool(app, 10)
    rng = np.random.default_rng(5)
    with app.app_context():
        simulate_sittings(items, 200, 10, rng, b=np.zeros(10))
    assert _run(app).moved == ()

    with app.app_context():
        harder = np.array([0.0] * 9 + [3.0])
        simulate_sittings(items, 500, 10, rng, b=harder, at=NIGHT)
    outcome = _run(app, now=NIGHT + DAY)

    assert [one.item for one in outcome.moved] == [items[-1].id]
    assert outcome.moved[0].after > outcome.moved[0].before
    with app.app_context():
        moved = select(BankItemRow.item).where(BankItemRow.moved)
        assert db.session.scalars(moved).all() == [items[-1].id]


@pytest.mark.parametrize("right", [True, False])
def test_answers_that_are_all_alike_give_finite_numbers(app: Flask, right: bool) -> None:
    items = _pool(app, 5)
    with app.app_context():
        for person in add_people(60):
            add_sitting(person, items, [right] * 5)

    _run(app)

    numbers = np.array([row[2:6] for row in _kept(app)], dtype=float)
    assert numbers.shape == (5, 4)
    assert np.isfinite(numbers).all()


def test_items_that_were_only_guessed_at_are_left_to_their_author(app: Flask) -> None:
    items = _pool(app, 2)
    with app.app_context():
        ada = add_person()
        add_sitting(ada, items[:1], [True])
        add_sitting(ada, items[1:], [False], rapid=True)

    assert _run(app).items == 2
    assert [row[0] for row in _kept(app)] == [items[0].version]
