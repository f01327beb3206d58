"""flask demo: fills an empty database with people to look at, and takes them away again."""

from datetime import UTC, datetime
from random import Random

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import delete, func, select

from tpmlearn.cli.demo.cast import add_cast
from tpmlearn.cli.demo.evidence import log_work
from tpmlearn.cli.demo.granting import fill_desk
from tpmlearn.cli.demo.histories import History, live
from tpmlearn.cli.demo.names import names
from tpmlearn.config import ROOT
from tpmlearn.db import db, writing
from tpmlearn.models import PairJudgeRow, PersonRow, StandardJudgeRow, StandardStudyRow
from tpmlearn.records.catalogue import current_catalogue

SEED = 20261122
LEARNERS = 300

demo = AppGroup("demo", help="People to look at: fill an empty database, clear it again.")


@demo.command()
@click.option("--learners", default=LEARNERS, show_default=True, type=click.IntRange(0, 5000))
@with_appcontext
def fill(learners: int) -> None:
    """Add one account for each audience and learners with histories of several months."""
    from flask_migrate import upgrade

    upgrade(directory=str(ROOT / "migrations"))
    people = db.session.scalar(select(func.count()).select_from(PersonRow)) or 0
    db.session.rollback()
    if people:
        raise click.ClickException(
            f"The database is not empty: {people} people. `make demo-clear` takes demo people "
            "away; TPMLEARN_INSTANCE=another-folder make demo leaves this database alone."
        )
    rng, now, catalogue = Random(SEED), datetime.now(UTC), current_catalogue()  # noqa: S311  # nosec B311
    with writing():
        accounts = add_cast(rng=rng, now=now, catalogue=catalogue)
        lived = []
        with click.progressbar(names(rng, learners), label="Learners", length=learners) as bar:
            for number, name in enumerate(bar, start=1):
                history = History.drawn(rng, number, name)
                person_id = live(history, rng=rng, now=now, catalogue=catalogue)
                if number % 3 == 0:
                    log_work(person_id, seed=history.email, count=2, now=now, catalogue=catalogue)
                lived.append(person_id)
        recruiter = next(one for one in accounts if one.role == "recruiter")
        fill_desk(recruiter.person_id, recruiter.email, lived, now=now, catalogue=catalogue)
    click.echo("Sign in with:")
    for account in accounts:
        click.echo(f"  {account.role:<10} {account.email:<24} {account.password}")


@demo.command()
@with_appcontext
def clear() -> None:
    """Take all demo people and everything of theirs away; others stay."""
    with writing():
        demo_people = select(PersonRow.id).where(PersonRow.demo.is_(True))
        # What judges said stays when they leave; of people who never were, nothing should.
        for table in (PairJudgeRow, StandardJudgeRow, StandardStudyRow):
            db.session.execute(delete(table).where(table.person_id.in_(demo_people)))
        gone = db.session.scalars(
            delete(PersonRow).where(PersonRow.demo.is_(True)).returning(PersonRow.id)
        ).all()
        db.session.commit()
    click.echo(f"Removed {len(gone)} demo people and everything of theirs.")
