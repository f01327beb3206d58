"""What two people cannot both have open once they are one: the test of an area."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from tpmlearn.db import db
from tpmlearn.domain.assessment.stopping import End
from tpmlearn.models import SittingItemRow, SittingRow


def end_doubles(source: int, target: int) -> None:
    """End the open sittings of `source` where `target` has one of the same area (caller commits).

    They end at their last answer, and what was answered counts.
    """
    other = aliased(SittingRow)
    same = select(other.area).where(other.person_id == target, other.finished_at.is_(None))
    open_ = db.session.execute(
        select(SittingRow.id, SittingRow.started_at, func.max(SittingItemRow.answered_at))
        .outerjoin(SittingItemRow, SittingItemRow.sitting_id == SittingRow.id)
        .where(
            SittingRow.person_id == source,
            SittingRow.finished_at.is_(None),
            SittingRow.area.in_(same),
        )
        .group_by(SittingRow.id, SittingRow.started_at)
    ).all()
    for sitting, started, answered in open_:
        db.session.execute(
            update(SittingRow)
            .where(SittingRow.id == sitting)
            .values(finished_at=answered or started, end_reason=End.STOPPED)
        )
