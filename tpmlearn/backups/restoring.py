"""Restores a backup into an empty system: all of it, or nothing."""

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, Engine

from tpmlearn.backups import Tell, files, tables, watched
from tpmlearn.backups.checking import check_backup, lines_of, table_of
from tpmlearn.backups.migrations import bring_to, bring_to_newest, is_known, refuse_rows
from tpmlearn.backups.problems import BackupFailed, BadBackup
from tpmlearn.backups.streams import reading_from
from tpmlearn.backups.tar import Entry, read_members
from tpmlearn.db import db
from tpmlearn.domain.backups.manifest import FORMAT_NAME, MANIFEST_NAME, Manifest, TableShape

RESTORED_CONTENT = "restored-content"


def restore_backup(
    app: Flask, folder: Path, path: Path, *, key: bytes | None, tell: Tell
) -> Manifest:
    """Put a backup into the database of `app` and into its instance folder; what it had.

    Everything in it is checked before anything is touched, and counted afterwards. Files of content
    come to `restored-content/` of the instance folder. Raises BackupFailed and OSError.
    """
    manifest = check_backup(path, key, tell=tell)
    _refuse_newer(manifest)
    _refuse_files(folder)
    refuse_small_disk(folder, manifest)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with app.app_context():
        engine: Engine = db.engine
        with engine.connect() as connection:
            refuse_rows(connection)
    bring_to(app, manifest.migration)
    source = _Source(path, key, manifest)
    with _staged(folder) as staged:
        _fill(engine, source, staged, tell=tell)
    tell("bringing the database up to date")
    bring_to_newest(app)
    return manifest


@dataclass(frozen=True)
class _Source:
    """A file that has been checked, and what it has."""

    path: Path
    key: bytes | None
    manifest: Manifest


def _fill(engine: Engine, source: _Source, staged: Path, *, tell: Tell) -> None:
    """Bring rows and files in. `staged` lies in the folder that they come to."""
    tables_told = source.manifest.tables
    with tables.filling(engine) as connection:
        # Again, now that nobody else can write: a site may have been started meanwhile.
        refuse_rows(connection)
        with reading_from(source.path, source.key) as stream:
            _take(connection, source.manifest, read_members(stream), staged, tell=tell)
        tell("counting what came in")
        tables.compare(connection, tables_told)
        tables.set_sequences(connection, (shape for shape, _ in tables_told))
        moved = _move_in(staged, staged.parent)
        try:
            connection.commit()
        except BaseException:
            _move_out(moved)
            raise


def _take(
    connection: Connection,
    manifest: Manifest,
    entries: Iterator[Entry],
    staged: Path,
    *,
    tell: Tell,
) -> None:
    """Insert what are rows, write what are files, and compare each with the manifest again."""
    shapes: dict[str, TableShape] = {shape.name: shape for shape, _ in manifest.tables}
    for entry in entries:
        if entry.name in {FORMAT_NAME, MANIFEST_NAME}:
            continue
        digest = hashlib.sha256()
        pieces = watched(entry.pieces, digest.update)
        table = table_of(entry.name)
        if table:
            tell(f"{table}: {entry.name}")
            tables.write_lines(connection, shapes[table], lines_of(pieces))
        else:
            _write(staged / _place(entry.name), pieces)
        if digest.hexdigest() != manifest.members[entry.name].sha256:
            raise BadBackup("It changed while it was read.")


def _place(name: str) -> str:
    """Where a file comes to in the instance folder."""
    if name.startswith(files.CONTENT):
        return f"{RESTORED_CONTENT}/{name.removeprefix(files.CONTENT)}"
    return name.removeprefix(files.INSTANCE)


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as file:
        path.chmod(0o600)
        for piece in pieces:
            file.write(piece)


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A folder beside the places where files will be; gone afterwards, whatever happens."""
    staged = folder / f".restoring-{secrets.token_hex(4)}"
    staged.mkdir(mode=0o700)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _move_in(staged: Path, folder: Path) -> list[Path]:
    moved: list[Path] = []
    try:
        for one in sorted(staged.iterdir()):
            one.rename(folder / one.name)
            moved.append(folder / one.name)
    except BaseException:
        _move_out(moved)
        raise
    return moved


def _move_out(moved: list[Path]) -> None:
    for one in moved:
        if one.is_dir():
            shutil.rmtree(one, ignore_errors=True)
        else:
            one.unlink(missing_ok=True)


def _refuse_newer(manifest: Manifest) -> None:
    if not is_known(manifest.migration):
        raise BackupFailed(
            f"It was made by a newer program (version {manifest.program}, migration "
            f"{manifest.migration}). Restore it with that program."
        )


def _refuse_files(folder: Path) -> None:
    for name in (*files.KEPT, RESTORED_CONTENT):
        if (folder / name).exists():
            raise BackupFailed(
                f"The instance folder {folder} is not empty: {name} is there. Name an empty folder "
                "by TPMLEARN_INSTANCE, or move it away."
            )


def refuse_small_disk(folder: Path, manifest: Manifest) -> None:
    """Raise BackupFailed where there is less room than the files of a backup need."""
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    needed = sum(
        one.size for name, one in manifest.members.items() if not name.startswith(files.TABLES)
    )
    if needed > shutil.disk_usage(there).free:
        raise BackupFailed(f"The disk of {there} has no room for {needed:,} bytes of files.")
