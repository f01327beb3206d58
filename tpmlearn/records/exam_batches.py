"""Ended sittings of exams, many at a time, with what re-scoring needs of them and no more.

Whoever re-scores holds up everybody who writes, on SQLite, so only the questions that were ever
corrected are read and marked anew.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.models import ExamAnswerRow, ExamItemRow, ExamResultRow, ExamSittingRow
from tpmlearn.records.exam_sittings import ExamAnswer, ExamPlace, ExamSitting, sitting_from

AT_ONCE = 200


@dataclass(frozen=True)
class Ended:
    """A sitting with some of its questions, what stands at each, its first and newest result."""

    sitting: ExamSitting
    places: tuple[ExamPlace, ...]
    answers: dict[int, ExamAnswer]
    first: ExamResultRow
    newest: ExamResultRow


def ended_with(item: str, items: Collection[str]) -> Iterator[list[Ended]]:
    """The ended sittings that have `item`, latest first, some at a time; of each the questions of
    `items`. Three statements for each two hundred."""
    ids = [
        one.id
        for one in db.session.execute(
            select(ExamSittingRow.id, ExamSittingRow.finished_at)
            .join(ExamItemRow, ExamItemRow.sitting_id == ExamSittingRow.id)
            .where(ExamItemRow.item == item, ExamSittingRow.finished_at.is_not(None))
            .order_by(ExamSittingRow.finished_at.desc(), ExamSittingRow.id)
            .distinct()
        )
    ]
    for start in range(0, len(ids), AT_ONCE):
        yield _read(ids[start : start + AT_ONCE], items)


def _read(ids: Sequence[str], items: Collection[str]) -> list[Ended]:
    rows = db.session.scalars(select(ExamSittingRow).where(ExamSittingRow.id.in_(ids)))
    sittings = {row.id: sitting_from(row) for row in rows}
    asked, results = _asked(ids, items), _results(ids)
    return [
        Ended(
            sitting=sittings[one],
            places=tuple(place for place, _ in asked[one]),
            answers={answer.position: answer for _, answer in asked[one] if answer},
            first=results[one][0],
            newest=results[one][-1],
        )
        for one in ids
        if one in results
    ]


def _asked(
    ids: Sequence[str], items: Collection[str]
) -> dict[str, list[tuple[ExamPlace, ExamAnswer | None]]]:
    """Questions with what stands at each; of the rest of an answer no mark depends."""
    row, answer = ExamItemRow, ExamAnswerRow
    statement = (
        select(
            row.sitting_id,
            *(row.position, row.section, row.item, row.item_version, row.domain),
            *(row.scored, row.seen_before, row.option_order, row.drawn),
            *(answer.seq, answer.given),
        )
        .outerjoin(
            answer, (answer.sitting_id == row.sitting_id) & (answer.position == row.position)
        )
        .where(row.sitting_id.in_(ids), row.item.in_(items))
        .order_by(row.sitting_id, row.position)
    )
    found: dict[str, list[tuple[ExamPlace, ExamAnswer | None]]] = {}
    for sitting, *rest, seq, given in db.session.execute(statement):
        place = ExamPlace(*rest)
        kept = ExamAnswer(place.position, seq, tuple(given)) if given is not None else None
        found.setdefault(sitting, []).append((place, kept))
    return found


def _results(ids: Sequence[str]) -> dict[str, list[ExamResultRow]]:
    row = ExamResultRow
    statement = select(row).where(row.sitting_id.in_(ids)).order_by(row.revision)
    found: dict[str, list[ExamResultRow]] = {}
    for one in db.session.scalars(statement):
        found.setdefault(one.sitting_id, []).append(one)
    return found
