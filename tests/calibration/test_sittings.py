"""Which answers of the test pool are learnt from."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from tests.support.answering import (
    DAY,
    MINUTE,
    MONDAY,
    add_attempt,
    add_people,
    add_person,
    add_sitting,
)
from tpmlearn.calibration.columns import FirstAnswers
from tpmlearn.calibration.sittings import first_answers, newest_answer
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.records.catalogue import current_catalogue

LATER = MONDAY + DAY
END = MONDAY + 30 * DAY


@pytest.fixture
def items(app: Flask) -> tuple[Item, ...]:
    """Three items of one skill of the test pool."""
    with app.app_context():
        return next(iter(current_catalogue().bank.values()))[:3]


def _read(app: Flask, until: timedelta = 30 * DAY) -> FirstAnswers:
    with app.app_context():
        return first_answers(MONDAY + until)


def _told(found: FirstAnswers) -> list[tuple[str, bool]]:
    return [
        (found.versions[j], bool(right)) for j, right in zip(found.item, found.right, strict=True)
    ]


def test_it_reads_first_answers_with_their_times(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        ada, ben = add_people(2)
        add_sitting(ada, items, [True, False, True])
        add_sitting(ben, items[:1], [False])

    found = _read(app)

    a, b, c = (one.version for one in items)
    assert _told(found) == [(a, True), (b, False), (c, True), (a, False)]
    # Five effortful answers make somebody one who stands behind the bank.
    assert found.people == 0
    assert list(found.seconds) == [60.0] * 4
    assert list(found.unit) == [0, 0, 0, 1]


def test_a_person_has_an_ability_in_each_skill(app: Flask) -> None:
    with app.app_context():
        one, other = (bank[0] for bank in list(current_catalogue().bank.values())[:2])
        add_sitting(add_person(), [one, other], [True, True])

    assert list(_read(app).unit) == [0, 1]


def test_only_the_first_answer_counts(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        ada = add_person()
        add_sitting(ada, items[:1], [False])
        add_sitting(ada, items[:2], [True, True], at=LATER)

    assert _told(_read(app)) == [(items[0].version, False), (items[1].version, True)]


def test_another_version_of_an_item_is_another_item(app: Flask, items: tuple[Item, ...]) -> None:
    changed = replace(items[0], version="changed")
    with app.app_context():
        ada = add_person()
        add_sitting(ada, items[:1], [False])
        add_sitting(ada, [changed], [True], at=LATER)

    assert _told(_read(app)) == [(items[0].version, False), ("changed", True)]


def test_a_rapid_first_answer_is_marked_and_the_second_is_none(
    app: Flask, items: tuple[Item, ...]
) -> None:
    with app.app_context():
        ada, ben = add_people(2)
        add_sitting(ada, items[:1], [False], rapid=True, seconds=1.0)
        add_sitting(ada, items[:1], [True], at=LATER)
        add_sitting(ben, items[:1], [True])

    found = _read(app)

    assert list(found.rapid) == [True, False]
    assert found.people == 0
    effortful = found.effortful
    assert (list(effortful.person), list(effortful.right)) == ([0], [True])


Arrange = Callable[[int, tuple[Item, ...]], object]


@pytest.mark.parametrize(
    "arrange",
    [
        lambda ada, items: add_sitting(ada, items[:1], [True], counts=False),
        lambda ada, items: add_sitting(ada, items[:1], [True], withdrawn=True),
        lambda ada, items: add_sitting(ada, items[:1], [True], correct=None, answered_at=None),
        lambda ada, items: add_sitting(ada, items[:1], [True], at=END),
    ],
    ids=["does not count", "withdrawn", "no answer", "too late"],
)
def test_it_leaves_out(app: Flask, items: tuple[Item, ...], arrange: Arrange) -> None:
    with app.app_context():
        ada = add_person()
        arrange(ada, items)

    found = _read(app)

    assert _told(found) == []
    assert found.people == 0
    assert found.effortful.item.size == 0


@pytest.mark.parametrize(
    ("arrange", "counts"),
    [
        (lambda ada, items: add_attempt(ada, items[:1], [True]), False),
        (lambda ada, items: add_attempt(ada, items[:1], [True], kind="repeat", slip=True), False),
        (lambda ada, items: add_attempt(ada, items[1:2], [True]), True),
        (lambda ada, items: add_attempt(ada, items[:1], [True], at=LATER + DAY), True),
        (lambda ada, items: add_attempt(add_person(), items[:1], [True]), True),
    ],
    ids=["quiz", "slip in a review", "another item", "afterwards", "another person"],
)
def test_an_answer_after_the_key_was_shown_never_counts(
    app: Flask, items: tuple[Item, ...], arrange: Arrange, counts: bool
) -> None:
    """Also where the wording was changed in between: the key may be the same."""
    with app.app_context():
        ada = add_person()
        arrange(ada, items)
        add_sitting(ada, [replace(items[0], version="changed")], [True], at=LATER)

    assert (("changed", True) in _told(_read(app))) is counts


def test_seeds_count_like_scored_items(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        add_sitting(add_person(), items[:1], [True], scored=False)

    assert len(_told(_read(app))) == 1


def test_it_knows_the_newest_answer(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context():
        assert newest_answer(END) is None
        ada, ben = add_people(2)
        add_sitting(ada, items, [True] * 3)
        add_sitting(ben, items, [True] * 3, at=LATER, rapid=True)

        assert newest_answer(END) == MONDAY + 3 * MINUTE
        assert newest_answer(MONDAY + 2 * MINUTE) == MONDAY + 2 * MINUTE


def test_five_effortful_answers_make_somebody_who_stands_behind_the_bank(app: Flask) -> None:
    with app.app_context():
        pool = current_catalogue().test_pool
        ada, ben = add_people(2)
        add_sitting(ada, pool[:5], [True] * 5)
        add_sitting(ben, pool[:4], [True] * 4)

    assert _read(app).people == 1
