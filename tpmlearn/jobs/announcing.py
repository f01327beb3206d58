"""Tells procrastinate, on PostgreSQL, which row of `jobs` is to be handed out, and when.

By its own SQL functions through our session, so that a job is announced in the transaction that
makes it, or not at all. A worker of the site asks for work only, and loads no library for it.
"""

from datetime import datetime

from sqlalchemy import text

from tpmlearn.db import db

QUEUE, TASK = "jobs", "job"
_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(CAST(:queue AS varchar), CAST(:task AS varchar),"
    " 0, NULL, NULL, jsonb_build_object('id', CAST(:id AS integer)), CAST(:at AS timestamptz))]"
    "\\:\\:procrastinate_job_to_defer_v1[])"
)
_LEFT_BEHIND = text("DELETE FROM procrastinate_jobs WHERE status = 'doing' AND worker_id IS NULL")
_NOT_ANNOUNCED = text(
    "SELECT id, due_at FROM jobs WHERE state = 'waiting' AND due_at < :before AND NOT EXISTS ("
    "SELECT 1 FROM procrastinate_jobs AS told WHERE told.status = 'todo'"
    " AND told.args = jsonb_build_object('id', jobs.id))"
)


def announce(job_id: int, due_at: datetime) -> None:
    """Let a job be handed out once it is due (the caller commits); SQLite needs nothing."""
    if on_postgresql():
        db.session.execute(_DEFER, {"queue": QUEUE, "task": TASK, "id": job_id, "at": due_at})


def announce_forgotten(*, before: datetime) -> int:
    """Announce jobs again that were due before and are not announced; how many.

    After a restore, a move or a new version of the library there are such. The caller commits.
    """
    if not on_postgresql():
        return 0
    # What a killed process had been handed: its rows of `jobs` are handed out anew.
    db.session.execute(_LEFT_BEHIND)
    found = db.session.execute(_NOT_ANNOUNCED, {"before": before}).all()
    for job_id, due_at in found:
        announce(job_id, due_at)
    return len(found)


def on_postgresql() -> bool:
    """Whether the database is PostgreSQL."""
    return db.session.get_bind().dialect.name == "postgresql"
