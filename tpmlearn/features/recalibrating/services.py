"""Use cases of the recalibration: asking for one, and the work itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tpmlearn.db import db
from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.correlation import LEAST_PEOPLE, Correlation
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.wording import counted
from tpmlearn.features.recalibrating.queries import JOB
from tpmlearn.jobs.overview import newest
from tpmlearn.jobs.rows import enqueue
from tpmlearn.jobs.running import GiveUp, Task, log
from tpmlearn.records.catalogue import current_catalogue

if TYPE_CHECKING:
    from tpmlearn.calibration.recalibrating import Change, Outcome


@dataclass(frozen=True)
class Asked:
    """The job that does it, and whether it is this one's, not one that was asked for before."""

    job: int
    is_new: bool


def ask(*, now: datetime, statistics_only: bool = False) -> Asked:
    """Ask for a recalibration, or for the statistics alone: of both together one at a time.

    Whoever asks, page or clock, while one waits or is under way is told which.
    """
    added = enqueue(JOB, now=now, key=JOB, statistics_only=int(statistics_only))
    db.session.commit()
    if added is not None:
        return Asked(added, is_new=True)
    other = newest(JOB)
    db.session.rollback()
    # It may have ended between the two statements; then its number still says how.
    return Asked(other.id if other else 0, is_new=False)


def learn(task: Task) -> None:
    """Learn from judgements of pairs, make a version of the bank, compute the statistics.

    Half of it, done again, does no harm: until its last statement the former version is in force.
    """
    # Here, so that a worker that only asks for it does not hold it.
    from tpmlearn.calibration import item_statistics

    catalogue, done = current_catalogue(), ""
    if not task.claimed.args.get("statistics_only"):
        _refit(task, catalogue)
        done = f"{_recalibrate(task)} "
        task.say(f"{done}Computing the statistics.")
    items = {item.version: item for item in catalogue.items}
    computed = item_statistics.compute(items, now=task.clock())
    enough = f"{computed.enough} of them have enough answers"
    task.say(f"{done}Statistics of {counted(computed.items, 'item')}; {enough}.")


def _refit(task: Task, catalogue: Catalogue) -> None:
    from tpmlearn.calibration import pair_fits

    task.say("Reading the judgements of pairs.")
    found = pair_fits.refit(catalogue, now=task.clock())
    if found is None:
        return
    low, high = (found.correlation + sign * Z90 * found.correlation_sd for sign in (-1, 1))
    task.say(
        f"Pairs: fit {found.number} from {counted(found.judgements, 'judgement')} of "
        f"{counted(found.judges, 'judge')}; looks and answers correlate by "
        f"{found.correlation:.2f}, nine times in ten {max(low, 0):.2f} to {min(high, 1):.2f}."
    )
    task.say(
        f"Of {counted(len(found.used), 'item')} the pairs tell the difficulty instead of the "
        f"author{': ' if found.used else ''}{', '.join(found.used)}."
    )


def _recalibrate(task: Task) -> str:
    from tpmlearn.calibration.recalibrating import recalibrate
    from tpmlearn.calibration.versions import NothingNew
    from tpmlearn.domain.assessment.item_figures import NotFinite

    try:
        # Of this job there is one, so what an earlier try left unfinished nobody works on.
        done = recalibrate(clock=task.clock, say=task.say, take_over=True)
    except NothingNew as fault:
        since = f"since {fault.since:%Y-%m-%d %H:%M} UTC" if fault.since else "yet"
        return f"No new answers {since}: the bank stays as it is."
    except NotFinite as fault:
        log.exception("a recalibration came to what is no figure")
        raise GiveUp("a value came out as no figure; nothing was put in force") from fault
    _tell(task, done)
    answers, people = counted(done.answers, "answer"), counted(done.people, "person", "people")
    return f"Version {done.version} is in force: {done.items} items, {answers} of {people}."


def _tell(task: Task, done: "Outcome") -> None:
    authors = done.authors
    task.say(
        f"Authors: b = {authors.mean:.2f} + {authors.slope:.2f} z, give or take {authors.sd:.2f}."
    )
    task.say(_together(done.skills))
    for change in done.moved:
        task.say(_moved(change))


def _together(skills: Correlation) -> str:
    if skills.people < LEAST_PEOPLE:
        return (
            f"Skills: rho {skills.rho:.2f} as assumed; {skills.people} people have three skills of "
            f"five answers, it takes {LEAST_PEOPLE}."
        )
    low, high = (skills.rho + sign * Z90 * skills.sd for sign in (-1, 1))
    return (
        f"Skills: rho {skills.rho:.2f}, nine times in ten from {low:.2f} to {high:.2f}, from "
        f"{skills.people} people with three skills."
    )


def _moved(change: "Change") -> str:
    return (
        f"Look at {change.item}: b moved from {change.before:.2f} (SD {change.before_sd:.2f}) "
        f"to {change.after:.2f}."
    )
