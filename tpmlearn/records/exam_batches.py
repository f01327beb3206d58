"""Ended sittings of exams, many at a time: what re-scoring marks anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.models import ExamAnswerRow, ExamItemRow, ExamResultRow, ExamSittingRow
from tpmlearn.records.exam_sittings import ExamAnswer, ExamPlace, ExamSitting, sitting_from

AT_ONCE = 100


@dataclass(frozen=True)
class Ended:
    """A sitting with its questions, what stands at each, and its newest result."""

    sitting: ExamSitting
    places: tuple[ExamPlace, ...]
    answers: dict[int, ExamAnswer]
    result: ExamResultRow


def ended_with(item: str) -> Iterator[list[Ended]]:
    """The ended sittings that have an item, latest first, a hundred at a time; four statements
    for each hundred."""
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
        yield _read(ids[start : start + AT_ONCE])


def _read(ids: Sequence[str]) -> list[Ended]:
    rows = db.session.scalars(select(ExamSittingRow).where(ExamSittingRow.id.in_(ids)))
    sittings = {row.id: sitting_from(row) for row in rows}
    places, answers, results = _places(ids), _answers(ids), _newest(ids)
    return [
        Ended(sittings[one], tuple(places[one]), answers.get(one, {}), results[one])
        for one in ids
        if one in results
    ]


def _places(ids: Sequence[str]) -> dict[str, list[ExamPlace]]:
    row = ExamItemRow
    found: dict[str, list[ExamPlace]] = {}
    statement = select(
        row.sitting_id,
        row.position,
        row.section,
        row.item,
        row.item_version,
        row.domain,
        row.scored,
        row.seen_before,
        row.option_order,
        row.drawn,
    ).where(row.sitting_id.in_(ids))
    for sitting, *place in db.session.execute(statement.order_by(row.sitting_id, row.position)):
        found.setdefault(sitting, []).append(ExamPlace(*place))
    return found


def _answers(ids: Sequence[str]) -> dict[str, dict[int, ExamAnswer]]:
    """What stands at each question; of the rest of an answer no mark depends."""
    row = ExamAnswerRow
    found: dict[str, dict[int, ExamAnswer]] = {}
    statement = select(row.sitting_id, row.position, row.seq, row.given)
    for sitting, position, seq, given in db.session.execute(
        statement.where(row.sitting_id.in_(ids))
    ):
        found.setdefault(sitting, {})[position] = ExamAnswer(position, seq, tuple(given))
    return found


def _newest(ids: Sequence[str]) -> dict[str, ExamResultRow]:
    row = ExamResultRow
    statement = select(row).where(row.sitting_id.in_(ids)).order_by(row.revision)
    return {one.sitting_id: one for one in db.session.scalars(statement)}
