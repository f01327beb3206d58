"""Backups in tests: sites with folders of their own, empty databases, what tables hold."""

import gzip
import hashlib
import io
import json
import resource
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import select

from tpmlearn.db import Base, db
from tpmlearn.domain.backups.manifest import Manifest, Member, manifest_text

KEY = "A" * 42 + "E"
OTHER_KEY = "B" * 42 + "E"
FORMAT = b'{"format": 1}\n'
Files = Mapping[str, bytes]


def run(app: Flask, *arguments: str, key: str = "") -> tuple[int, str]:
    """How a command ends, and what it says."""
    app.extensions["settings"] = replace(app.extensions["settings"], backup_key=key)
    done = app.test_cli_runner().invoke(args=list(arguments))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def contents(app: Flask) -> dict[str, list[str]]:
    """Every row of every table, as Python has them, in an order of our own."""
    with app.app_context():
        found = {
            table.name: sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }
        db.session.remove()
    return found


@contextmanager
def new_postgresql(url: str, name: str) -> Iterator[str]:
    """An empty database beside the one at `url`, gone afterwards."""
    beside = url.rsplit("/", 1)[0]
    with psycopg.connect(f"{beside}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield f"{beside}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """No file grows beyond so many bytes, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def manifest_of(files: Files, **fields: Any) -> bytes:
    """A manifest that agrees with these files."""
    members = {
        name: Member(len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()
    }
    values: dict[str, Any] = {
        "program": "9",
        "migration": "0001",
        "made_at": "2026-11-29T00:00:00+00:00",
        "database": "sqlite",
        "tables": (),
        "members": members,
        "content": (),
    }
    return manifest_text(Manifest(**{**values, **fields}))


def write_archive(path: Path, files: Files, *more: tarfile.TarInfo) -> None:
    """A backup with these files and, behind them, headers of any kind, as anybody can make one."""
    with gzip.open(path, "wb") as plain:
        for name, data in files.items():
            head = tarfile.TarInfo(name)
            head.size = len(data)
            plain.write(head.tobuf(tarfile.USTAR_FORMAT))
            plain.write(data + b"\0" * (-len(data) % 512))
        for head in more:
            plain.write(head.tobuf(tarfile.USTAR_FORMAT))
        plain.write(b"\0" * 1024)


def read_archive(path: Path) -> dict[str, bytes]:
    """The files of an unencrypted backup, by Python's own reader of tar."""
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(path.read_bytes()))) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive}  # type: ignore[union-attr]


def changed(files: Files, edit: Mapping[str, Any]) -> dict[str, bytes]:
    """The files with other values in their manifest."""
    told = {**json.loads(files["manifest.json"]), **edit}
    return {**files, "manifest.json": json.dumps(told).encode()}
