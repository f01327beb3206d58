"""The archive of everything about one person: JSON, files and a README, in constant memory."""

import zipfile
from collections.abc import Iterator
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
    count_everything,
    files_of,
    left_out_columns,
    parts,
    rows_of,
)
from tpmlearn.words import _

FORMAT = 1
FILES = "evidence_files"


def write_archive(out: IO[bytes], person_id: int, *, now: datetime) -> None:
    """Write the zip of all that hangs on a person into `out`, all of it as at one moment.

    It ends the transaction that was going on and leaves none open, so that nobody waits for it.
    """
    with _one_moment(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        counts = count_everything(person_id)
        archive.writestr("README.txt", readme(counts, files=counts.get(FILES, 0), made_at=now))
        with archive.open("everything.json", "w") as inside:
            for piece in _json(person_id, now):
                inside.write(piece.encode())
        for entry, name, data in files_of(person_id):
            archive.writestr(file_place(entry, name), data)


def _json(person_id: int, now: datetime) -> Iterator[str]:
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
