"""The version of the bank that is in force, kept in memory, and how often its items were shown."""

from _thread import LockType
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, Select, func, select, true

from tpmlearn.db import db
from tpmlearn.domain.assessment.adaptive import SKILL_QUOTA, pool_of
from tpmlearn.domain.assessment.bands import provable
from tpmlearn.domain.assessment.bank import Bank, make_bank
from tpmlearn.domain.assessment.curves import Authors, ItemParameters, author_parameters, guess_of
from tpmlearn.domain.assessment.joint import RHO
from tpmlearn.domain.assessment.paired_difficulty import Paired
from tpmlearn.domain.assessment.selection import Pool
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.models import (
    AttemptItemRow,
    BankItemRow,
    BankVersionRow,
    ItemStatisticsRow,
    ItemVersionRow,
    PairFitRow,
    SittingItemRow,
    SittingRow,
)
from tpmlearn.records.pairs import newest_fit, used_values

FRESH = timedelta(minutes=5)


@dataclass(frozen=True)
class InForce:
    """A version of the bank: its number (None while only authors spoke), its learners, and how
    far their skills go together.

    `answered` are the item versions that answers have been learnt from; of the others an author or
    a fit of judgements has spoken.
    """

    version: int | None
    learners: int
    bank: Bank
    rho: float = RHO
    answered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Basis:
    """What results rest on beside their answers: the learners of the bank in force, and rho."""

    learners: int = 0
    rho: float = RHO


@dataclass(frozen=True)
class Wear:
    """How often items were given, as read `at` a moment for the content `of` a version: answers and
    share of sittings by item, median seconds where they are known.

    `practised` are those that somebody met outside tests.
    """

    of: str
    at: datetime
    answers: Mapping[str, int]
    exposure: Mapping[str, float]
    seconds: Mapping[str, float]
    practised: frozenset[str]


@dataclass(frozen=True)
class Shelf:
    """The part of the bank that the test of an area draws from, made once for a bank and its wear.

    `answers` (items,) counts the times that each item was given.
    """

    in_force: InForce
    wear: Wear
    bank: Bank
    pool: Pool
    answers: NDArray[np.intp]


@dataclass
class _Kept:
    # The key and the value that belongs to it are one thing, so that no thread sees half of it.
    in_force: tuple[tuple[object, ...], InForce] | None = None
    wear: Wear | None = None
    reading: LockType = field(default_factory=Lock)
    shelves: dict[str, "Shelf"] = field(default_factory=dict)
    provable: tuple[InForce, Mapping[str, int]] | None = None


# One entry a database, so that two sites in one process do not mix.
_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()
_lock = Lock()


# Written once, as it is asked at every answer. There may be judgements of pairs before any version.
_VERSION = (
    select(
        BankVersionRow.id,
        BankVersionRow.people,
        BankVersionRow.switched_at,
        BankVersionRow.authors,
        BankVersionRow.rho,
    )
    .where(BankVersionRow.switched_at.is_not(None))
    .order_by(BankVersionRow.id.desc())
    .limit(1)
    .subquery()
)
_FIT = select(newest_fit().label("id")).subquery()
_BASIS = select(PairFitRow.basis).where(PairFitRow.id == _FIT.c.id).scalar_subquery()
_NEWEST = select(_VERSION, _FIT.c.id.label("fit"), _BASIS.label("basis")).select_from(
    _FIT.outerjoin(_VERSION, true())
)


def bank_in_force(catalogue: Catalogue) -> InForce:
    """The test pool with what is believed of it now.

    One statement, and two more where the version, the fit of judgements or the content has changed
    since the last call.
    """
    version, people, switched_at, authors, rho, fit, basis = db.session.execute(_NEWEST).one()
    kept, key = _kept_here(), (catalogue.version, version, switched_at, fit, basis)
    if (known := kept.in_force) and known[0] == key:
        return known[1]
    learnt = _learnt(version)
    bank = _read(catalogue, learnt, used_values(fit), Authors(**(authors or {})))
    rho = RHO if version is None else rho
    found = InForce(version, people or 0, bank, rho, frozenset(learnt))
    kept.in_force = (key, found)
    return found


def provable_bands(catalogue: Catalogue) -> Mapping[str, int]:
    """Up to which band the test of its area can prove each skill, with the bank in force.

    Statements as in `bank_in_force`; computed once for each bank in a process.
    """
    in_force, kept = bank_in_force(catalogue), _kept_here()
    if (known := kept.provable) and known[0] is in_force:
        return known[1]
    bands: dict[str, int] = {}
    for area in catalogue.areas.values():
        same = {code: code for code in area.skills}
        bands |= provable(
            in_force.bank.part(lambda item, known=same: item.skill in known),  # type: ignore[misc]
            same,
            dict.fromkeys(area.skills, SKILL_QUOTA),
            {code: catalogue.skills[code].developer for code in area.skills},
            learners=in_force.learners,
            rho=in_force.rho,
        )
    kept.provable = (in_force, bands)
    return bands


