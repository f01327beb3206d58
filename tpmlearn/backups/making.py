"""Makes a backup: one moment of the database, the files beside it, and a manifest."""

import hashlib
import os
import secrets
import tomllib
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from tpmlearn.backups import Tell, files, tables, watched
from tpmlearn.backups.checking import check_backup
from tpmlearn.backups.migrations import require_newest
from tpmlearn.backups.problems import BackupFailed
from tpmlearn.backups.streams import writing_to
from tpmlearn.backups.tar import Sink, write_end, write_member
from tpmlearn.config import ROOT, Settings
from tpmlearn.domain.backups.manifest import (
    FORMAT,
    FORMAT_NAME,
    MANIFEST_NAME,
    Manifest,
    Member,
    TableShape,
    manifest_text,
)
from tpmlearn.domain.backups.sums import TableSum, Tally

PART_BYTES = 4_000_000


def make_backup(
    path: Path, engine: Engine, settings: Settings, *, key: bytes | None, now: datetime, tell: Tell
) -> Manifest:
    """Write a backup to `path` and read it back; what it has. It is there whole, or not at all.

    `key` has 32 bytes and encrypts; `tell` hears what goes on. Raises BackupFailed and OSError.
    """
    if path.exists():
        raise BackupFailed(f"{path} is there already. Name a new file.")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with writing_to(file, key) as sink:
                made = _Writer(sink, tell).write(engine, settings, now=now)
            file.flush()
            os.fsync(file.fileno())
        tell("reading it back")
        if check_backup(temporary, key, tell=tell) != made:
            raise BackupFailed("What was read back is not what was written. Look at the disk.")
        temporary.replace(path)
        _keep(path.parent)
    finally:
        temporary.unlink(missing_ok=True)
    return made


def program_version() -> str:
    """The version of this program."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


class _Writer:
    """Writes members and remembers them for the manifest."""

    def __init__(self, sink: Sink, tell: Tell) -> None:
        self._sink = sink
        self._tell = tell
        self._members: dict[str, Member] = {}

    def write(self, engine: Engine, settings: Settings, *, now: datetime) -> Manifest:
        """Write all of it, the manifest at the end."""
        self._add(FORMAT_NAME, f'{{"format": {FORMAT}}}\n'.encode())
        with tables.snapshot(engine) as connection:
            migration = require_newest(connection)
            sums = [(shape, self._table(connection, shape)) for shape in tables.shapes()]
        for source in files.instance_files(settings.folder):
            self._file(source)
        for source in files.content_files(settings.content):
            self._file(source)
        made = Manifest(
            program=program_version(),
            migration=migration,
            made_at=now.isoformat(timespec="seconds"),
            database=engine.dialect.name,
            tables=tuple(sums),
            members=dict(self._members),
            content=files.content_folders(settings.content),
            left_out=files.left_out(settings),
        )
        text = manifest_text(made)
        write_member(self._sink, MANIFEST_NAME, len(text), iter((text,)))
        write_end(self._sink)
        return made

    def _table(self, connection: Connection, shape: TableShape) -> TableSum:
        """Write a table in parts that fit into memory."""
        tally, part, number = Tally(), bytearray(), 1
        for line in tables.read_lines(connection, shape):
            tally.add(line)
            part += line
            if len(part) >= PART_BYTES:
                self._tell(f"{shape.name}: {tally.result().rows:,} rows")
                self._add(_part_name(shape, number), bytes(part))
                number += 1
                part.clear()
        if part:
            self._add(_part_name(shape, number), bytes(part))
        self._tell(f"{shape.name}: {tally.result().rows:,} rows")
        return tally.result()

    def _add(self, name: str, data: bytes) -> None:
        write_member(self._sink, name, len(data), iter((data,)))
        self._members[name] = Member(len(data), hashlib.sha256(data).hexdigest())

    def _file(self, source: files.Source) -> None:
        digest = hashlib.sha256()
        size = source.path.stat().st_size
        pieces = watched(files.pieces_of(source.path), digest.update)
        write_member(self._sink, source.name, size, pieces)
        self._members[source.name] = Member(size, digest.hexdigest())


def _part_name(shape: TableShape, number: int) -> str:
    return f"{files.TABLES}{shape.name}/{number:06d}.jsonl"


def _keep(folder: Path) -> None:
    """Let the new name outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
