"""A blueprint survives being frozen."""

import json

from flask import Flask

from tests.domain.exams.test_clock import EXAM
from tpmlearn.domain.exams.frozen import freeze_blueprint, thaw_blueprint
from tpmlearn.records.catalogue import current_catalogue


def test_a_blueprint_comes_back_as_it_was() -> None:
    stored = json.loads(json.dumps(freeze_blueprint(EXAM)))

    assert thaw_blueprint(stored) == EXAM


def test_every_shipped_blueprint_comes_back(site: Flask) -> None:
    with site.app_context():
        for exam in current_catalogue().exams.values():
            stored = json.loads(json.dumps(freeze_blueprint(exam.blueprint)))
            assert thaw_blueprint(stored) == exam.blueprint
