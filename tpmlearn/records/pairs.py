"""Judgements of pairs and what was learnt of them: for the bank, the pages and the night."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.pair_choice import Said
from tpmlearn.domain.assessment.paired_difficulty import Paired
from tpmlearn.models import PairFitRow, PairItemRow, PairJudgementRow


@dataclass(frozen=True)
class Fitted:
    """What the newest fit says of an item version, and whether the bank goes by it."""

    item: str
    version: str
    paired: Paired
    used: bool
    fitted_at: datetime


def newest_fit() -> ScalarSelect[int | None]:
    """The number of the fit in force, as a part of a statement; None where there is none."""
    return select(func.max(PairFitRow.id)).scalar_subquery()


def said_of(area: str = "") -> list[Said]:
    """All judgements, or those of an area, in the order in which they were made; one statement."""
    row = PairJudgementRow
    wanted = select(row.judge_id, row.version, row.other_version, row.harder, row.left)
    if area:
        wanted = wanted.where(row.area == area)
    return [Said(*one) for one in db.session.execute(wanted.order_by(row.id))]


def fitted(item: str = "", *, fit: int | None = None) -> list[Fitted]:
    """What a fit, or the newest, says of all items or of one; one statement."""
    row, of = PairItemRow, PairFitRow
    wanted = (
        select(
            row.item,
            row.item_version,
            row.b,
            row.b_sd,
            row.judgements,
            row.judges,
            row.used,
            of.fitted_at,
        )
        .join(of, of.id == row.fit)
        .where(row.fit == (newest_fit() if fit is None else fit))
    )
    if item:
        wanted = wanted.where(row.item == item)
    return [
        Fitted(name, version, Paired(b, b_sd, judgements, judges), used, at)
        for name, version, b, b_sd, judgements, judges, used, at in db.session.execute(
            wanted.order_by(row.item)
        )
    ]


def used_values(fit: int | None) -> dict[str, Paired]:
    """The values by item version that take the place of authors' difficulties in a fit."""
    if fit is None:
        return {}
    return {one.version: one.paired for one in fitted(fit=fit) if one.used}
