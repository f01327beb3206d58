"""A backup's file as a stream of plain bytes: compressed by gzip, and sealed if there is a key."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from tpmlearn.backups.problems import BadBackup
from tpmlearn.backups.tar import Sink
from tpmlearn.sealing import MAGIC, Damaged, SealedReader, SealedWriter, WrongKey, is_sealed

_GZIP = b"\x1f\x8b"
_LEVEL = 6
_BUFFER = 1 << 16


@contextmanager
def writing_to(file: BinaryIO, key: bytes | None) -> Iterator[Sink]:
    """Whatever is written goes compressed, and with a key encrypted, into the file."""
    sealed = SealedWriter(file, key) if key else None
    target = cast(BinaryIO, sealed) if sealed else file
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=target, mtime=0) as z:
        yield z
    if sealed:
        sealed.finish()


@contextmanager
def reading_from(path: Path, key: bytes | None) -> Iterator[BinaryIO]:
    """The plain bytes of a backup. Raises BadBackup for whatever is wrong with the file."""
    try:
        with path.open("rb") as file:
            beginning = file.read(len(MAGIC))
            file.seek(0)
            source = _opened(file, beginning, key)
            with gzip.GzipFile(fileobj=source, mode="rb") as plain:
                yield cast(BinaryIO, plain)
    except WrongKey:
        raise BadBackup("This key does not open it, or its first bytes are damaged.") from None
    except Damaged as damage:
        raise BadBackup(f"It is damaged. {damage}") from None
    except EOFError:
        raise BadBackup("It is cut short.") from None
    except (gzip.BadGzipFile, zlib.error):
        raise BadBackup("It is damaged: it cannot be decompressed.") from None


def _opened(file: BinaryIO, beginning: bytes, key: bytes | None) -> BinaryIO:
    if is_sealed(beginning):
        if key is None:
            raise BadBackup("It is encrypted: give the key by --key-file or TPMLEARN_BACKUP_KEY.")
        return cast(BinaryIO, io.BufferedReader(SealedReader(file, key), _BUFFER))
    if not beginning.startswith(_GZIP):
        raise BadBackup("This is no backup.")
    if key is not None:
        # Whoever gives a key relies on it: a plain file may not take a sealed one's place.
        raise BadBackup("It is not encrypted, but a key is given. If that is right, give no key.")
    return file
