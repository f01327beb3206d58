"""Items are kept as they are shown: question and key for good, reasons as they are now."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from flask import Flask
from sqlalchemy import select

from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.quiz import answer_all, begin
from tpmlearn.db import db, writing
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import ItemVersionRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.versions import keep_versions

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
SLUG = "16-estimate-in-ranges"


def _items(app: Flask) -> tuple[Item, ...]:
    with app.app_context():
        return current_catalogue().modules[SLUG].quiz


def _mended(item: Item) -> Item:
    return replace(
        item,
        options=tuple(replace(one, reason="<p>Mended.</p>") for one in item.options),
        number=replace(item.number, reason="<p>Mended.</p>") if item.number else None,
    )


def _keep(app: Flask, items: tuple[Item, ...]) -> None:
    with app.app_context(), writing():
        keep_versions(items, now=NOON)
        db.session.commit()


def test_a_mended_reason_reaches_whoever_answers_from_now_on(learner: CheckingClient) -> None:
    app = learner.application
    items = _items(app)
    _keep(app, tuple(_mended(item) for item in items))
    attempt = begin(learner, SLUG)
    with app.app_context():
        before = db.session.scalars(select(ItemVersionRow.content)).all()
    assert not any("Mended." in str(content) for content in before)
    _keep(app, tuple(_mended(item) for item in items))

    page = answer_all(learner, attempt, wrong=1)

    assert len(re.findall("Mended", page)) >= 10


def test_what_is_seen_and_the_key_stay_as_they_were_shown(app: Flask) -> None:
    items = _items(app)
    _keep(app, items)

    _keep(app, tuple(_mended(item) for item in items))

    with app.app_context():
        for item in items:
            content = db.session.get_one(ItemVersionRow, item.version).content
            assert content["stem"] == item.stem
            assert [one["correct"] for one in content["options"]] == [
                one.correct for one in item.options
            ]
            assert db.session.get_one(ItemVersionRow, item.version).first_shown_at == NOON


def test_an_item_that_was_renamed_is_known_by_its_new_name(app: Flask) -> None:
    items = _items(app)
    _keep(app, items)

    _keep(app, tuple(replace(item, id=f"new-{item.id}") for item in items))

    with app.app_context():
        names = db.session.scalars(select(ItemVersionRow.item)).all()
    assert len(names) == len(items)
    assert all(name.startswith("new-") for name in names)


def test_it_is_one_statement_where_nothing_is_new(app: Flask) -> None:
    items = _items(app)
    _keep(app, items)

    with statements(app) as seen:
        _keep(app, items)

    assert len(seen.sql) == 1


def test_many_who_keep_new_versions_at_once_do_not_wait_in_a_circle(app: Flask) -> None:
    items = list(_items(app))

    def keep(seed: int) -> None:
        shuffled = [replace(one, version=f"{one.version[:24]}-new") for one in items]
        Random(seed).shuffle(shuffled)
        keep_versions(shuffled, now=NOON)
        db.session.commit()

    for _ in range(4):
        outcomes = at_once(app, *(lambda n=n: keep(n) for n in range(4)))
        assert outcomes == [None] * 4
        with app.app_context(), writing():
            db.session.query(ItemVersionRow).delete()
            db.session.commit()
