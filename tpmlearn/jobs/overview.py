"""What waits, runs and could not be done: for whoever runs the site, and for what watches it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from tpmlearn.db import db
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs.announcing import announce
from tpmlearn.jobs.declared import JOBS
from tpmlearn.models import JobRow


@dataclass(frozen=True)
class Listed:
    """A job in a list; nothing of what it is about."""

    id: int
    name: str
    state: State
    tries: int
    made_at: datetime
    due_at: datetime
    progress: str
    problem: str


@dataclass(frozen=True)
class Standing:
    """How many jobs there are by (name, state), and since when the oldest has been due."""

    counts: dict[tuple[str, State], int]
    due_since: datetime | None

    def total(self, state: State) -> int:
        """How many are in a state, of whatever kind."""
        return sum(number for (_, its), number in self.counts.items() if its is state)


def standing(*, now: datetime) -> Standing:
    """How the queue stands; two statements."""
    rows = db.session.execute(
        select(JobRow.name, JobRow.state, func.count()).group_by(JobRow.name, JobRow.state)
    )
    counts = {(name, State(state)): number for name, state, number in rows}
    oldest = db.session.scalar(
        select(func.min(JobRow.due_at)).where(JobRow.state == State.WAITING, JobRow.due_at <= now)
    )
    return Standing(counts, oldest)


def listed(*, most: int = 200) -> list[Listed]:
    """All jobs, newest first; one statement."""
    found = db.session.scalars(select(JobRow).order_by(JobRow.id.desc()).limit(most))
    return [_listed(row) for row in found]


def one(job_id: int) -> Listed | None:
    """A job by its number; None once it is gone; one statement."""
    row = db.session.get(JobRow, job_id)
    return _listed(row) if row else None


def newest(name: str, person_id: int | None = None) -> Listed | None:
    """The newest job of a kind, or of a kind for a person, in any state; one statement."""
    wanted = select(JobRow).where(JobRow.name == name)
    if person_id is not None:
        wanted = wanted.where(JobRow.person_id == person_id)
    row = db.session.scalar(wanted.order_by(JobRow.id.desc()).limit(1))
    return _listed(row) if row else None


def retry(ids: Sequence[int], *, now: datetime) -> list[int]:
    """Let jobs that failed, or wait for their next try, be tried now, and commit; which.

    All tries are theirs again, and another stretch of patience. A mail whose text is gone stays
    failed, and so does what its person was told of.
    """
    row, tried = JobRow, []
    found = db.session.scalars(
        select(row).where(row.id.in_(ids), row.state.in_((State.FAILED, State.WAITING)))
    ).all()
    for one in found:
        if one.name == "mail" and one.sealed is None:
            continue
        if JOBS[one.name].is_told and (one.state == State.FAILED or one.until < now):
            continue
        one.state, one.tries, one.due_at, one.ended_at = State.WAITING, 0, now, None
        one.until = max(one.until, now + JOBS[one.name].patience)
        announce(one.id, now)
        tried.append(one.id)
    db.session.commit()
    return tried


def drop(ids: Sequence[int]) -> list[int]:
    """Delete jobs that do not run, and commit; which."""
    row = JobRow
    gone = db.session.scalars(
        delete(row).where(row.id.in_(ids), row.state != State.RUNNING).returning(row.id)
    ).all()
    db.session.commit()
    return sorted(gone)


def failed_ids() -> list[int]:
    """The numbers of all jobs that could not be done."""
    return list(db.session.scalars(select(JobRow.id).where(JobRow.state == State.FAILED)))


def _listed(row: JobRow) -> Listed:
    return Listed(
        row.id,
        row.name,
        State(row.state),
        row.tries,
        row.made_at,
        row.due_at,
        row.progress,
        row.problem,
    )
