"""Versions of the bank: one at a time, whole or not at all."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.answering import DAY, MINUTE, MONDAY, add_person, add_sitting
from tests.support.at_once import at_once
from tests.support.counting import statements
from tpmlearn.calibration import versions
from tpmlearn.calibration.versions import (
    ALIVE,
    AlreadySwitched,
    Begun,
    NothingNew,
    UnderWay,
    begin,
    history,
    in_force,
    keep,
    switch,
)
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.curves import AUTHORS, Authors, ItemParameters
from tpmlearn.domain.assessment.item_figures import NotFinite
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import BankItemRow, BankVersionRow
from tpmlearn.records.catalogue import current_catalogue

NIGHT = MONDAY + DAY


@pytest.fixture
def item(app: Flask) -> Item:
    """An item of the test pool that somebody has answered on Monday."""
    with app.app_context():
        found = current_catalogue().test_pool[0]
        add_sitting(add_person(), [found], [True])
    return found


def _row(item: Item, b: float = 0.5) -> dict[str, object]:
    return {
        "item_version": item.version,
        "item": item.id,
        "answers": 60,
        "b": b,
        "b_sd": 0.3,
        "log_a": 0.1,
        "log_a_sd": 0.2,
        "guess": 0.25,
        "moved": False,
    }


def _begin(now: object = NIGHT, **how: bool) -> Begun:
    with writing():
        return begin(now=now, **how)  # type: ignore[arg-type]


def _switch(begun: Begun, authors: Authors = AUTHORS) -> None:
    with writing():
        switch(begun, people=1, answers=60, authors=authors, now=NIGHT)


def test_before_any_answer_there_is_nothing_to_learn(app: Flask) -> None:
    with app.app_context(), pytest.raises(NothingNew) as told:
        _begin()

    assert told.value.since is None


def test_before_any_version_only_authors_have_spoken(app: Flask) -> None:
    with app.app_context():
        found = in_force()

    assert (found.id, found.authors, found.items) == (None, AUTHORS, {})


def test_a_version_counts_answers_that_have_settled(app: Flask, item: Item) -> None:
    with app.app_context():
        with pytest.raises(NothingNew):
            _begin(MONDAY + MINUTE)
        found = _begin()

    assert (found.until, found.resumed) == (NIGHT - MINUTE, False)


def test_a_version_is_in_force_once_it_is_switched_to(app: Flask, item: Item) -> None:
    learnt = Authors(0.1, 0.5, 0.8)
    with app.app_context():
        begun = _begin()
        with writing():
            keep(begun, [_row(item)])
        assert in_force().id is None

        _switch(begun, learnt)
        found = in_force()

    assert (found.id, found.authors) == (begun.id, learnt)
    assert found.items == {item.version: ItemParameters(0.5, 0.3, 0.1, 0.2, 0.25)}


def test_switching_is_one_statement_and_one_commit(app: Flask, item: Item) -> None:
    with app.app_context():
        begun = _begin()
        with statements(app) as seen:
            _switch(begun)

    assert (len(seen.sql), seen.commits) == (1, 1)


def test_a_version_is_switched_to_once(app: Flask, item: Item) -> None:
    with app.app_context():
        begun = _begin()
        _switch(begun)
        with pytest.raises(AlreadySwitched):
            _switch(begun)


def test_without_new_answers_there_is_no_new_version(app: Flask, item: Item) -> None:
    with app.app_context():
        begun = _begin()
        _switch(begun)
        with pytest.raises(NothingNew) as told:
            _begin(NIGHT + DAY)

        assert told.value.since == begun.until
        add_sitting(add_person(), [item], [True], at=NIGHT)
        assert _begin(NIGHT + DAY).id != begun.id


def test_within_the_hour_a_second_run_says_that_one_is_under_way(app: Flask, item: Item) -> None:
    with app.app_context():
        _begin()
        with pytest.raises(UnderWay) as told:
            _begin(NIGHT + ALIVE - timedelta(seconds=1))

    assert told.value.begun_at == NIGHT


@pytest.mark.parametrize(("after", "take_over"), [(ALIVE, False), (MINUTE, True)])
def test_what_was_left_unfinished_is_gone_on_with(
    app: Flask, item: Item, after: timedelta, take_over: bool
) -> None:
    with app.app_context():
        first = _begin()
        with writing():
            keep(first, [_row(item)])

        second = _begin(NIGHT + after, take_over=take_over)

        assert (second.id, second.until, second.resumed) == (first.id, first.until, True)
        assert db.session.scalar(select(func.count()).select_from(BankItemRow)) == 0


def test_who_goes_on_is_under_way_for_the_next(app: Flask, item: Item) -> None:
    with app.app_context():
        _begin()
        _begin(NIGHT + ALIVE)
        with pytest.raises(UnderWay):
            _begin(NIGHT + ALIVE + MINUTE)


def test_of_two_that_begin_at_once_one_is_told_of_the_other(app: Flask, item: Item) -> None:
    found = at_once(app, lambda: begin(now=NIGHT), lambda: begin(now=NIGHT))

    assert sorted(type(one).__name__ for one in found) == ["Begun", "UnderWay"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(BankVersionRow)) == 1


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_what_is_no_number_is_never_kept(app: Flask, item: Item, bad: float) -> None:
    with app.app_context():
        begun = _begin()
        with writing(), pytest.raises(NotFinite):
            keep(begun, [_row(item), _row(item, b=bad)])
        db.session.rollback()

        assert db.session.scalar(select(func.count()).select_from(BankItemRow)) == 0


def test_an_item_has_a_history_over_the_versions_that_were_in_force(app: Flask, item: Item) -> None:
    with app.app_context():
        for night, b in enumerate((0.5, 0.7, 0.9)):
            add_sitting(add_person(), [item], [True], at=NIGHT + night * DAY)
            begun = _begin(NIGHT + (night + 1) * DAY)
            with writing():
                keep(begun, [_row(item, b)])
            if night < 2:
                _switch(begun)

        found = history(item.id, item.version)

    assert [step.b for step in found] == [0.5, 0.7]
    assert found[0].until == NIGHT + DAY - MINUTE


def test_what_authors_said_stays_as_it_was_first_shown(app: Flask, item: Item) -> None:
    with app.app_context():
        found = versions.written([item.version])[item.version]

    assert (found.item, found.difficulty) == (item.id, item.difficulty)
    assert 0 < found.guess < 1
