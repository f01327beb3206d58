"""The use cases of pairs: to judge one, and to take the last judgement back."""

from datetime import datetime

from sqlalchemy import delete, select

from tpmlearn.db import db, insert_for, new_id
from tpmlearn.domain.assessment.pair_choice import pair_key
from tpmlearn.domain.content.catalogue import Area, Catalogue
from tpmlearn.features.pairs.queries import judge_of
from tpmlearn.models import PairJudgementRow, PairJudgeRow
from tpmlearn.records.versions import keep_versions


class NoSuchPair(Exception):
    """The two are not different items of this area's bank as they are worded today."""


def judge(
    catalogue: Catalogue,
    area: Area,
    person_id: int,
    *,
    left: str,
    right: str,
    harder: str,
    now: datetime,
) -> bool:
    """Keep what a judge says of two versions: `harder` is `left`, `right` or `neither`.

    What was said of them first stays: False where the judge has judged the pair before. Raises
    NoSuchPair.
    """
    items = {one.version: one for one in catalogue.test_pool if one.skill in area.skills}
    if left == right or left not in items or right not in items:
        raise NoSuchPair
    keep_versions([items[left], items[right]], now=now)
    version, other = pair_key(left, right)
    row = {
        "judge_id": _judge(person_id),
        "area": area.code,
        "version": version,
        "other_version": other,
        "harder": {"left": left, "right": right}.get(harder, ""),
        "left": left,
        "judged_at": now,
    }
    kept = db.session.execute(
        insert_for(PairJudgementRow)
        .values(row)
        .on_conflict_do_nothing()
        .returning(PairJudgementRow.id)
    ).first()
    db.session.commit()
    return kept is not None


def _judge(person_id: int) -> str:
    """The number of a person as a judge; two first judgements at once agree on it."""
    if known := judge_of(person_id):
        return known
    mine = {"id": new_id(), "person_id": person_id}
    db.session.execute(insert_for(PairJudgeRow).values(mine).on_conflict_do_nothing())
    return judge_of(person_id)


def take_back(area: Area, person_id: int) -> bool:
    """Drop the last judgement of a judge in an area; False where there is none."""
    row = PairJudgementRow
    last = db.session.scalar(
        select(row.id)
        .where(row.judge_id == judge_of(person_id), row.area == area.code)
        .order_by(row.id.desc())
        .limit(1)
    )
    db.session.execute(delete(row).where(row.id == last))
    db.session.commit()
    return last is not None
