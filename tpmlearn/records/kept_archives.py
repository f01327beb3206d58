"""Archives that are kept for a day, encrypted, in pieces: written, made ready, read, forgotten.

Until one is ready it is nobody's; a try that died leaves pieces that the next one, or the clock,
takes away.
"""

import hashlib
import hmac
import io
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, BinaryIO, cast

from sqlalchemy import and_, delete, or_, select

from tpmlearn.db import db, new_id, writing
from tpmlearn.models import ArchivePartRow, ArchiveRow
from tpmlearn.records.site import site_settings
from tpmlearn.sealing import Damaged, SealedReader, SealedWriter, WrongKey

LIFE = timedelta(days=1)
PART_BYTES = 1_000_000
_READ_BYTES = 65_536


class Unreadable(Exception):
    """The secret key is another than when it was made, or its bytes were changed."""


@dataclass(frozen=True)
class Ready:
    """An archive that can be taken; `size` in bytes."""

    id: str
    ready_at: datetime
    until: datetime
    size: int


def begin_archive(person_id: int, *, now: datetime) -> str:
    """Begin an archive in the place of what earlier tries left, and commit; its id."""
    row = ArchiveRow(
        id=new_id(), person_id=person_id, begun_at=now, ready_at=None, until=now + LIFE, size=0
    )
    found: str = row.id
    with writing():
        unfinished = ArchiveRow.ready_at.is_(None)
        db.session.execute(delete(ArchiveRow).where(ArchiveRow.person_id == person_id, unfinished))
        db.session.add(row)
        db.session.commit()
    return found


def keep_bytes(archive_id: str, file: IO[bytes]) -> int:
    """Seal a file into an archive that was begun, a commit a piece; how many bytes it had.

    One piece at a time is in memory, and writers wait for no more than one.
    """
    parts = _Parts(archive_id)
    writer, size = SealedWriter(cast(BinaryIO, parts), _key()), 0
    while data := file.read(_READ_BYTES):
        size += writer.write(data)
    writer.finish()
    parts.end()
    return size


def make_ready(archive_id: str, person_id: int, *, size: int, now: datetime) -> None:
    """Let an archive be taken, in the place of the one before (the caller commits)."""
    mine = ArchiveRow.person_id == person_id
    db.session.execute(delete(ArchiveRow).where(mine, ArchiveRow.id != archive_id))
    row = db.session.get_one(ArchiveRow, archive_id)
    row.ready_at, row.until, row.size = now, now + LIFE, size


def ready_archive(person_id: int, *, now: datetime) -> Ready | None:
    """The archive that this person can take; one statement."""
    row = db.session.scalar(
        select(ArchiveRow).where(
            ArchiveRow.person_id == person_id,
            ArchiveRow.ready_at.is_not(None),
            ArchiveRow.until > now,
        )
    )
    if row is None or row.ready_at is None:
        return None
    return Ready(row.id, row.ready_at, row.until, row.size)


def read_bytes(archive_id: str, out: IO[bytes]) -> None:
    """Open an archive into `out`, all of it checked. Raises Unreadable."""
    try:
        sealed = SealedReader(cast(BinaryIO, io.BufferedReader(_Stored(archive_id))), _key())
        shutil.copyfileobj(io.BufferedReader(sealed), out)
    except (WrongKey, Damaged) as fault:
        raise Unreadable from fault


def forget_archives(*, now: datetime) -> int:
    """Erase archives whose day is over, and commit; how many.

    It looks before it asks for the right to write, as it is called every few seconds.
    """
    row = ArchiveRow
    over = or_(row.until <= now, and_(row.ready_at.is_(None), row.begun_at <= now - LIFE))
    found = db.session.scalar(select(row.id).where(over).limit(1))
    db.session.rollback()
    if found is None:
        return 0
    with writing():
        gone = len(db.session.scalars(delete(row).where(over).returning(row.id)).all())
        db.session.commit()
    return gone


class _Parts(io.RawIOBase):
    """Takes the bytes of a stream and commits them in pieces."""

    def __init__(self, archive_id: str) -> None:
        self._id, self._buffer, self._number = archive_id, bytearray(), 0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        """Take all of the data."""
        self._buffer += data
        while len(self._buffer) >= PART_BYTES:
            self._commit()
        return len(data)

    def end(self) -> None:
        """Commit what is left."""
        if self._buffer:
            self._commit()

    def _commit(self) -> None:
        piece = bytes(self._buffer[:PART_BYTES])
        del self._buffer[:PART_BYTES]
        with writing():
            db.session.add(ArchivePartRow(archive_id=self._id, number=self._number, data=piece))
            db.session.commit()
        db.session.expunge_all()
        self._number += 1


class _Stored(io.RawIOBase):
    """The bytes of an archive as they are stored, a piece in memory at a time."""

    def __init__(self, archive_id: str) -> None:
        self._id, self._piece, self._number = archive_id, b"", 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, target: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill the target as far as the piece goes; 0 at the end."""
        if not self._piece:
            wanted = ArchivePartRow.archive_id == self._id, ArchivePartRow.number == self._number
            self._piece = db.session.scalar(select(ArchivePartRow.data).where(*wanted)) or b""
            self._number += 1
        count = min(len(target), len(self._piece))
        target[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count


def _key() -> bytes:
    return hmac.digest(site_settings().secret_key.encode(), b"tpmlearn archives", hashlib.sha256)
