"""Results that were re-scored, as their people are told of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import aliased

from tpmlearn.db import db
from tpmlearn.models import CorrectionRow, ExamResultRow, ExamSittingRow


@dataclass(frozen=True)
class Figure:
    """A result in short."""

    earned: int
    marks: int
    passed: bool


@dataclass(frozen=True)
class Change:
    """A result of a person that was re-scored: from what they know of it to the newest revision.

    `why` has the reason of each correction between the two; `at` is when the last was applied.
    """

    sitting_id: str
    title: str
    old: Figure
    new: Figure
    why: str
    at: datetime
    revision: int
    seen: bool

    @property
    def verdict_changed(self) -> bool:
        """Whether it passes now and did not, or the other way round."""
        return self.old.passed != self.new.passed


def changes_for(person_id: int) -> tuple[Change, ...]:
    """A person's results that were re-scored, those not seen yet first, then the latest; one
    statement.

    What was taken back before they saw it is left out: nothing changed for them.
    """
    row, newer = ExamResultRow, aliased(ExamResultRow)
    rows = db.session.execute(
        select(row, ExamSittingRow.title, CorrectionRow.why)
        .join(ExamSittingRow, ExamSittingRow.id == row.sitting_id)
        .outerjoin(CorrectionRow, CorrectionRow.id == row.correction_id)
        .where(
            ExamSittingRow.person_id == person_id,
            exists().where(newer.sitting_id == row.sitting_id, newer.revision > 0),
        )
        .order_by(row.sitting_id, row.revision)
    ).all()
    found = [_change(list(some)) for _, some in groupby(rows, key=lambda one: one[0].sitting_id)]
    told = [one for one in found if one]
    told.sort(key=lambda one: one.at, reverse=True)
    return tuple(sorted(told, key=lambda one: one.seen))


def _change(revisions: Sequence[Any]) -> Change | None:
    """What the revisions of one sitting, in order, come to for its person."""
    results = [one[0] for one in revisions]
    newest = results[-1]
    known = max((n for n, one in enumerate(results[:-1]) if one.seen_at), default=0)
    old, new = _figure(results[known]), _figure(newest)
    if old == new:
        return None
    whys = dict.fromkeys(why for *_, why in revisions[known + 1 :] if why)
    return Change(
        sitting_id=newest.sitting_id,
        title=revisions[-1][1],
        old=old,
        new=new,
        why=" ".join(whys),
        at=newest.scored_at,
        revision=newest.revision,
        seen=newest.seen_at is not None,
    )


def _figure(row: ExamResultRow) -> Figure:
    return Figure(row.earned, row.marks, row.passed)


def mark_seen(person_id: int, sitting_id: str, revision: int, *, now: datetime) -> None:
    """Note that a person has seen a result up to the revision that a page showed (the caller
    commits). Nothing happens to anybody else's."""
    own = select(ExamSittingRow.id).where(
        ExamSittingRow.id == sitting_id, ExamSittingRow.person_id == person_id
    )
    db.session.execute(
        update(ExamResultRow)
        .where(
            ExamResultRow.sitting_id.in_(own),
            ExamResultRow.revision <= revision,
            ExamResultRow.seen_at.is_(None),
        )
        .values(seen_at=now)
        .execution_options(synchronize_session=False)
    )
