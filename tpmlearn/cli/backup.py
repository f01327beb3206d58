"""flask backup, restore and move: one file with everything, back again, and another database."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from tpmlearn.backups.bare import bare_app
from tpmlearn.backups.making import make_backup
from tpmlearn.backups.moving import move_data
from tpmlearn.backups.problems import BackupFailed, BadBackup
from tpmlearn.backups.restoring import RESTORED_CONTENT, restore_backup
from tpmlearn.config import Settings, SettingsError
from tpmlearn.db import db
from tpmlearn.domain.backups.keys import BadKey, read_key
from tpmlearn.domain.backups.manifest import Manifest

_FILE = click.Path(dir_okay=False, path_type=Path)
_KEY_FILE = click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the key, 32 bytes in base64, instead of TPMLEARN_BACKUP_KEY.",
)


@click.command()
@click.argument("file", type=_FILE)
@_KEY_FILE
@with_appcontext
def backup(file: Path, key_file: Path | None) -> None:
    """Write everything into FILE, encrypted if there is a key, and read it back.

    The site may run meanwhile.
    """
    settings = _settings()
    with sentences(file), _progress() as tell:
        key = _key(key_file, settings)
        made = make_backup(file, db.engine, settings, key=key, now=datetime.now(UTC), tell=tell)
    click.echo(f"{file}: {_told(made)}; read back and whole.")
    for name in made.left_out:
        click.echo(f"{name} comes from the settings and is not in it: keep it with them.")
    if key is None:
        click.echo("It is not encrypted, and holds addresses and keys: set TPMLEARN_BACKUP_KEY.")


@click.command()
@click.argument("file", type=_FILE)
@_KEY_FILE
@with_appcontext
def restore(file: Path, key_file: Path | None) -> None:
    """Put the backup in FILE into an empty database and an empty instance folder."""
    settings = _settings()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with sentences(file), _progress() as tell:
        made = restore_backup(app, settings.folder, file, key=_key(key_file, settings), tell=tell)
    click.echo(f"Restored {_told(made)}. Counts and sums are those of the backup.")
    for name in made.left_out:
        click.echo(f"Set {name} as it was: it is in no backup.")
    for number, one in enumerate(made.content):
        at = f" at commit {one.commit}" if one.commit else ""
        place = settings.folder / RESTORED_CONTENT / str(number)
        click.echo(f"Content was {one.folder}{at}; its files are in {place}.")


@click.command()
@click.option(
    "--to", "url", required=True, help="sqlite:///… or postgresql://…, an empty database."
)
@with_appcontext
def move(url: str) -> None:
    """Copy all rows into another database. Stop the site first."""
    with sentences(None), _progress() as tell:
        try:
            target = bare_app(replace(_settings(), database_url=url))
        except SettingsError:
            raise BackupFailed("--to must begin with sqlite:/// or postgresql://.") from None
        rows = move_data(db.engine, target, tell=tell)
        with target.app_context():
            db.engine.dispose()
    click.echo(f"Moved {rows:,} rows. Counts and sums are the same in both.")
    click.echo("Set TPMLEARN_DATABASE_URL to the new database and start the site.")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _key(key_file: Path | None, settings: Settings) -> bytes | None:
    text = (
        key_file.read_text(encoding="utf-8", errors="replace") if key_file else settings.backup_key
    )
    return read_key(text) if key_file or text else None


def _told(made: Manifest) -> str:
    return f"{made.rows:,} rows of {len(made.tables)} tables and {len(made.members):,} files"


@contextmanager
def sentences(file: Path | None) -> Iterator[None]:
    """What goes wrong becomes a sentence, and the command ends with 1.

    Being told to stop is an error like others, so that nothing stays behind.
    """
    former = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    except BadBackup as problem:
        raise click.ClickException(f"{file}: {problem} Nothing was changed.") from None
    except (BackupFailed, BadKey) as problem:
        raise click.ClickException(str(problem)) from None
    except OSError as error:
        where = error.filename or file
        raise click.ClickException(f"{where}: {error.strerror}. Nothing was kept.") from None
    except DBAPIError as error:
        said = str(error.orig).strip().partition("\n")[0]
        raise click.ClickException(f"The database said: {said}. Nothing was kept.") from None
    finally:
        signal.signal(signal.SIGTERM, former)


def _stop(_signal: int, _frame: object) -> None:
    raise click.ClickException("It was told to stop. Nothing was kept.")


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Says on a terminal what goes on, in one line that is wiped at the end."""
    if not sys.stderr.isatty():
        yield lambda _text: None
        return
    try:
        yield lambda text: click.echo(f"\r\x1b[K{text}", nl=False, err=True)
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)
