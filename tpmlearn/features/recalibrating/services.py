"""Use cases of the recalibration: asking for one, and the work itself."""

from datetime import datetime

from tpmlearn.db import db
from tpmlearn.domain.planning.wording import counted
from tpmlearn.features.recalibrating.queries import JOB
from tpmlearn.jobs.rows import enqueue
from tpmlearn.jobs.running import Task
from tpmlearn.records.catalogue import current_catalogue


def ask(*, now: datetime) -> bool:
    """Ask for a recalibration; False where one waits or is under way."""
    added = enqueue(JOB, now=now, key=JOB)
    db.session.commit()
    return added is not None


def learn(task: Task) -> None:
    """Do what `flask calibrate` does: pairs, a version of the bank, the statistics.

    Half of it, done again, does no harm: until its last statement the former version is in force.
    """
    # Here, so that a worker that only asks for it does not hold it.
    from tpmlearn.calibration import item_statistics, pair_fits

    catalogue = current_catalogue()
    task.say("Reading the judgements of pairs.")
    pair_fits.refit(catalogue, now=task.clock())
    said = _learn(task)
    task.say(f"{said} Computing the statistics.")
    items = {item.version: item for item in catalogue.items}
    computed = item_statistics.compute(items, now=task.clock())
    enough = f"{computed.enough} of them have enough answers"
    task.say(f"{said} Statistics of {counted(computed.items, 'item')}; {enough}.")


def _learn(task: Task) -> str:
    from tpmlearn.calibration.recalibrating import recalibrate
    from tpmlearn.calibration.versions import NothingNew

    try:
        # Of a job there is one, so what an earlier try left unfinished nobody works on.
        done = recalibrate(clock=task.clock, say=task.say, take_over=task.claimed.tries > 1)
    except NothingNew:
        return "No new answers: the bank stays as it is."
    answers, people = counted(done.answers, "answer"), counted(done.people, "person", "people")
    return f"Version {done.version} is in force, from {answers} of {people}."
