"""Statistics of both pools, from the answers in the tables."""

from dataclasses import replace

import numpy as np
import pytest
from flask import Flask

from tests.support.answering import (
    DAY,
    MONDAY,
    add_attempt,
    add_people,
    add_person,
    add_sitting,
    chances,
    simulate_sittings,
)
from tpmlearn.calibration.item_statistics import Computed, compute
from tpmlearn.calibration.recalibrating import recalibrate
from tpmlearn.domain.assessment.item_concerns import Kind, concern
from tpmlearn.domain.content.catalogue import Item, ItemType
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.item_statistics import Stored, stored

NIGHT = MONDAY + DAY


def _compute(app: Flask, *changed: Item) -> Computed:
    with app.app_context():
        items = {one.version: one for one in current_catalogue().items}
        return compute(items, now=NIGHT)


def _stored(app: Flask) -> dict[str, Stored]:
    with app.app_context():
        return {one.item: one for one in stored()}


def _quiz(app: Flask) -> tuple[Item, ...]:
    """Items with options to choose from, out of several quizzes."""
    with app.app_context():
        modules = current_catalogue().modules.values()
        single = [one for m in modules for one in m.quiz if one.type is ItemType.SINGLE]
    return tuple(single[:10])


def _answer_quiz(app: Flask, items: tuple[Item, ...], people: int, turned: int = -1) -> None:
    rng, b = np.random.default_rng(6), np.linspace(-1, 1, len(items))
    with app.app_context():
        for person in add_people(people):
            right = rng.random(len(items)) < chances(float(rng.normal(0, 1.5)), b, guess=0.1)
            marked = [bool(one) != (n == turned) for n, one in enumerate(right)]
            add_attempt(person, items, marked)


def test_a_form_tells_facility_discrimination_and_options(app: Flask) -> None:
    items = _quiz(app)
    _answer_quiz(app, items, 150)

    assert _compute(app) == Computed(10, 10)
    alphas = {(one.figures.form_alpha, one.figures.form_people) for one in _stored(app).values()}
    ((value, people),) = alphas
    assert value == pytest.approx(0.7, abs=0.2)
    assert people == 150

    found = _stored(app)[items[0].id]
    figures = found.figures
    assert (found.version, found.computed_at) == (items[0].version, NIGHT)
    assert (figures.people, figures.shown, figures.exposure) == (150, 150, 1.0)
    assert (figures.adaptive, figures.rapid, figures.median_seconds) == (False, None, 60.0)
    assert figures.facility
    assert 0.6 < figures.facility.value < 0.95
    assert figures.item_rest
    assert figures.item_rest.value > 0.2
    assert sum(line.chosen for line in figures.options) == 150
    (key,) = [line for line in figures.options if line.key]
    assert key.rest
    assert key.rest.value == pytest.approx(figures.item_rest.value)
    assert figures.b is not None
    assert sum(one.people for one in figures.deciles) == 150
    assert concern(figures).kind in {Kind.NONE, Kind.MISFIT}


def test_a_wrong_key_is_found_on_a_form(app: Flask) -> None:
    items = _quiz(app)
    _answer_quiz(app, items, 60, turned=4)
    _compute(app)

    kinds = {name: concern(one.figures).kind for name, one in _stored(app).items()}

    assert kinds[items[4].id] is Kind.CHECK_KEY
    assert list(kinds.values()).count(Kind.CHECK_KEY) == 1


def test_a_wrong_key_is_found_in_sittings(app: Flask) -> None:
    with app.app_context():
        # Of one skill, so that its other items tell how able a person is in it.
        items = next(iter(current_catalogue().bank.values()))[:14]
        simulate_sittings(
            items, 200, 14, np.random.default_rng(7), b=np.full(14, -0.5), turned=frozenset({3})
        )
        recalibrate(clock=lambda: NIGHT, say=lambda _line: None)
    _compute(app)

    found = _stored(app)

    kinds = {name: concern(one.figures).kind for name, one in found.items()}
    assert kinds[items[3].id] in {Kind.CHECK_KEY, Kind.NEAR_GUESSING}
    figures = found[items[3].id].figures
    assert figures.residual
    assert figures.residual.high < 0
    good = found[items[0].id].figures
    assert good.adaptive
    assert good.expected is not None
    assert good.difference
    assert good.difference.low < 0 < good.difference.high
    assert (good.item_rest, good.options) == (None, ())
    assert (good.exposure, good.rapid, good.median_seconds) == (1.0, 0.0, 60.0)


def test_exposure_is_the_share_of_sittings_in_the_skill(app: Flask) -> None:
    with app.app_context():
        items = next(iter(current_catalogue().bank.values()))[:2]
        for person in add_people(4):
            add_sitting(person, items[:1], [True])
        add_sitting(add_person(), items[1:], [True])
    _compute(app)

    exposures = {name: one.figures.exposure for name, one in _stored(app).items()}
    assert exposures == {items[0].id: 0.8, items[1].id: 0.2}


def test_rapid_guesses_are_counted_apart(app: Flask) -> None:
    with app.app_context():
        (item,) = current_catalogue().test_pool[:1]
        for person in add_people(20):
            add_sitting(person, [item], [True])
        for person in add_people(5):
            add_sitting(person, [item], [False], rapid=True, seconds=1.0)
    _compute(app)

    figures = _stored(app)[item.id].figures
    assert (figures.people, figures.rapid, figures.median_seconds) == (20, 0.2, 60.0)
    assert figures.facility
    assert figures.facility.value == 1.0


@pytest.mark.parametrize(("people", "enough"), [(19, False), (20, True)])
def test_under_twenty_people_there_are_counts_alone(app: Flask, people: int, enough: bool) -> None:
    items = _quiz(app)
    _answer_quiz(app, items, people)

    assert _compute(app).enough == (10 if enough else 0)
    figures = _stored(app)[items[0].id].figures
    assert figures.people == people
    assert (figures.facility is not None) is enough
    assert (figures.b is not None) is enough


@pytest.mark.parametrize("right", [True, False])
def test_where_all_answer_alike_every_figure_is_a_number_or_none(app: Flask, right: bool) -> None:
    items = _quiz(app)
    with app.app_context():
        for person in add_people(30):
            add_attempt(person, items, [right] * 10)

    assert _compute(app).enough == 10

    figures = _stored(app)[items[0].id].figures
    assert figures.item_rest is None
    assert {line.rest for line in figures.options} == {None}


def test_answers_to_former_wordings_do_not_count(app: Flask) -> None:
    items = _quiz(app)
    former = tuple(replace(one, version=f"former-{n}") for n, one in enumerate(items))
    _answer_quiz(app, former, 30)

    assert _compute(app) == Computed(0, 0)


def test_a_computation_takes_the_place_of_the_last(app: Flask) -> None:
    items = _quiz(app)
    _answer_quiz(app, items, 20)
    _compute(app)
    with app.app_context():
        compute({items[0].version: items[0]}, now=NIGHT + DAY)

    found = _stored(app)

    assert list(found) == [items[0].id]
    assert found[items[0].id].computed_at == NIGHT + DAY
