"""flask releases: what content is live, going back, pulling from the remote."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup, with_appcontext

from tpmlearn.db import writing
from tpmlearn.features.releases.queries import live_id
from tpmlearn.features.releases.services import (
    NoRemote,
    NoSuchRelease,
    ask,
    roll_back,
    show_folder,
)
from tpmlearn.git import GitFailed, GitMissing
from tpmlearn.records.branch_release import NothingNew, put_branch_live
from tpmlearn.records.publish_refusals import CannotPublish
from tpmlearn.records.pulling import run_pull
from tpmlearn.records.pulls import AskedBy, Outcome
from tpmlearn.records.releases import releases as all_releases

MOST = 50
releases = AppGroup("releases", help="The releases of the content: list, pull, roll back.")


@releases.command("list")
@with_appcontext
def list_() -> None:
    """Print the latest releases, the one that is live with a star."""
    found, _ = all_releases(MOST)
    live = live_id()
    if not live:
        click.echo("The content folder is live as it lies there.")
    for one in found:
        star = "*" if one.id == live else " "
        at = f"{one.released_at:%Y-%m-%d %H:%M}"
        click.echo(f"{star} {one.number:>4}  {one.id}  {at}  {one.author_name}: {one.title}")


@releases.command()
@with_appcontext
def pull() -> None:
    """Pull from TPMLEARN_CONTENT_REMOTE now; ends with 1 if the commit may not go live."""
    now = datetime.now(UTC)
    try:
        with writing():
            done = run_pull(ask(AskedBy.COMMAND, now=now), now=now)
    except NoRemote:
        raise click.ClickException(
            "No remote is named. Set TPMLEARN_CONTENT_REMOTE to a path or an address."
        ) from None
    if done is None:
        raise click.ClickException("Another pull is going on. Wait for it.")
    for line in done.problems:
        click.echo(line)
    click.echo(f"{(done.outcome or '').capitalize()}: {done.why}", err=True)
    raise SystemExit(0 if done.outcome in {Outcome.LIVE, Outcome.SAME} else 1)


@releases.command("roll-back")
@click.argument("release")
@with_appcontext
def roll_back_command(release: str) -> None:
    """Put RELEASE live again: its number, or its name as `flask releases list` prints it."""
    found, _ = all_releases(MOST)
    names = [one.id for one in found if release in {one.id, str(one.number)}]
    try:
        with writing():
            done = roll_back(
                names[0] if names else release,
                seen=live_id() or None,
                author="The operator",
                author_id=None,
                now=datetime.now(UTC),
            )
    except NoSuchRelease:
        raise click.ClickException(f"There is no release {release}.") from None
    except CannotPublish as reason:
        raise click.ClickException(str(reason)) from None
    click.echo(f"Live: {done.release.id}", err=True)


@releases.command("publish")
@with_appcontext
def publish_command() -> None:
    """Put live what the content folder's branch holds, or the folder where there is no git."""
    try:
        with writing():
            title = put_branch_live(author="The operator", author_id=None, now=datetime.now(UTC))
    except (CannotPublish, NothingNew, GitFailed, GitMissing) as reason:
        for line in getattr(reason, "problems", ()):
            click.echo(str(line))
        raise click.ClickException(str(reason)) from None
    click.echo(f"Live: {title}", err=True)


@releases.command("folder")
@with_appcontext
def folder_command() -> None:
    """Show the content folder as it lies on each server, and follow what is saved there."""
    try:
        with writing():
            show_folder(now=datetime.now(UTC))
    except CannotPublish as reason:
        raise click.ClickException(str(reason)) from None
    click.echo("The content folder is live as it lies there.", err=True)
