"""The archive of everything about one person: JSON, files and a README, in constant memory."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import IO

from tpmlearn.db import db, mark_writing
from tpmlearn.domain.accounts.export import (
    GOING_ON,
    NO_SECRETS,
    as_json,
    file_place,
    moment,
    not_exported,
    readme,
)
from tpmlearn.records.everything import (
    bytes_of_files,
    count_everything,
    files_of,
    left_out_columns,
    parts,
    rows_of,
)
from tpmlearn.words import _

FORMAT = 1
FILES = "evidence_files"
BYTES_A_ROW = 250
"""Bytes of files that take as long as a row: 5 MB or 20,000 rows a second (ADR 36)."""

Told = Callable[[int], None]


def write_archive(
    out: IO[bytes], person_id: int, *, now: datetime, told: Told = lambda _percent: None
) -> None:
    """Write the zip of all that hangs on a person into `out`, all of it as at one moment.

    It ends the transaction that was going on and leaves none open, so that nobody waits for it.
    `told` hears how far it is, in percent.
    """
    with _one_moment(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        counts = count_everything(person_id)
        walk = _Walk(counts, bytes_of_files(person_id) if FILES in counts else 0, told)
        archive.writestr("README.txt", readme(counts, files=counts.get(FILES, 0), made_at=now))
        with archive.open("everything.json", "w") as inside:
            for piece in _json(person_id, now, walk.row):
                inside.write(piece.encode())
        for entry, name, data in files_of(person_id):
            archive.writestr(file_place(entry, name), data)
            walk.file(len(data))


class _Walk:
    """How far the writing is, in rows; so many bytes of files cost what a row does."""

    def __init__(self, counts: Mapping[str, int], file_bytes: int, told: Told) -> None:
        self._all = max(1, sum(counts.values()) + file_bytes // BYTES_A_ROW)
        self._done = self._percent = 0
        self._told = told

    def row(self) -> None:
        """Another row is written."""
        self._step(1)

    def file(self, size: int) -> None:
        """Another file is written."""
        self._step(size // BYTES_A_ROW)

    def _step(self, by: int) -> None:
        self._done += by
        percent = min(99, 100 * self._done // self._all)
        if percent > self._percent:
            self._percent = percent
            self._told(percent)


def _json(person_id: int, now: datetime, step: Callable[[], None]) -> Iterator[str]:
    about = {
        "format": FORMAT,
        "made_at": moment(now),
        "times": "ISO 8601, UTC",
        "secrets": _(NO_SECRETS),
        "secret_columns": left_out_columns(),
        "tests_that_go_on": _(GOING_ON),
        "tables_left_out": not_exported(),
    }
    yield f'{{"about": {as_json(about)},\n"tables": {{'
    for number, part in enumerate(parts()):
        yield f"{',' if number else ''}\n{as_json(part)}: ["
        for place, row in enumerate(rows_of(part, person_id)):
            if part == FILES:
                row["file"] = file_place(row["evidence_id"], row["name"])
            yield f"{',' if place else ''}\n{as_json(row)}"
            step()
        yield "]"
    yield "}}\n"


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction of its own that reads, and sees nothing that others save meanwhile."""
    db.session.rollback()
    mark_writing(False)
    # SQLite's transactions see one moment as they are; PostgreSQL's have to be asked.
    alone = db.session.get_bind().dialect.name == "sqlite"
    db.session.connection(execution_options={} if alone else {"isolation_level": "REPEATABLE READ"})
    try:
        yield
    finally:
        db.session.rollback()
