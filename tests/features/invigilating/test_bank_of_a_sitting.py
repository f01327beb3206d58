"""Which bank a sitting came from: private only if no question that counts could be read before."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest
from flask import Flask

from tests.features.testing.cast import unhurried, values_of
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.content.catalogue import Catalogue, Exam
from tpmlearn.features.exams import services as exams
from tpmlearn.features.testing import services as testing
from tpmlearn.models import ExamSittingRow, SittingRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.next_item import Chance


def _chance() -> Chance:
    return Chance(Random(1), np.random.default_rng(1))


def _catalogue(app: Flask, *, but: int = 0) -> Catalogue:
    """The shipped content as if it were private, but for so many items of each bank and exam."""
    with app.app_context():
        found = current_catalogue()
    return replace(
        found,
        # What a worker keeps of the bank belongs to a version of the content.
        version=f"{found.version}-unread-{but}",
        bank={
            slug: tuple(replace(one, unread=n >= but) for n, one in enumerate(items))
            for slug, items in found.bank.items()
        },
        cases={},
        exams={slug: _unread(exam, but) for slug, exam in found.exams.items()},
    )


def _unread(exam: Exam, but: int) -> Exam:
    items = tuple(replace(one, unread=n >= but) for n, one in enumerate(exam.items))
    return replace(exam, items=items)


@pytest.mark.parametrize(("but", "bank"), [(0, "private"), (9999, "open"), (20, "open")])
def test_an_exam_is_private_if_all_that_counts_is(
    learner: CheckingClient, but: int, bank: str
) -> None:
    app = learner.application
    catalogue = _catalogue(app, but=but)
    with app.app_context(), writing():
        sitting = exams.start(
            learner.person_id,
            catalogue.exams["psm-i"],
            exams.Way(exams.Time()),
            catalogue,
            now=datetime.now(UTC),
            rng=Random(1),
        )
        assert db.session.get_one(ExamSittingRow, sitting).bank == bank


@pytest.mark.parametrize(("but", "bank"), [(0, "private"), (9999, "open")])
def test_a_test_is_private_if_all_that_counted_was(
    learner: CheckingClient, but: int, bank: str
) -> None:
    app, who = learner.application, learner.person_id
    catalogue = _catalogue(app, but=but)
    with app.app_context(), writing():
        sitting = testing.start(who, "PRO", catalogue, now=datetime.now(UTC), chance=_chance())
        assert db.session.get_one(SittingRow, sitting).bank == "open"
    for position in (1, 2, 3):
        unhurried(learner, sitting)
        values = values_of(learner, sitting, position, right=True)
        with app.app_context(), writing():
            testing.answer(
                who, sitting, position, values, catalogue, now=datetime.now(UTC), chance=_chance()
            )
    with app.app_context(), writing():
        testing.stop(who, sitting, catalogue, now=datetime.now(UTC))
        assert db.session.get_one(SittingRow, sitting).bank == bank


def test_a_test_without_an_answer_is_open(learner: CheckingClient) -> None:
    app, who = learner.application, learner.person_id
    catalogue = _catalogue(app)
    with app.app_context(), writing():
        sitting = testing.start(who, "PRO", catalogue, now=datetime.now(UTC), chance=_chance())
        testing.stop(who, sitting, catalogue, now=datetime.now(UTC))
        assert db.session.get_one(SittingRow, sitting).bank == "open"


def test_shipped_content_is_open(learner: CheckingClient) -> None:
    learner.send("/exams/psm-i", time="0")

    with learner.application.app_context():
        assert [row.bank for row in db.session.query(ExamSittingRow)] == ["open"]
