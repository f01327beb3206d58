"""Waits for a job in a command, and does it here where nobody has taken it."""

from time import sleep

from tpmlearn.db import db
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs import overview
from tpmlearn.jobs.overview import Listed
from tpmlearn.jobs.recovery import keep_order
from tpmlearn.jobs.rows import claim
from tpmlearn.jobs.running import Said, now, run

LOOK_SECONDS = 1.0


def see_through(job_id: int, *, say: Said) -> Listed | None:
    """Do a job here, under its claim, or wait for whoever has it; how it ended.

    It needs no site that works: a try that died is taken up here, too. None where the job is gone,
    as those are that nobody wants to see afterwards. `say` hears how far it is.
    """
    told = ""
    while True:
        found = _look(job_id)
        if found is None or found.state in (State.DONE, State.FAILED):
            return found
        if found.state is State.WAITING and found.due_at <= now():
            mine = claim(job_id, now=now())
            if mine:
                run(mine, apart=False, said=say)
                continue
        line = _line(found)
        if line and line != told:
            say(line)
            told = line
        sleep(LOOK_SECONDS)
        keep_order(now=now())


def _look(job_id: int) -> Listed | None:
    found = overview.one(job_id)
    db.session.rollback()
    return found


def _line(found: Listed) -> str:
    if found.state is State.WAITING and found.problem:
        return f"A try ended early ({found.problem}); another at {found.due_at:%H:%M:%S} UTC."
    return found.progress
