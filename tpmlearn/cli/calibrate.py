"""flask calibrate: learns from answers how hard the items are, and computes their statistics."""

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from tpmlearn.db import writing
from tpmlearn.domain.jobs.job import State
from tpmlearn.features.recalibrating.services import Asked, ask
from tpmlearn.jobs.overview import Listed
from tpmlearn.jobs.waiting import see_through


@click.command("calibrate")
@click.option("--statistics-only", is_flag=True, help="Leave the bank as it is.")
@click.option(
    "--wait/--no-wait",
    default=True,
    help="Do it here unless somebody has begun, and end with it; or leave it to who works.",
)
@with_appcontext
def calibrate(statistics_only: bool, wait: bool) -> None:
    """Learn from judgements of pairs, make a new version of the bank from all answers, then the
    item statistics; fit for nightly use.

    One at a time, whoever asks: a run that an author has asked for is waited for first.
    """
    asked = _ask(statistics_only)
    if not wait:
        under_way = "A recalibration waits or is under way already, as job {}."
        click.echo(("Asked for, as job {}." if asked.is_new else under_way).format(asked.job))
        return
    while not asked.is_new:
        click.echo(f"A recalibration was asked for before, as job {asked.job}: waiting for it.")
        see_through(asked.job, say=click.echo)
        asked = _ask(statistics_only)
    _tell(see_through(asked.job, say=click.echo))


def _ask(statistics_only: bool) -> Asked:
    with writing():
        return ask(now=datetime.now(UTC), statistics_only=statistics_only)


def _tell(end: Listed | None) -> None:
    if end is None:
        raise click.ClickException("It was dropped before it was done.")
    if end.state is State.FAILED:
        raise click.ClickException(
            f"It could not be done: {end.problem}. The former version of the bank stays in force."
        )
