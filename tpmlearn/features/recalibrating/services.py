"""Use cases of the recalibration: asking for one, and the work itself."""

from datetime import datetime

from tpmlearn.db import db
from tpmlearn.features.recalibrating.queries import JOB
from tpmlearn.jobs.rows import enqueue
from tpmlearn.jobs.running import Task
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.words import _, ngettext
from tpmlearn.words.numbers import spelled


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
    task.say(_("Reading the judgements of pairs."))
    pair_fits.refit(catalogue, now=task.clock())
    said = _learn(task)
    task.say(_("%(said)s Computing the statistics.", said=said))
    items = {item.version: item for item in catalogue.items}
    computed = item_statistics.compute(items, now=task.clock())
    task.say(
        _(
            "%(said)s Statistics of %(items)s; %(enough)s of them have enough answers.",
            said=said,
            items=ngettext(
                "%(count)s item", "%(count)s items", computed.items, count=spelled(computed.items)
            ),
            enough=computed.enough,
        )
    )


def _learn(task: Task) -> str:
    from tpmlearn.calibration.recalibrating import recalibrate
    from tpmlearn.calibration.versions import NothingNew

    try:
        # Of a job there is one, so what an earlier try left unfinished nobody works on.
        done = recalibrate(clock=task.clock, say=task.say, take_over=task.claimed.tries > 1)
    except NothingNew:
        return _("No new answers: the bank stays as it is.")
    return _(
        "Version %(version)s is in force, from %(answers)s of %(people)s.",
        version=done.version,
        answers=ngettext(
            "%(count)s answer", "%(count)s answers", done.answers, count=spelled(done.answers)
        ),
        people=ngettext(
            "%(count)s person", "%(count)s people", done.people, count=spelled(done.people)
        ),
    )
