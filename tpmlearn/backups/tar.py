"""A tar archive as a stream: plain files under plain names, in the form that every tar reads.

Written and read block by block: Python's own reader would take headers of any size into memory.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from tpmlearn.backups.problems import BackupFailed, BadBackup

BLOCK = tarfile.BLOCKSIZE
PIECE = 65_536
MOST_MEMBERS = 1_000_000


class Sink(Protocol):
    """What can be written to."""

    def write(self, data: bytes, /) -> int:
        """Take all of the data."""


@dataclass(frozen=True)
class Entry:
    """A file of an archive: its name, its bytes in number, and themselves, to be read once."""

    name: str
    size: int
    pieces: Iterator[bytes]


def write_member(sink: Sink, name: str, size: int, pieces: Iterator[bytes]) -> None:
    """Write a file, which must have as many bytes as was said. Raises BackupFailed."""
    if not is_plain(name):
        raise BackupFailed(f"{name!r} is a name that no backup can have. Rename it.")
    head = tarfile.TarInfo(name)
    head.size, head.mode = size, 0o600
    try:
        sink.write(head.tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict"))
    except ValueError:
        raise BackupFailed(f"{name} is too long a name, or too big a file, for tar.") from None
    left = size
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            break
        sink.write(piece)
    if left:
        raise BackupFailed(f"{name} changed while it was read. Try again.")
    sink.write(b"\0" * (-size % BLOCK))


def write_end(sink: Sink) -> None:
    """Write the mark that says that nothing is missing."""
    sink.write(b"\0" * (2 * BLOCK))


def read_members(source: BinaryIO) -> Iterator[Entry]:
    """The files of an archive, one after the other, up to the very end of the source.

    What is left of one is passed over before the next. Raises BadBackup for a cut archive, for
    links, folders and all else that is no plain file, and for names that lead elsewhere.
    """
    names: set[str] = set()
    while True:
        block = _exactly(source, BLOCK)
        if not block.strip(b"\0"):
            break
        head = _head(block)
        if head.name in names or len(names) >= MOST_MEMBERS:
            raise BadBackup(f"{head.name!r} is in it twice, or it has too many files.")
        names.add(head.name)
        pieces = _pieces(source, head.size)
        yield Entry(head.name, head.size, pieces)
        for _ in pieces:
            pass
        _exactly(source, -head.size % BLOCK)
    if _exactly(source, BLOCK).strip(b"\0") or source.read(1):
        raise BadBackup("There is more after its end.")


def is_plain(name: str) -> bool:
    """Whether a name stays in the folder that it is put into."""
    parts = name.split("/")
    odd = any(char in name for char in "\\\0") or not name.isprintable()
    return not odd and not any(part in {"", ".", ".."} for part in parts)


def _head(block: bytes) -> tarfile.TarInfo:
    try:
        head = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError):
        raise BadBackup("It is damaged: a header is none.") from None
    if head.type not in {tarfile.REGTYPE, tarfile.AREGTYPE} or head.size < 0:
        raise BadBackup(f"{head.name!r} is no plain file. Such a backup was not made by us.")
    if not is_plain(head.name):
        raise BadBackup(f"{head.name!r} leads elsewhere. Such a backup was not made by us.")
    return head


def _pieces(source: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        piece = _exactly(source, min(size, PIECE))
        size -= len(piece)
        yield piece


def _exactly(source: BinaryIO, size: int) -> bytes:
    data = source.read(size)
    if len(data) < size:
        raise BadBackup("It is cut short.")
    return data
