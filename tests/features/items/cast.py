"""People whose answers to a quiz are known, and the figures of the night."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask

from tests.support.answering import add_attempt, add_people
from tpmlearn.calibration.item_statistics import compute
from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Item, ItemType
from tpmlearn.records.catalogue import current_catalogue, current_library

NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def quiz(app: Flask) -> tuple[Item, Item, Item]:
    """Three items of one quiz with four options each, of which one is right."""
    with app.app_context():
        for module in current_catalogue().modules.values():
            found = [
                one for one in module.quiz if one.type is ItemType.SINGLE and len(one.options) == 4
            ]
            if len(found) >= 3:
                return found[0], found[1], found[2]
    raise AssertionError("no such quiz")


def half_and_half(
    app: Flask, items: tuple[Item, ...], *, people: int = 20, turned: bool = False
) -> None:
    """Half of the people have all others right and the first item 9 times in ten, the other half
    all others wrong and the first item 6 times in ten. Who is wrong chose the first wrong option.
    `turned`: the first item has a wrong key, so that what counts as right there is wrong.
    """
    first = items[0]
    key = next(n for n, one in enumerate(first.options) if one.correct)
    wrong = next(n for n, one in enumerate(first.options) if not one.correct)
    with app.app_context():
        for n, person in enumerate(add_people(people)):
            able = n % 2 == 0
            right = ((n // 2) % 10 < (9 if able else 6)) != turned
            marks = [right, *([able] * (len(items) - 1))]
            others = [
                next(k for k, o in enumerate(one.options) if o.correct == able) for one in items[1:]
            ]
            add_attempt(person, items, marks, chosen=[key if right else wrong, *others])
        items_of_today = {one.version: one for one in current_catalogue().items}
        compute(items_of_today, now=NIGHT)
        db.session.remove()


def marked_private(catalogue: Catalogue, item: str) -> Catalogue:
    """The content as if the bank of an item came from a private folder."""
    bank = {
        slug: tuple(
            replace(one, private=True, unread=True) if one.id == item else one for one in items
        )
        for slug, items in catalogue.bank.items()
    }
    return replace(catalogue, bank=bank)


def library_of(app: Flask) -> object:
    """The library that the site reads through."""
    with app.app_context():
        return current_library()
