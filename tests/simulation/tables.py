"""Reads the simulated year's database at its end: what was stored, held against what is true."""

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import JSON, Float, func, select

from tests.simulation.lives import World
from tpmlearn.db import Base, db
from tpmlearn.models import BankItemRow, BankVersionRow, SittingItemRow, SittingRow

WINDOW = timedelta(days=90)
Z90 = 1.645


def rapid_flags() -> dict[tuple[str, int], bool]:
    """Whether each answer of a test was taken for a rapid guess, by sitting and place."""
    row = SittingItemRow
    rows = db.session.execute(
        select(row.sitting_id, row.position, row.rapid).where(row.answered_at.is_not(None))
    )
    return {(sitting, position): rapid for sitting, position, rapid in rows}


def given_too_soon() -> list[tuple[int, str]]:
    """People and items that were given to them twice within 90 days."""
    rows = db.session.execute(
        select(SittingRow.person_id, SittingItemRow.item, SittingItemRow.shown_at)
        .join(SittingItemRow, SittingItemRow.sitting_id == SittingRow.id)
        .order_by(SittingItemRow.shown_at)
    )
    return _within(WINDOW, 2, (((person, item), at) for person, item, at in rows))


def taken_too_often() -> list[tuple[int, str]]:
    """People and areas of which a third counted test began within 90 days of the first's end."""
    row = SittingRow
    rows = db.session.execute(
        select(row.person_id, row.area, row.finished_at)
        .where(row.finished_at.is_not(None), row.counts.is_(True))
        .order_by(row.finished_at)
    )
    return _within(WINDOW, 3, (((person, area), at) for person, area, at in rows))


def _within(
    window: timedelta, count: int, events: Iterator[tuple[Any, datetime | None]]
) -> list[Any]:
    """The keys of which `count` events lie within a window."""
    seen: dict[Any, list[datetime]] = defaultdict(list)
    found = []
    for key, at in events:
        assert at is not None
        seen[key].append(at)
        if len(seen[key]) >= count and at - seen[key][-count] < window:
            found.append(key)
    return found


def exposures(world: World) -> dict[str, list[float]]:
    """How often each item was given, by how many sittings could have given it, by area."""
    taken = dict(
        db.session.execute(select(SittingRow.area, func.count()).group_by(SittingRow.area)).all()
    )
    given = dict(
        db.session.execute(
            select(SittingItemRow.item, func.count()).group_by(SittingItemRow.item)
        ).all()
    )
    found: dict[str, list[float]] = defaultdict(list)
    for item in world.catalogue.test_pool:
        area = world.catalogue.skills[item.skill].area
        found[area].append(given.get(item.id, 0) / (taken.get(area, 0) + taken.get("", 0)))
    return found


def difficulties(world: World) -> list[tuple[int, int, float, float, float]]:
    """Of each version of the bank: its learners, its items, how many 90 % intervals of b hold the
    truth, and the mean of b less the truth, for all items and for those with 50 answers."""
    found = []
    for version in db.session.scalars(select(BankVersionRow).order_by(BankVersionRow.id)):
        row = BankItemRow
        rows = db.session.execute(
            select(row.item, row.b, row.b_sd, row.answers).where(row.bank_version == version.id)
        ).all()
        error = np.array([b - world.items[item].b for item, b, _, _ in rows])
        sd = np.array([one for _, _, one, _ in rows])
        many = np.array([answers >= 50 for *_, answers in rows])
        holds = np.abs(error) <= Z90 * sd
        found.append(
            (
                version.people,
                len(rows),
                float(holds.mean()),
                float(error.mean()),
                float(holds[many].mean()) if many.any() else math.nan,
            )
        )
    return found


def not_finite() -> list[str]:
    """Places of numbers in any table that are not finite."""
    found = []
    for table in Base.metadata.sorted_tables:
        columns = [one for one in table.columns if isinstance(one.type, Float | JSON)]
        if columns:
            rows = db.session.execute(select(*columns).execution_options(yield_per=5_000))
            for row in rows:
                found += [
                    f"{table.name}.{column.name}"
                    for column, value in zip(columns, row, strict=True)
                    if not _is_finite(value)
                ]
    return found


def _is_finite(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)
