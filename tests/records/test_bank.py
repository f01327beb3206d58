"""The bank that tests draw from follows what was learnt."""

from datetime import timedelta

import numpy as np
import pytest
from flask import Flask

from tests.support.answering import DAY, MONDAY, add_people, add_sitting, simulate_sittings
from tpmlearn.calibration.item_statistics import compute
from tpmlearn.calibration.recalibrating import recalibrate
from tpmlearn.calibration.versions import in_force
from tpmlearn.domain.assessment.curves import author_parameters, guess_of
from tpmlearn.records.bank import bank_in_force, wear_of_items
from tpmlearn.records.catalogue import current_catalogue

NIGHT = MONDAY + DAY


def test_items_are_believed_as_learnt_and_others_as_far_as_authors_have_shown(app: Flask) -> None:
    with app.app_context():
        catalogue = current_catalogue()
        items = catalogue.test_pool[:24]
        simulate_sittings(items, 80, 24, np.random.default_rng(4), b=np.full(24, 1.2))
        before = bank_in_force(catalogue)
        outcome = recalibrate(clock=lambda: NIGHT, say=lambda _line: None)

        after, learnt = bank_in_force(catalogue), in_force()

    assert (before.version, after.version, after.learners) == (None, outcome.version, 80)
    assert after.bank.parameters[0] == learnt.items[items[0].version]
    other = catalogue.test_pool[24]
    believed = author_parameters(other.difficulty, guess_of(other), outcome.authors)
    assert after.bank.parameters[24] == believed
    assert believed.b > before.bank.parameters[24].b


@pytest.mark.parametrize(("people", "known"), [(19, False), (20, True)])
def test_the_usual_time_of_an_item_comes_from_its_statistics(
    app: Flask, people: int, known: bool
) -> None:
    with app.app_context():
        catalogue = current_catalogue()
        (item,) = catalogue.test_pool[:1]
        for person in add_people(people):
            add_sitting(person, [item], [True])
        compute({item.version: item}, now=NIGHT)

        # So much later that nothing kept in memory is taken for fresh.
        wear = wear_of_items(catalogue, now=NIGHT + timedelta(days=people))

    assert wear.seconds == ({item.id: 60.0} if known else {})
