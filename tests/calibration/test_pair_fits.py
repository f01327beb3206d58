"""What judges said of pairs becomes what the bank believes, and stays reproducible."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import Enter
from tests.features.pairs.cast import items_of, judge_all
from tests.support.answering import simulate_sittings
from tests.support.client import CheckingClient
from tpmlearn.calibration.pair_fits import FittedPairs, refit
from tpmlearn.calibration.recalibrating import Outcome, recalibrate
from tpmlearn.db import db
from tpmlearn.domain.assessment.curves import author_parameters, guess_of
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import BankItemRow, BankVersionRow, PairFitRow, PairItemRow
from tpmlearn.records.bank import bank_in_force
from tpmlearn.records.catalogue import current_catalogue

DAY = timedelta(days=1)


def _fit(app: Flask, day: int = 0) -> FittedPairs | None:
    with app.app_context():
        return refit(current_catalogue(), now=datetime.now(UTC) + day * DAY)


def _recalibrate(app: Flask) -> Outcome:
    with app.app_context():
        return recalibrate(clock=lambda: datetime.now(UTC), say=lambda _line: None)


def _believed(app: Flask, item: Item) -> tuple[float, float]:
    with app.app_context():
        bank = bank_in_force(current_catalogue()).bank
        one = bank.parameters[bank.places[item.id]]
        return one.b, one.b_sd


@pytest.fixture
def judged(author: CheckingClient, enter: Enter) -> list[Item]:
    """Items of which the first was called harder twelve times, by two judges."""
    focus, *others = items = items_of(author)[:13]
    judge_all(author, focus, others[:6], "left")
    judge_all(enter("bo@example.org", ("author",)), focus, others[6:], "left")
    return items


def test_pairs_take_the_place_of_the_author(app: Flask, judged: list[Item]) -> None:
    first, other = judged[:2]

    found = _fit(app)

    assert found is not None
    assert (found.judgements, found.judges, found.used) == (12, 2, (first.id,))
    with app.app_context():
        row = db.session.scalars(
            select(PairItemRow).where(PairItemRow.item_version == first.version)
        ).one()
        told = (row.b, row.b_sd, row.judgements, row.judges)
    assert told[2:] == (12, 2)
    assert told[0] > 0.3
    assert _believed(app, first) == told[:2]
    author = author_parameters(other.difficulty, guess_of(other))
    assert _believed(app, other) == (author.b, author.b_sd)


def test_one_judge_alone_changes_nothing(app: Flask, author: CheckingClient) -> None:
    focus, *others = items_of(author)[:13]
    judge_all(author, focus, others, "left")

    found = _fit(app)

    assert found is not None
    assert found.used == ()
    believed = author_parameters(focus.difficulty, guess_of(focus))
    assert _believed(app, focus) == (believed.b, believed.b_sd)


def test_a_version_of_the_bank_keeps_what_was_believed_before(
    app: Flask, judged: list[Item]
) -> None:
    found = _fit(app)
    prior = _believed(app, judged[0])
    with app.app_context():
        simulate_sittings(judged, 60, 13, np.random.default_rng(2))

    outcome = _recalibrate(app)

    row = BankItemRow
    with app.app_context():
        kept = {
            version: (paired, b, b_sd)
            for version, paired, b, b_sd in db.session.execute(
                select(row.item_version, row.paired, row.prior_b, row.prior_b_sd).where(
                    row.bank_version == outcome.version
                )
            )
        }
        fit = db.session.get_one(BankVersionRow, outcome.version).pair_fit
    assert found is not None
    assert fit == found.number
    assert kept[judged[0].version] == (True, *prior)
    other = author_parameters(judged[1].difficulty, guess_of(judged[1]))
    assert kept[judged[1].version] == (False, other.b, other.b_sd)
    # What answers say goes over what judges said.
    assert _believed(app, judged[0])[1] < 0.5


def test_what_pairs_say_of_an_item_does_not_repeat_its_answers(
    app: Flask, judged: list[Item]
) -> None:
    before = _fit(app)
    with app.app_context():
        simulate_sittings(judged, 120, 13, np.random.default_rng(2), b=np.full(13, -1.0))
    _recalibrate(app)

    after = _fit(app)

    assert before is not None
    assert after is not None
    assert after.number > before.number
    with app.app_context():
        told = {
            fit: (b, b_sd)
            for fit, b, b_sd in db.session.execute(
                select(PairItemRow.fit, PairItemRow.b, PairItemRow.b_sd).where(
                    PairItemRow.item_version == judged[0].version
                )
            )
        }
    # All are as easy as can be, and this one is still called harder than easy ones alone.
    assert told[after.number][0] < told[before.number][0]
    assert told[after.number][1] > 0.5


def test_nothing_new_makes_no_new_fit(app: Flask, judged: list[Item]) -> None:
    _fit(app)

    assert _fit(app, 1) is None
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PairFitRow)) == 1


def test_without_judgements_there_is_no_fit(app: Flask) -> None:
    assert _fit(app) is None


def test_a_fit_that_no_version_began_with_goes(
    app: Flask, judged: list[Item], author: CheckingClient
) -> None:
    first = _fit(app)
    with app.app_context():
        simulate_sittings(judged, 30, 13, np.random.default_rng(2))
    _recalibrate(app)
    items = items_of(author)
    judge_all(author, items[20], items[21:23], "left")
    _fit(app)
    judge_all(author, items[30], items[31:33], "left")

    last = _fit(app)

    assert first is not None
    assert last is not None
    with app.app_context():
        assert db.session.scalars(select(PairFitRow.id).order_by(PairFitRow.id)).all() == [
            first.number,
            last.number,
        ]


def test_the_command_says_what_pairs_tell(app: Flask, judged: list[Item]) -> None:
    with app.app_context():
        simulate_sittings(judged, 30, 13, np.random.default_rng(2))

    said = app.test_cli_runner().invoke(args=["calibrate"]).output

    assert "from 12 judgements of two judges" in said
    assert f"instead of the author: {judged[0].id}." in said
    assert "judges of pairs saw them, not their authors: 1 of them." in said
