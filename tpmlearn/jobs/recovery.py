"""What keeps the rows of background work in order: dead tries, late jobs, old rows."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from tpmlearn.db import db, writing
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs.announcing import announce, announce_forgotten
from tpmlearn.jobs.declared import JOBS
from tpmlearn.models import JobRow

LEASE = timedelta(seconds=30)
"""A try that has not been alive for so long is taken for dead."""
KEPT = timedelta(days=7)
"""How long what could not be done stays in the list."""
log = logging.getLogger("tpmlearn.jobs")


def keep_order(*, now: datetime) -> int:
    """Take up what died, give up what is too late, forget what is old; how many rows.

    It looks before it asks for the right to write, as it is called every few seconds.
    """
    dead = and_(JobRow.state == State.RUNNING, JobRow.alive_at < now - LEASE)
    late = and_(JobRow.state == State.WAITING, JobRow.until < now)
    readable = and_(JobRow.sealed.is_not(None), JobRow.until < now, JobRow.state == State.FAILED)
    forgotten = and_(JobRow.state == State.WAITING, JobRow.due_at < now - LEASE)
    wanted = or_(dead, late, readable, forgotten, *_over(now))
    found = db.session.scalar(select(JobRow.id).where(wanted).limit(1))
    db.session.rollback()
    if found is None:
        return 0
    with writing():
        gone = _take_up(dead, now) + _give_up(late, now)
        db.session.execute(update(JobRow).where(readable).values(sealed=None))
        for old in _over(now):
            gone += len(db.session.scalars(delete(JobRow).where(old).returning(JobRow.id)).all())
        gone += announce_forgotten(before=now - LEASE)
        db.session.commit()
    return gone


def _take_up(dead: ColumnElement[bool], now: datetime) -> int:
    """Let jobs wait again whose try died; a job that has ended all its tries so is given up."""
    found = db.session.scalars(select(JobRow).where(dead).with_for_update(skip_locked=True)).all()
    for row in found:
        row.claim, row.problem = None, "its process died"
        if row.tries >= JOBS[row.name].tries:
            row.state, row.ended_at, row.key = State.FAILED, now, None
            log.error("job %s %s: given up: its process died each time", row.id, row.name)
            continue
        row.state, row.due_at = State.WAITING, now
        log.warning("job %s %s: taken up again, its process died", row.id, row.name)
        announce(row.id, now)
    db.session.flush()
    return len(found)


def _give_up(late: ColumnElement[bool], now: datetime) -> int:
    found = db.session.scalars(
        update(JobRow)
        .where(late)
        .values(state=State.FAILED.value, ended_at=now, sealed=None, key=None)
        .returning(JobRow.id)
        .execution_options(synchronize_session=False)
    ).all()
    for one in found:
        log.error("job %s: given up, it is too late for it", one)
    return len(found)


def _over(now: datetime) -> list[ColumnElement[bool]]:
    """What nobody looks at any more: failed for a week, or done for as long as its kind stays."""
    over: list[ColumnElement[bool]] = [
        and_(JobRow.state == State.FAILED, JobRow.ended_at < now - KEPT)
    ]
    for job in JOBS.values():
        if job.stays:
            over.append(
                and_(
                    JobRow.state == State.DONE,
                    JobRow.name == job.name,
                    JobRow.ended_at < now - job.stays,
                )
            )
    return over
