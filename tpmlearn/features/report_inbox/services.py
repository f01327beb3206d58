"""Use cases of authors: take a report, give it back, reopen it, answer; each one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from tpmlearn.db import db
from tpmlearn.domain.learning.reports import WAITING, Move, ReportState, moved
from tpmlearn.models import ProblemReportRow, ReportStepRow
from tpmlearn.records.problem_reports import STATE


class NoSuchReport(Exception):
    """There is no such report, or it was taken back."""


class ChangedMeanwhile(Exception):
    """Another author did something with it since the page was opened."""


@dataclass(frozen=True)
class Answer:
    """What came of a report, one of the closed states, and the words to whoever sent it."""

    state: ReportState
    text: str


def move(author_id: int, report_id: str, how: Move, *, before: str, now: datetime) -> ReportState:
    """Take a report, give it back or reopen it; its state since then.

    `before` is when it changed last on the author's page, empty for never. Raises NoSuchReport,
    ChangedMeanwhile.
    """
    (found,) = _hold(report_id, everyone=False)
    state = moved(ReportState(found.state), how)
    if state is None or before != _changed(found):
        raise ChangedMeanwhile
    _step([found], state, "", author_id, now=now)
    db.session.commit()
    return state


def answer(
    author_id: int, report_id: str, given: Answer, *, before: str, everyone: bool, now: datetime
) -> int:
    """Answer a report, or answer it anew: it is new to its person again. How many were answered.

    `before` as above. With `everyone` the other reports of the same thing that wait get the same
    answer. Raises NoSuchReport, ChangedMeanwhile.
    """
    held = _hold(report_id, everyone=everyone)
    found = next(one for one in held if one.id == report_id)
    if found.state == given.state and _newest_words(report_id) == given.text:
        return 0
    if before != _changed(found):
        raise ChangedMeanwhile
    _step(held, given.state, given.text, author_id, now=now)
    db.session.commit()
    return len(held)


def _changed(report: ProblemReportRow) -> str:
    return report.changed_at.isoformat() if report.changed_at else ""


def _newest_words(report_id: str) -> str:
    row = ReportStepRow
    mine = select(row.text).where(row.report_id == report_id)
    return db.session.scalar(mine.order_by(row.id.desc()).limit(1)) or ""


def _step(
    reports: Sequence[ProblemReportRow],
    state: ReportState,
    text: str,
    author_id: int,
    *,
    now: datetime,
) -> None:
    for one in reports:
        one.state, one.changed_at, one.seen_at = state, now, None
        db.session.add(
            ReportStepRow(report_id=one.id, state=state, text=text, at=now, author_id=author_id)
        )


def _hold(report_id: str, *, everyone: bool) -> list[ProblemReportRow]:
    """A report for this transaction alone; with `everyone` those that wait and are of the same.

    All in one statement and in the order of their ids: two authors who answer two reports of one
    thing wait for each other, and neither holds what the other waits for. Raises NoSuchReport.
    """
    row, its = ProblemReportRow, aliased(ProblemReportRow)
    wanted = row.id == report_id
    if everyone:
        same = [
            getattr(row, name)
            == select(getattr(its, name)).where(its.id == report_id).scalar_subquery()
            for name in ("item", "module", "section", "paragraph")
        ]
        wanted = or_(wanted, and_(STATE.in_(WAITING), *same))
    statement = select(row).where(wanted).order_by(row.id).with_for_update()
    held = list(db.session.scalars(statement.execution_options(populate_existing=True)))
    if not any(one.id == report_id for one in held):
        raise NoSuchReport
    return held
