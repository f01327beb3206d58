"""Where an item is used, on the shipped content."""

from datetime import date

import pytest
from flask import Flask

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.exams.uses import uses_of
from tpmlearn.records.catalogue import current_catalogue

TODAY = date(2026, 12, 7)


@pytest.fixture
def catalogue(app: Flask) -> Catalogue:
    """The shipped content."""
    with app.app_context():
        return current_catalogue()


def test_a_quiz_item_is_used_by_its_quiz_alone(catalogue: Catalogue) -> None:
    module = next(iter(catalogue.modules.values()))

    found = uses_of(module.quiz[0], catalogue, today=TODAY)

    assert found.module is module
    assert (found.area, found.exams) == (None, ())
    assert found.some


def test_an_item_of_the_test_pool_is_used_by_test_and_mocks(catalogue: Catalogue) -> None:
    item = catalogue.bank["ctl2"][0]

    found = uses_of(item, catalogue, today=TODAY)

    assert found.skill is catalogue.skills["CTL2"]
    assert found.area is catalogue.areas["CTL"]
    # That of 2021 is history by then.
    assert {one.slug for one in found.exams} == {"pmp-2026", "pmp-2026-half"}
    without = next(one for one in catalogue.test_pool if not one.tasks)
    assert uses_of(without, catalogue, today=TODAY).exams == ()


def test_an_item_of_an_exam_is_used_by_it_alone(catalogue: Catalogue) -> None:
    item = catalogue.exams["psm-i"].items[0]

    found = uses_of(item, catalogue, today=TODAY)

    assert [one.slug for one in found.exams] == ["psm-i"]
    assert (found.module, found.area, found.case) == (None, None, None)
