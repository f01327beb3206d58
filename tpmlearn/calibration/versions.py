"""Versions of the bank: begun, filled in parts, and switched to in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

from sqlalchemy import delete, func, select, text, update

from tpmlearn.calibration.sittings import newest_answer
from tpmlearn.db import db, insert_for
from tpmlearn.domain.assessment.curves import AUTHORS, Authors, ItemParameters, guess_of
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.item_figures import NotFinite
from tpmlearn.domain.assessment.joint import RHO
from tpmlearn.domain.assessment.paired_difficulty import Paired
from tpmlearn.models import BankItemRow, BankVersionRow, ItemVersionRow, PairFitRow, PairItemRow

SETTLING = timedelta(minutes=1)
"""Answers younger than this wait for the next run: they may not be committed yet."""

ALIVE = timedelta(hours=1)
"""So long an unfinished version is taken for one that somebody is working on."""

_PART = 500


class UnderWay(Exception):
    """An unfinished version is younger than an hour: somebody is working on it."""

    def __init__(self, begun_at: datetime) -> None:
        super().__init__(begun_at)
        self.begun_at = begun_at


class NothingNew(Exception):
    """No answer came in since the last version; `since` is None where there is none at all."""

    def __init__(self, since: datetime | None) -> None:
        super().__init__(since)
        self.since = since


class AlreadySwitched(Exception):
    """Somebody else has finished this version."""


@dataclass(frozen=True)
class Begun:
    """A version to fill: answers count up to `until`; `resumed` after an earlier run was ended.

    `pair_fit` is the fit of judgements that was in force when it was begun.
    """

    id: int
    until: datetime
    resumed: bool
    pair_fit: int | None = None


@dataclass(frozen=True)
class InForce:
    """The version in force: who authored how well, and what is believed by item version.

    `id` is None while only authors have spoken.
    """

    id: int | None
    authors: Authors
    items: dict[str, ItemParameters]


@dataclass(frozen=True)
class Written:
    """What an author said of an item version, as it was when it was first shown."""

    item: str
    difficulty: int
    guess: float


@dataclass(frozen=True)
class Step:
    """What one version of the bank believed of an item."""

    version: int
    until: datetime
    answers: int
    b: float
    b_sd: float


def begin(*, now: datetime, take_over: bool = False) -> Begun:
    """Begin a version, or go on with one that was left unfinished, with the same `until`.

    What that one had written is taken back, so that all of a version comes from one run. Raises
    UnderWay unless `take_over`, and NothingNew.
    """
    _be_alone()
    unfinished = db.session.scalar(
        select(BankVersionRow).where(BankVersionRow.switched_at.is_(None)).limit(1)
    )
    if unfinished is None:
        return _begin_new(now)
    if now - unfinished.begun_at < ALIVE and not take_over:
        raise UnderWay(unfinished.begun_at)
    unfinished.begun_at = now
    found = Begun(unfinished.id, unfinished.until, resumed=True, pair_fit=unfinished.pair_fit)
    db.session.execute(delete(BankItemRow).where(BankItemRow.bank_version == found.id))
    db.session.commit()
    return found


def _begin_new(now: datetime) -> Begun:
    last, until = _last_switched(), now - SETTLING
    newest = newest_answer(until)
    if newest is None or (last and newest <= last.until):
        raise NothingNew(last.until if last else None)
    fit = newest_pair_fit()
    row = BankVersionRow(until=until, begun_at=now, people=0, answers=0, authors={}, pair_fit=fit)
    db.session.add(row)
    db.session.flush()
    found = Begun(row.id, until, resumed=False, pair_fit=fit)
    db.session.commit()
    return found


def _be_alone() -> None:
    """On PostgreSQL two at once would both find nothing unfinished; on SQLite a writer is alone."""
    if db.session.get_bind().dialect.name == "postgresql":
        table = BankVersionRow.__tablename__
        db.session.execute(text(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))


def keep(begun: Begun, rows: Sequence[dict[str, Any]]) -> None:
    """Add items to a version that is not in force yet. Raises NotFinite before anything is kept."""
    for row in rows:
        if not all(isfinite(value) for value in row.values() if isinstance(value, float)):
            raise NotFinite(f"{row['item']} came out as {row}")
    mine = [{"bank_version": begun.id, **row} for row in rows]
    db.session.execute(insert_for(BankItemRow).on_conflict_do_nothing(), mine)
    db.session.commit()


def switch(
    begun: Begun, *, people: int, answers: int, authors: Authors, now: datetime, rho: float = RHO
) -> None:
    """Put a version into force: one statement, so that it is whole or not at all.

    Raises AlreadySwitched.
    """
    switched = db.session.scalar(
        update(BankVersionRow)
        .where(BankVersionRow.id == begun.id, BankVersionRow.switched_at.is_(None))
        .values(switched_at=now, people=people, answers=answers, authors=asdict(authors), rho=rho)
        .returning(BankVersionRow.id)
        .execution_options(synchronize_session=False)
    )
    if switched is None:
        raise AlreadySwitched
    db.session.commit()


def in_force() -> InForce:
    """The version in force."""
    last = _last_switched()
    if last is None:
        return InForce(None, AUTHORS, {})
    row = BankItemRow
    columns = select(row.item_version, row.b, row.b_sd, row.log_a, row.log_a_sd, row.guess)
    found = db.session.execute(columns.where(row.bank_version == last.id))
    items = {version: ItemParameters(*rest) for version, *rest in found}
    return InForce(last.id, Authors(**last.authors), items)


def history(item: str, item_version: str) -> list[Step]:
    """What the versions that were in force believed of an item, oldest first."""
    row, version = BankItemRow, BankVersionRow
    found = db.session.execute(
        select(version.id, version.until, row.answers, row.b, row.b_sd)
        .join(row, row.bank_version == version.id)
        .where(
            row.item == item,
            row.item_version == item_version,
            version.switched_at.is_not(None),
        )
        .order_by(version.id)
    )
    return [Step(*one) for one in found]


def written(versions: Sequence[str]) -> dict[str, Written]:
    """What authors said of item versions, by version."""
    found = {}
    for start in range(0, len(versions), _PART):
        part = versions[start : start + _PART]
        rows = db.session.execute(
            select(ItemVersionRow.version, ItemVersionRow.content).where(
                ItemVersionRow.version.in_(part)
            )
        )
        for version, content in rows:
            item = thaw(content)
            found[version] = Written(item.id, item.difficulty, guess_of(item))
    return found


def newest_pair_fit() -> int | None:
    """The number of the fit of judgements that is in force, None before the first."""
    return db.session.scalar(select(func.max(PairFitRow.id)))


def paired_values(fit: int | None) -> dict[str, Paired]:
    """By item version, the values of a fit that take the place of authors' difficulties."""
    row = PairItemRow
    columns = select(row.item_version, row.b, row.b_sd, row.judgements, row.judges)
    found = db.session.execute(columns.where(row.fit == fit, row.used))
    return {
        version: Paired(b, b_sd, judgements, judges)
        for version, b, b_sd, judgements, judges in found
    }


def _last_switched() -> BankVersionRow | None:
    return db.session.scalar(
        select(BankVersionRow)
        .where(BankVersionRow.switched_at.is_not(None))
        .order_by(BankVersionRow.switched_at.desc(), BankVersionRow.id.desc())
        .limit(1)
    )
