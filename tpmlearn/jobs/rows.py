"""The rows of background work: asked for, claimed, kept alive, ended. Each claim is one try.

Whoever runs a job holds its claim. What it did counts only if it still holds it at the end: a try
that was given up as dead and comes back late changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from tpmlearn.db import db, insert_for, new_id, writing
from tpmlearn.domain.jobs.job import Job, State
from tpmlearn.jobs.announcing import announce
from tpmlearn.jobs.declared import JOBS
from tpmlearn.models import JobRow

SLACK = timedelta(seconds=5)
"""How far clocks of two machines may differ: a job is not refused for being early by so little."""


@dataclass
class Claimed:
    """A try under way. `progress` is what it says of itself; the beat writes it down."""

    id: int
    claim: str
    job: Job
    args: Mapping[str, Any]
    sealed: bytes | None
    tries: int
    made_at: datetime
    until: datetime
    person_id: int | None = None
    progress: str = ""


def enqueue(
    name: str,
    *,
    now: datetime,
    key: str | None = None,
    person_id: int | None = None,
    sealed: bytes | None = None,
    until: datetime | None = None,
    **values: str | int,
) -> int | None:
    """Ask for work, in the transaction under way (the caller commits); the number of the job.

    None where one with this key waits or runs. `values` are small and tell nothing about a person;
    `sealed` is encrypted by the caller. It is not begun after `until`, else its kind's patience.
    With `person_id` it goes when that person is erased.
    """
    job = JOBS[name]
    insert = insert_for(JobRow).values(
        name=name,
        key=key,
        person_id=person_id,
        args=values,
        sealed=sealed,
        state=State.WAITING.value,
        tries=0,
        made_at=now,
        due_at=now,
        until=until or now + job.patience,
        progress="",
        problem="",
    )
    added: int | None = db.session.scalar(
        insert.on_conflict_do_nothing(index_elements=["key"]).returning(JobRow.id)
    )
    if added is not None:
        announce(added, now)
    return added


def claim(job_id: int, *, now: datetime) -> Claimed | None:
    """Take a job that waits and is due, and commit; None where another has it or it is gone."""
    return _claim(JobRow.id == job_id, now=now + SLACK, at=now)


def claim_next(*, now: datetime) -> Claimed | None:
    """Take the job that has been due for longest, and commit; None where none is due.

    It looks before it asks for the right to write, as it is called twice a second.
    """
    due = select(JobRow.id).where(JobRow.state == State.WAITING, JobRow.due_at <= now)
    found = db.session.scalar(due.order_by(JobRow.due_at, JobRow.id).limit(1))
    db.session.rollback()
    return None if found is None else _claim(JobRow.id == found, now=now, at=now)


def _claim(which: Any, *, now: datetime, at: datetime) -> Claimed | None:
    token = new_id()
    with writing():
        row = db.session.scalar(
            update(JobRow)
            .where(which, JobRow.state == State.WAITING, JobRow.due_at <= now)
            .values(
                state=State.RUNNING.value,
                claim=token,
                tries=JobRow.tries + 1,
                began_at=at,
                alive_at=at,
            )
            .returning(JobRow)
            .execution_options(synchronize_session=False)
        )
        found = _from(row) if row else None
        db.session.commit()
    return found


def held(job_id: int, token: str) -> Claimed | None:
    """The try that holds this claim, for a process that runs it for another."""
    row = db.session.scalar(select(JobRow).where(*_mine(job_id, token)))
    found = _from(row) if row else None
    db.session.rollback()
    return found


def beat(claimed: Claimed, *, now: datetime) -> bool:
    """Say that a try is alive, and how far it is, and commit; whether it holds its claim."""
    values: dict[str, Any] = {"alive_at": now}
    if claimed.progress:
        values["progress"] = claimed.progress[:200]
    with writing():
        found = _end(claimed, **values)
        db.session.commit()
    return found


def finish(claimed: Claimed, *, now: datetime) -> bool:
    """Note that a job is done (the caller commits); whether the claim was still held."""
    if not claimed.job.stays:
        gone = delete(JobRow).where(*_mine(claimed.id, claimed.claim)).returning(JobRow.id)
        return db.session.scalar(gone) is not None
    return _end(
        claimed,
        state=State.DONE.value,
        key=None,
        claim=None,
        sealed=None,
        ended_at=now,
        progress=claimed.progress[:200],
        problem="",
    )


def again(claimed: Claimed, problem: str, *, now: datetime) -> datetime | None:
    """Let a job be tried again, or give it up, and commit; when it is tried again."""
    at = claimed.job.next_try(claimed.tries, until=claimed.until, now=now)
    if at is None:
        give_up(claimed, problem, now=now)
        return None
    with writing():
        if _end(claimed, state=State.WAITING.value, claim=None, due_at=at, problem=problem[:120]):
            announce(claimed.id, at)
        db.session.commit()
    return at


def give_up(claimed: Claimed, problem: str, *, now: datetime) -> None:
    """Note that a job could not be done, and commit."""
    with writing():
        _end(
            claimed,
            state=State.FAILED.value,
            key=None,
            claim=None,
            ended_at=now,
            problem=problem[:120],
        )
        db.session.commit()


def _end(claimed: Claimed, **values: Any) -> bool:
    done = db.session.scalar(
        update(JobRow)
        .where(*_mine(claimed.id, claimed.claim))
        .values(**values)
        .returning(JobRow.id)
        .execution_options(synchronize_session=False)
    )
    return done is not None


def _mine(job_id: int, token: str) -> tuple[Any, ...]:
    return JobRow.id == job_id, JobRow.claim == token, JobRow.state == State.RUNNING


def _from(row: JobRow) -> Claimed:
    return Claimed(
        id=row.id,
        claim=row.claim or "",
        job=JOBS[row.name],
        args=dict(row.args),
        sealed=row.sealed,
        tries=row.tries,
        made_at=row.made_at,
        until=row.until,
        person_id=row.person_id,
    )
