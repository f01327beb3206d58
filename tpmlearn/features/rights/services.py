"""Use cases of the rights over one's own data."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO

from tpmlearn.db import db
from tpmlearn.features.rights.queries import JOB
from tpmlearn.jobs.rows import enqueue
from tpmlearn.jobs.running import GiveUp, Keep, Task
from tpmlearn.models import PersonRow
from tpmlearn.records.archive import write_archive
from tpmlearn.records.kept_archives import begin_archive, keep_bytes, make_ready, read_bytes
from tpmlearn.records.people import Person
from tpmlearn.records.site import site_settings

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
        with _nameless(folder) as file:
            write_archive(file, person_id, now=now)
        return file
    finally:
        _making.release()


def ask_for_everything(person_id: int, *, now: datetime) -> bool:
    """Let a large archive be made in the background; False where one is being made."""
    added = enqueue(JOB, now=now, key=f"{JOB}:{person_id}", person_id=person_id)
    db.session.commit()
    return added is not None


def make_everything(task: Task) -> Keep:
    """Make the archive of the person of a job, and keep it for a day, encrypted.

    It becomes theirs in the transaction that ends the job; what a try leaves that dies before is
    nobody's, and goes.
    """
    person_id, folder = task.claimed.person_id, site_settings().folder / "cache"
    if person_id is None:
        raise GiveUp("it is for nobody")
    archive_id = begin_archive(person_id, now=task.clock())
    with _nameless(folder) as file:
        write_archive(file, person_id, now=task.clock(), told=lambda done: task.say(f"{done} %"))
    with file:
        size = keep_bytes(archive_id, file)
    return lambda: make_ready(archive_id, person_id, size=size, now=task.clock())


def take_made(archive_id: str, *, folder: Path) -> IO[bytes]:
    """An archive that is ready, opened: a file as by `take_everything`. Raises Unreadable."""
    with _nameless(folder) as file:
        read_bytes(archive_id, file)
    return file


@contextmanager
def _nameless(folder: Path) -> Iterator[IO[bytes]]:
    """A file without a name to be written to; afterwards at its start, closed only by a fault."""
    folder.mkdir(parents=True, exist_ok=True)
    file = TemporaryFile(dir=folder)  # noqa: SIM115 - whoever sends it closes it
    try:
        yield file
        file.seek(0)
    except BaseException:
        file.close()
        raise


def erase_guest(person: Person) -> None:
    """Erase a guest and all that hangs on them, at once."""
    row = db.session.get(PersonRow, person.id)
    if row is not None and row.email is None:
        db.session.delete(row)
    db.session.commit()
