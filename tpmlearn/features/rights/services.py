"""Use cases of the rights over one's own data."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO

from tpmlearn.db import db
from tpmlearn.models import PersonRow
from tpmlearn.records.archive import write_archive
from tpmlearn.records.people import Person

AT_ONCE = 2
"""Archives that a worker makes at the same time: the other threads answer pages meanwhile."""
_making = BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """As many archives are being made as may be."""


def take_everything(person_id: int, *, folder: Path, now: datetime) -> IO[bytes]:
    """Everything about a person as a zip: a file open at its start, without a name. Raises Busy.

    It lies in `folder` while it is open and is gone with it, even if the process is killed.
    """
    if not _making.acquire(blocking=False):
        raise Busy
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = TemporaryFile(dir=folder)  # noqa: SIM115 - whoever sends it closes it
        try:
            write_archive(file, person_id, now=now)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file
    finally:
        _making.release()


def erase_guest(person: Person) -> None:
    """Erase a guest and all that hangs on them, at once."""
    row = db.session.get(PersonRow, person.id)
    if row is not None and row.email is None:
        db.session.delete(row)
    db.session.commit()