def learners_of(version: int | None) -> int:
    """How many people a version of the bank was learnt from; 0 for what authors said."""
    if version is None:
        return 0
    return db.session.scalar(select(BankVersionRow.people).where(BankVersionRow.id == version)) or 0


def basis() -> Basis:
    """How many people the bank in force was learnt from, 0 while only authors spoke, and rho; one
    statement."""
    newest = db.session.execute(
        select(BankVersionRow.people, BankVersionRow.rho)
        .where(BankVersionRow.switched_at.is_not(None))
        .order_by(BankVersionRow.id.desc())
        .limit(1)
    ).one_or_none()
    return Basis(*newest) if newest else Basis()


def _learnt(version: int | None) -> dict[str, ItemParameters]:
    """What a version of the bank learnt from answers, by item version."""
    if version is None:
        return {}
    rows = db.session.execute(
        select(
            BankItemRow.item_version,
            BankItemRow.b,
            BankItemRow.b_sd,
            BankItemRow.log_a,
            BankItemRow.log_a_sd,
            BankItemRow.guess,
        ).where(BankItemRow.bank_version == version)
    )
    return {item: ItemParameters(*parameters) for item, *parameters in rows}


def _read(
    catalogue: Catalogue,
    learnt: Mapping[str, ItemParameters],
    paired: Mapping[str, Paired],
    authors: Authors,
) -> Bank:
    def believed(item: Item) -> ItemParameters:
        # An item that was edited is another item: nothing is known of it but what judges of pairs
        # say or, without them, its author, who is trusted as far as answers to others have shown.
        guess = guess_of(item)
        if found := learnt.get(item.version):
            return found
        if said := paired.get(item.version):
            return said.parameters(guess)
        return author_parameters(item.difficulty, guess, authors)

    return make_bank(catalogue.test_pool, believed)


def wear_of_items(catalogue: Catalogue, *, now: datetime) -> Wear:
    """How often the items were given; read anew every five minutes in a process, and whenever the
    content has changed.

    One thread reads while the others use what was known before.
    """
    kept = _kept_here()
    if (known := kept.wear) and known.of == catalogue.version:
        age = now - known.at
        if timedelta() <= age < FRESH or not kept.reading.acquire(blocking=False):
            return known
    else:
        kept.reading.acquire()
    try:
        found = _read_wear(catalogue, now)
        kept.wear = found
    finally:
        kept.reading.release()
    return found


def shelf_of(
    area: str, dimension_of: Mapping[str, str], catalogue: Catalogue, *, now: datetime
) -> Shelf:
    """What the test of an area draws from; `dimension_of` leads from its skills to dimensions.

    One statement, and more where bank or wear are not in memory.
    """
    in_force, wear, kept = bank_in_force(catalogue), wear_of_items(catalogue, now=now), _kept_here()
    found = kept.shelves.get(area)
    if found and found.in_force is in_force and found.wear is wear:
        return found
    bank = in_force.bank.part(lambda item: item.skill in dimension_of)
    exposure = np.array([wear.exposure.get(item.id, 0.0) for item in bank.items])
    answers = np.array([wear.answers.get(item.id, 0) for item in bank.items], dtype=int)
    pool = pool_of(bank, dimension_of, exposure)
    found = Shelf(in_force, wear, bank, pool, answers)
    with _lock:
        kept.shelves[area] = found
    return found


def _read_wear(catalogue: Catalogue, now: datetime) -> Wear:
    sittings = _counts(select(SittingRow.area, func.count()).group_by(SittingRow.area))
    shown = SittingItemRow.item
    given = _counts(select(shown, func.count()).group_by(shown))
    exposure = {}
    for item in catalogue.test_pool:
        # Whoever took the quick test or the one of its area could have been given it.
        could = sittings.get(catalogue.skills[item.skill].area, 0) + sittings.get("", 0)
        exposure[item.id] = given.get(item.id, 0) / could if could else 0.0
    return Wear(catalogue.version, now, given, exposure, _median_seconds(), _practised(catalogue))


def _practised(catalogue: Catalogue) -> frozenset[str]:
    """The items of the test pool that somebody met in a quiz, a case or a review: they were moved
    from one pool to the other, and their keys were shown."""
    row = ItemVersionRow
    names = db.session.scalars(
        select(row.item)
        .join(AttemptItemRow, AttemptItemRow.item_version == row.version)
        .where(row.item.in_(catalogue.test_items))
        .distinct()
    )
    return frozenset(names)


def _counts(statement: Select[str, int]) -> dict[str, int]:
    return {name: count for name, count in db.session.execute(statement)}  # noqa: C416


def _median_seconds() -> dict[str, float]:
    seconds = ItemStatisticsRow.figures["median_seconds"].as_float()
    rows = db.session.execute(select(ItemStatisticsRow.item, seconds))
    return {item: found for item, found in rows if found is not None}


def _kept_here() -> _Kept:
    engine = db.engine
    with _lock:
        return _kept.setdefault(engine, _Kept())
