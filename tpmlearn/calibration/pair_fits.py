"""Learns from judgements of pairs how hard items are, before anybody has answered them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import delete, insert, select

from tpmlearn.calibration import versions
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.bradley_terry import Judgements
from tpmlearn.domain.assessment.curves import ItemParameters
from tpmlearn.domain.assessment.pair_choice import Said, counting
from tpmlearn.domain.assessment.paired_difficulty import (
    PairFit,
    answered_part,
    fit_pairs,
    population_of,
)
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.models import (
    BankItemRow,
    BankVersionRow,
    PairFitRow,
    PairItemRow,
    PairJudgementRow,
)

Answered = tuple[float, float] | None


@dataclass(frozen=True)
class FittedPairs:
    """A fit that is now in force: from how many judgements, of how many judges, and for which
    items it takes the place of their authors."""

    number: int
    judgements: int
    judges: int
    slope: float
    correlation: float
    correlation_sd: float
    used: tuple[str, ...]


def refit(catalogue: Catalogue, *, now: datetime) -> FittedPairs | None:
    """Fit all judgements that count, by the bank in force; None where nothing has changed.

    Reads and computes first, then writes in one transaction. A fit that no version of the bank
    began with goes once there is a newer one.
    """
    items = {item.version: item for item in catalogue.test_pool}
    said = counting(_said(), items)
    answered = _answered({one for pair in said for one in (pair.version, pair.other)})
    bank, basis = versions.in_force(), _basis(said, answered)
    newest = versions.newest_pair_fit()
    former = db.session.scalar(select(PairFitRow.basis).where(PairFitRow.id == newest))
    db.session.rollback()
    if basis == former or (not said and former is None):
        return None
    order, judges = list(answered), list(dict.fromkeys(one.judge for one in said))
    found = fit_pairs(
        list(answered.values()), _columns(said, order, judges), population_of(bank.authors)
    )
    used = [one.replaces(bank.authors) for one in found.items]
    row = PairFitRow(
        fitted_at=now,
        basis=basis,
        judgements=len(said),
        slope=found.slope,
        correlation=found.correlation,
        correlation_sd=found.correlation_sd,
        judges={name: asdict(one) for name, one in zip(judges, found.judges, strict=True)},
    )
    with writing():
        _keep(row, found, [items[version] for version in order], used)
        number = row.id
        db.session.commit()
    return FittedPairs(
        number,
        len(said),
        len(judges),
        found.slope,
        found.correlation,
        found.correlation_sd,
        tuple(items[one].id for one, mine in zip(order, used, strict=True) if mine),
    )


def _said() -> list[Said]:
    row = PairJudgementRow
    wanted = select(row.judge_id, row.version, row.other_version, row.harder, row.left)
    return [Said(*one) for one in db.session.execute(wanted.order_by(row.id))]


def _answered(wanted: set[str]) -> dict[str, Answered]:
    """What answers alone say of each item version, in a fixed order."""
    row, bank = BankItemRow, BankVersionRow
    newest = (
        select(bank.id)
        .where(bank.switched_at.is_not(None))
        .order_by(bank.switched_at.desc(), bank.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    found: dict[str, Answered] = dict.fromkeys(sorted(wanted))
    rows = db.session.execute(
        select(row.item_version, row.b, row.b_sd, row.prior_b, row.prior_b_sd).where(
            row.bank_version == newest
        )
    )
    for version, b, b_sd, prior_b, prior_b_sd in rows:
        if version in wanted:
            found[version] = (
                # Before priors were kept: what was believed then hardly counts any more.
                (b, b_sd**2)
                if prior_b is None or prior_b_sd is None
                else answered_part(ItemParameters(b, b_sd), ItemParameters(prior_b, prior_b_sd))
            )
    return found


def _basis(said: Sequence[Said], answered: Mapping[str, Answered]) -> str:
    """A hash of all that goes into a fit."""
    told = [sorted((one.judge, one.version, one.other, one.harder) for one in said)]
    text = json.dumps([told, sorted(answered.items())])
    return hashlib.sha256(text.encode()).hexdigest()


def _columns(said: Sequence[Said], order: Sequence[str], judges: Sequence[str]) -> Judgements:
    places = {version: n for n, version in enumerate(order)}
    people = {judge: n for n, judge in enumerate(judges)}
    easier = [one.other if one.harder == one.version else one.version for one in said]
    return Judgements(
        np.array([people[one.judge] for one in said], dtype=np.intp),
        np.array([places[one.harder] for one in said], dtype=np.intp),
        np.array([places[one] for one in easier], dtype=np.intp),
    )


def _keep(row: PairFitRow, found: PairFit, items: Sequence[Item], used: Sequence[bool]) -> None:
    """Put a fit into force (the caller commits)."""
    referred = select(BankVersionRow.pair_fit).where(BankVersionRow.pair_fit.is_not(None))
    db.session.execute(delete(PairFitRow).where(PairFitRow.id.not_in(referred)))
    db.session.add(row)
    db.session.flush()
    rows = [
        {"fit": row.id, "item_version": item.version, "item": item.id, "used": mine, **asdict(one)}
        for item, one, mine in zip(items, found.items, used, strict=True)
    ]
    if rows:
        db.session.execute(insert(PairItemRow), rows)
