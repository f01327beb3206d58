"""The history of an item: its wordings, and how difficult it was believed to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.item_statistics import LEAST_PEOPLE
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.figures.difficulty_history import Believed
from tpmlearn.models import (
    AttemptItemRow,
    BankItemRow,
    BankVersionRow,
    ExamItemRow,
    ItemVersionRow,
    SittingItemRow,
)
from tpmlearn.words import _

MOST_VERSIONS, MOST_STEPS = 12, 24


@dataclass(frozen=True)
class Version:
    """A wording of an item as it was once shown; `given` is how often, by what gave it."""

    item: Item
    since: datetime
    is_present: bool
    given: int
    changes: tuple[str, ...]


def versions_of(item: str, present: Item | None) -> tuple[tuple[Version, ...], int]:
    """The wordings that somebody was shown, the newest first, and how many there are of them all;
    five statements."""
    row = ItemVersionRow
    total = db.session.scalar(select(func.count()).where(row.item == item)) or 0
    found = db.session.execute(
        select(row.content, row.first_shown_at)
        .where(row.item == item)
        .order_by(row.first_shown_at.desc(), row.version)
        .limit(MOST_VERSIONS)
    ).all()
    items = [thaw(content) for content, _ in found]
    given = _given([one.version for one in items])
    befores: list[Item | None] = [*items[1:], None]
    return tuple(
        Version(
            one,
            since,
            present is not None and one.version == present.version,
            given.get(one.version, 0),
            _changes(before, one) if before else (),
        )
        for one, before, (_, since) in zip(items, befores[: len(items)], found, strict=True)
    ), total


def _changes(before: Item, after: Item) -> tuple[str, ...]:
    """What differs between two wordings, in words."""
    said = {
        _("the question"): before.stem != after.stem,
        _("the options"): [one.html for one in before.options]
        != [one.html for one in after.options],
        _("the key"): _key(before) != _key(after),
    }
    return tuple(name for name, differs in said.items() if differs)


def _key(item: Item) -> Any:
    right = [(one.html, one.left, one.gap) for one in item.options if one.correct]
    return sorted(right), item.number, item.formula


def _given(versions: Sequence[str]) -> Mapping[str, int]:
    """How often quizzes, tests and exams gave each version."""
    given: dict[str, int] = {}
    columns: tuple[Any, ...] = (
        AttemptItemRow.item_version,
        SittingItemRow.item_version,
        ExamItemRow.item_version,
    )
    for column in columns if versions else ():
        rows = db.session.execute(
            select(column, func.count()).where(column.in_(versions)).group_by(column)
        )
        for version, count in rows:
            given[version] = given.get(version, 0) + count
    return given


def beliefs_of(item: str, version: str) -> list[Believed]:
    """What the newest versions of the bank believed of an item, oldest first; `version` is its
    wording of today. What rests on fewer answers than any figure may is left out. One statement."""
    row, bank = BankItemRow, BankVersionRow
    found = db.session.execute(
        select(bank.id, bank.until, row.answers, row.b, row.b_sd, row.item_version)
        .join(row, row.bank_version == bank.id)
        .where(row.item == item, row.answers >= LEAST_PEOPLE, bank.switched_at.is_not(None))
        .order_by(bank.id.desc())
        .limit(MOST_STEPS)
    ).all()
    return [
        Believed(number, until.date(), answers, b, b_sd, of == version)
        for number, until, answers, b, b_sd, of in reversed(found)
    ]
