"""How far skills go together is learnt with the bank, and kept with it."""

from datetime import datetime

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import insert

from tests.support.answering import DAY, MONDAY, add_people, add_versions
from tests.support.answering import sitting_item as row_of
from tpmlearn.calibration.recalibrating import Outcome, recalibrate
from tpmlearn.calibration.sittings import first_answers
from tpmlearn.calibration.skills import skills_together
from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.assessment.correlation import LEAST_PEOPLE, PRIOR_SD, Correlation
from tpmlearn.domain.assessment.curves import ItemParameters
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import SittingItemRow, SittingRow
from tpmlearn.records.bank import bank_in_force, basis
from tpmlearn.records.catalogue import current_catalogue

NIGHT = MONDAY + DAY
SKILLS = ("PRO1", "PRO2", "PRO3")


def _items(each: int) -> list[Item]:
    pool = current_catalogue().test_pool
    return [item for skill in SKILLS for item in [i for i in pool if i.skill == skill][:each]]


def _take(people: int, *, each: int, alike: float, at: datetime = MONDAY) -> None:
    """People answer some items of each of three skills; `alike` is the true correlation."""
    items, rng = _items(each), np.random.default_rng(3)
    add_versions(items)
    sittings: list[dict[str, object]] = []
    answers: list[dict[str, object]] = []
    for person in add_people(people):
        common, own = rng.normal(), rng.normal(size=len(SKILLS))
        theta = np.sqrt(alike) * common + np.sqrt(1 - alike) * own
        sitting = new_id()
        sittings.append(
            {
                **{"id": sitting, "person_id": person, "area": "PRO", "bank_version": None},
                **{"quotas": {}, "starts": {}, "started_at": at, "end_reason": "", "counts": True},
            }
        )
        for n, item in enumerate(items):
            right = rng.random() < 1 / (1 + np.exp(-2 * theta[n // each]))
            answers.append(row_of(sitting, n + 1, item, right, at))
    with writing():
        db.session.execute(insert(SittingRow), sittings)
        db.session.execute(insert(SittingItemRow), answers)
        db.session.commit()


def _run() -> Outcome:
    return recalibrate(clock=lambda: NIGHT, say=lambda _line: None)


def test_what_was_learnt_is_in_force_with_the_bank(app: Flask) -> None:
    with app.app_context():
        _take(LEAST_PEOPLE + 40, each=6, alike=0.85)
        outcome = _run()
        in_force, rests_on = bank_in_force(current_catalogue()), basis()

    assert outcome.skills.people == LEAST_PEOPLE + 40
    assert 0.55 < outcome.skills.rho < 0.95
    assert outcome.skills.sd < PRIOR_SD
    assert in_force.rho == rests_on.rho == pytest.approx(outcome.skills.rho)
    assert rests_on.learners == LEAST_PEOPLE + 40


def test_too_few_people_leave_it_as_assumed(app: Flask) -> None:
    with app.app_context():
        _take(30, each=6, alike=0.85)
        outcome = _run()

        assert outcome.skills == Correlation(0.5, PRIOR_SD, 30)
        assert basis().rho == 0.5


def test_skills_of_four_answers_take_no_part(app: Flask) -> None:
    with app.app_context():
        _take(30, each=4, alike=0.85)
        answers = first_answers(NIGHT)
        bank = [ItemParameters(0.0, 0.5)] * len(answers.versions)

    assert skills_together(answers, bank).people == 0
