"""A job in a process of its own, which ends with the process that claimed it."""

import os
from threading import Thread
from time import sleep

from tpmlearn.jobs.rows import held
from tpmlearn.jobs.running import beating, log, now, run_here

LOOK_SECONDS = 0.5
ORPHANED = 3


def run_for_another(job_id: int, claim: str) -> None:
    """Run the job that the parent process claimed; nothing where it no longer holds the claim."""
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    found = held(job_id, claim)
    if found is None:
        log.warning("job %s: the claim is no longer held", job_id)
        return
    # It tells how far it is; the parent, which ends it in time, only that it is alive.
    with beating(found, now):
        run_here(found, clock=now)


def _end_with(parent: int) -> None:
    """End at once when the parent has: what it did not finish another takes up."""
    while os.getppid() == parent:
        sleep(LOOK_SECONDS)
    os._exit(ORPHANED)
