"""Which answers of the practice pool statistics are made from."""

import numpy as np
import pytest
from flask import Flask

from tests.support.answering import DAY, MONDAY, add_attempt, add_person
from tpmlearn.calibration.columns import FirstAnswers
from tpmlearn.calibration.forms import first_answers
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.records.catalogue import current_catalogue

LATER = MONDAY + DAY


@pytest.fixture
def items(app: Flask) -> tuple[Item, ...]:
    """Four items of one quiz."""
    with app.app_context():
        return next(iter(current_catalogue().modules.values())).quiz[:4]


def _read(app: Flask) -> FirstAnswers:
    with app.app_context():
        return first_answers(MONDAY + 30 * DAY)


def test_it_reads_the_score_on_the_other_items(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        add_attempt(add_person(), items, [True, True, False, True])

    found = _read(app)

    assert list(found.right) == [True, True, False, True]
    assert found.rest == pytest.approx([2 / 3, 2 / 3, 1, 2 / 3])
    assert list(found.seconds) == [60.0] * 4
    assert found.people == 0
    assert set(found.unit) == {0}


def test_it_keeps_which_options_were_chosen(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        add_attempt(add_person(), items[:3], [True, False, False], chosen=[0, 2, 3])

    assert list(_read(app).chosen) == [1, 4, 8]


def test_without_other_items_there_is_no_rest(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        add_attempt(add_person(), items[:1], [True])

    assert np.isnan(_read(app).rest).all()


def test_all_on_one_page_tells_no_times(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        add_attempt(add_person(), items, [True] * 4, layout="all")

    assert np.isnan(_read(app).seconds).all()


def test_only_the_first_answer_to_an_item_counts(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        ada = add_person()
        add_attempt(ada, items[:2], [False, False])
        add_attempt(ada, items[:3], [True, True, True], at=LATER)

    found = _read(app)

    assert list(found.right) == [False, False, True]
    # the third was met in the second attempt: its rest are the two beside it
    assert found.rest == pytest.approx([0, 0, 1])
    assert list(found.unit) == [0, 0, 1]


@pytest.mark.parametrize(
    "how", [{"kind": "repeat"}, {"finished": False}, {"slip": True}, {"at": MONDAY + 60 * DAY}]
)
def test_it_leaves_out(app: Flask, items: tuple[Item, ...], how: dict[str, object]) -> None:
    with app.app_context():
        add_attempt(add_person(), items, [True] * 4, **how)  # type: ignore[arg-type]

    assert _read(app).item.size == 0


def test_an_item_met_in_a_repeat_is_not_new_in_a_quiz(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        ada = add_person()
        add_attempt(ada, items[:1], [True], kind="repeat")
        add_attempt(ada, items[:2], [True, True], at=LATER)

    found = _read(app)

    assert [found.versions[j] for j in found.item] == [items[1].version]


def test_a_case_is_a_form_too(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        add_attempt(add_person(), items, [True] * 4, kind="case")

    assert _read(app).item.size == 4
