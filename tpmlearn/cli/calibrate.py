"""flask calibrate: learns from answers how hard the items are, and computes their statistics."""

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from tpmlearn.calibration import item_statistics, pair_fits
from tpmlearn.calibration.recalibrating import Change, Outcome, recalibrate
from tpmlearn.calibration.versions import AlreadySwitched, NothingNew, UnderWay
from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.correlation import LEAST_PEOPLE, Correlation
from tpmlearn.domain.planning.wording import counted
from tpmlearn.records.catalogue import current_catalogue


@click.command("calibrate")
@click.option("--statistics-only", is_flag=True, help="Leave the bank as it is.")
@click.option(
    "--resume",
    is_flag=True,
    help="Finish a version that was ended in the middle, even within the hour.",
)
@with_appcontext
def calibrate(statistics_only: bool, resume: bool) -> None:
    """Learn from judgements of pairs, make a new version of the bank from all answers, then the
    item statistics; fit for nightly use."""
    if not statistics_only:
        _refit()
        _recalibrate(resume)
    items = {item.version: item for item in current_catalogue().items}
    computed = item_statistics.compute(items, now=_now())
    click.echo(
        f"Statistics of {computed.items} items; {computed.enough} of them have enough answers."
    )


def _refit() -> None:
    found = pair_fits.refit(current_catalogue(), now=_now())
    if found is None:
        return
    low, high = (found.correlation + sign * Z90 * found.correlation_sd for sign in (-1, 1))
    click.echo(
        f"Pairs: fit {found.number} from {counted(found.judgements, 'judgement')} of "
        f"{counted(found.judges, 'judge')}; looks and answers correlate by "
        f"{found.correlation:.2f}, nine times in ten {max(low, 0):.2f} to {min(high, 1):.2f}.\n"
        f"Of {counted(len(found.used), 'item')} the pairs tell the difficulty instead of the "
        f"author{': ' if found.used else ''}{', '.join(found.used)}."
    )


def _recalibrate(resume: bool) -> None:
    try:
        outcome = recalibrate(clock=_now, say=click.echo, take_over=resume)
    except UnderWay as error:
        raise click.ClickException(
            f"Another recalibration is under way since {error.begun_at:%H:%M} UTC. If it was ended "
            "in the middle, `flask calibrate --resume` finishes it; after an hour any run does."
        ) from None
    except AlreadySwitched:
        raise click.ClickException("Another run has finished this version.") from None
    except NothingNew as error:
        since = f"since {error.since:%Y-%m-%d %H:%M} UTC" if error.since else "yet"
        click.echo(f"No new answers {since}: the bank stays as it is.")
        return
    _tell(outcome)


def _tell(outcome: Outcome) -> None:
    authors = outcome.authors
    click.echo(
        f"Version {outcome.version} is in force: {outcome.items} items, {outcome.answers} answers "
        f"of {outcome.people} people.\n"
        f"Authors: b = {authors.mean:.2f} + {authors.slope:.2f} z, give or take {authors.sd:.2f}.\n"
        + _together(outcome.skills)
    )
    for change in outcome.moved:
        click.echo(_moved(change))


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


def _moved(change: Change) -> str:
    return (
        f"Look at {change.item}: b moved from {change.before:.2f} (SD {change.before_sd:.2f}) "
        f"to {change.after:.2f}."
    )


def _now() -> datetime:
    return datetime.now(UTC)
