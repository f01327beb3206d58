"""flask work and flask jobs: does what was asked for in the background, and shows what waits."""

import signal
from datetime import UTC, datetime
from threading import Event
from types import FrameType

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from tpmlearn.db import safe_workers, writing
from tpmlearn.jobs import overview
from tpmlearn.jobs.process import run_for_another
from tpmlearn.jobs.working import CONCURRENCY, work, work_off

jobs = AppGroup("jobs", help="Show background work, try it again, drop it.")


@click.command("work")
@click.option("--concurrency", default=CONCURRENCY, show_default=True, type=click.IntRange(1, 32))
@click.option("--once", is_flag=True, help="Do what is due, and end.")
@with_appcontext
def work_command(concurrency: int, once: bool) -> None:
    """Do background work until stopped, beside a site with TPMLEARN_WORK=separate."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if safe_workers(current_app.config["SQLALCHEMY_DATABASE_URI"], 2) < 2:
        raise click.ClickException("This SQLite allows one process: leave the work to the site.")
    if once:
        work_off(app)
        return
    stop = Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    click.echo(f"Working, {concurrency} jobs at a time (Ctrl+C stops it).")
    work(app, stop, concurrency=concurrency)


@jobs.command("list")
@with_appcontext
def list_command() -> None:
    """All that waits, runs or could not be done, newest first."""
    found = overview.listed()
    for one in found:
        words = one.problem or one.progress
        click.echo(
            f"{one.id:>6}  {one.name:<12} {one.state.value:<8} try {one.tries:<3} "
            f"asked for {one.made_at:%Y-%m-%d %H:%M}, due {one.due_at:%Y-%m-%d %H:%M} UTC"
            f"{f': {words}' if words else ''}"
        )
    if not found:
        click.echo("Nothing waits.")


@jobs.command("retry")
@click.argument("ids", nargs=-1, type=int)
@click.option("--failed", is_flag=True, help="All that could not be done.")
@with_appcontext
def retry_command(ids: tuple[int, ...], failed: bool) -> None:
    """Try jobs again now, by their numbers."""
    with writing():
        done = overview.retry(overview.failed_ids() if failed else ids, now=datetime.now(UTC))
    _tell("To be tried again", done)


@jobs.command("drop")
@click.argument("ids", nargs=-1, type=int)
@click.option("--failed", is_flag=True, help="All that could not be done.")
@with_appcontext
def drop_command(ids: tuple[int, ...], failed: bool) -> None:
    """Delete jobs that do not run, by their numbers."""
    with writing():
        done = overview.drop(overview.failed_ids() if failed else ids)
    _tell("Dropped", done)


@jobs.command("run", hidden=True)
@click.argument("job_id", type=int)
@click.argument("claim")
@with_appcontext
def run_command(job_id: int, claim: str) -> None:
    """Run one job for the process that claimed it."""
    run_for_another(job_id, claim)


def _tell(what: str, ids: list[int]) -> None:
    click.echo(f"{what}: {', '.join(map(str, ids)) if ids else 'none of them'}.")
