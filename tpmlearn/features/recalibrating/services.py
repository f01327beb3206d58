"""Use cases of the recalibration: asking for one, and the work itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tpmlearn.db import db
from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.correlation import LEAST_PEOPLE, Correlation
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.features.recalibrating.queries import JOB
from tpmlearn.jobs.overview import newest
from tpmlearn.jobs.rows import enqueue
from tpmlearn.jobs.running import GiveUp, Task, log
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.words import _, ngettext
from tpmlearn.words.numbers import decimal, spelled

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
        task.say(done + _("Computing the statistics."))
    items = {item.version: item for item in catalogue.items}
    computed = item_statistics.compute(items, now=task.clock())
    task.say(
        done
        + _(
            "Statistics of %(items)s; %(enough)s of them have enough answers.",
            items=ngettext(
                "%(count)s item", "%(count)s items", computed.items, count=spelled(computed.items)
            ),
            enough=computed.enough,
        )
    )


def _refit(task: Task, catalogue: Catalogue) -> None:
    from tpmlearn.calibration import pair_fits

    task.say(_("Reading the judgements of pairs."))
    found = pair_fits.refit(catalogue, now=task.clock())
    if found is None:
        return
    low, high = (found.correlation + sign * Z90 * found.correlation_sd for sign in (-1, 1))
    task.say(
        _(
            "Pairs: fit %(number)s from %(judgements)s of %(judges)s; looks and answers correlate"
            " by %(rho)s, nine times in ten %(low)s to %(high)s.",
            number=found.number,
            judgements=ngettext(
                "%(count)s judgement",
                "%(count)s judgements",
                found.judgements,
                count=spelled(found.judgements),
            ),
            judges=ngettext(
                "%(count)s judge", "%(count)s judges", found.judges, count=spelled(found.judges)
            ),
            rho=decimal(found.correlation, 2),
            low=decimal(max(low, 0), 2),
            high=decimal(min(high, 1), 2),
        )
    )
    items = ngettext(
        "%(count)s item", "%(count)s items", len(found.used), count=spelled(len(found.used))
    )
    if not found.used:
        task.say(
            _("Of %(items)s the pairs tell the difficulty instead of the author.", items=items)
        )
        return
    task.say(
        _(
            "Of %(items)s the pairs tell the difficulty instead of the author: %(names)s.",
            items=items,
            names=", ".join(found.used),
        )
    )


def _recalibrate(task: Task) -> str:
    from tpmlearn.calibration.recalibrating import recalibrate
    from tpmlearn.calibration.versions import NothingNew
    from tpmlearn.domain.assessment.item_figures import NotFinite

    try:
        # Of this job there is one, so what an earlier try left unfinished nobody works on.
        done = recalibrate(clock=task.clock, say=task.say, take_over=True)
    except NothingNew as fault:
        if fault.since is None:
            return _("No new answers yet: the bank stays as it is.")
        since = f"{fault.since:%Y-%m-%d %H:%M} UTC"
        return _("No new answers since %(since)s: the bank stays as it is.", since=since)
    except NotFinite as fault:
        log.exception("a recalibration came to what is no figure")
        raise GiveUp("a value came out as no figure; nothing was put in force") from fault
    _tell(task, done)
    return _(
        "Version %(version)s is in force: %(items)s items, %(answers)s of %(people)s.",
        version=done.version,
        items=done.items,
        answers=ngettext(
            "%(count)s answer", "%(count)s answers", done.answers, count=spelled(done.answers)
        ),
        people=ngettext(
            "%(count)s person", "%(count)s people", done.people, count=spelled(done.people)
        ),
    )


def _tell(task: Task, done: "Outcome") -> None:
    authors = done.authors
    task.say(
        _(
            "Authors: b = %(mean)s + %(slope)s z, give or take %(sd)s.",
            mean=decimal(authors.mean, 2),
            slope=decimal(authors.slope, 2),
            sd=decimal(authors.sd, 2),
        )
    )
    task.say(_together(done.skills))
    for change in done.moved:
        task.say(_moved(change))


def _together(skills: Correlation) -> str:
    if skills.people < LEAST_PEOPLE:
        return _(
            "Skills: rho %(rho)s as assumed; %(people)s people have three skills of five answers,"
            " it takes %(least)s.",
            rho=decimal(skills.rho, 2),
            people=skills.people,
            least=LEAST_PEOPLE,
        )
    low, high = (skills.rho + sign * Z90 * skills.sd for sign in (-1, 1))
    return _(
        "Skills: rho %(rho)s, nine times in ten from %(low)s to %(high)s, from %(people)s people"
        " with three skills.",
        rho=decimal(skills.rho, 2),
        low=decimal(low, 2),
        high=decimal(high, 2),
        people=skills.people,
    )


def _moved(change: "Change") -> str:
    return _(
        "Look at %(item)s: b moved from %(before)s (SD %(sd)s) to %(after)s.",
        item=change.item,
        before=decimal(change.before, 2),
        sd=decimal(change.before_sd, 2),
        after=decimal(change.after, 2),
    )
