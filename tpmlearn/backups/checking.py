"""Reads a backup whole and believes nothing of it that does not agree with its manifest."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from tpmlearn.backups import Tell, files, watched
from tpmlearn.backups.problems import BadBackup
from tpmlearn.backups.streams import reading_from
from tpmlearn.backups.tar import Entry, read_members
from tpmlearn.domain.backups.manifest import (
    FORMAT,
    FORMAT_NAME,
    MANIFEST_NAME,
    BadManifest,
    Manifest,
    Member,
    read_manifest,
)
from tpmlearn.domain.backups.sums import TableSum, Tally

MOST_MANIFEST = 200_000_000
MOST_FORMAT = 1_000
MOST_LINE = 100_000_000


def check_backup(path: Path, key: bytes | None, *, tell: Tell) -> Manifest:
    """Read a backup to its end; its manifest, which all of it agrees with.

    Writes nothing. Raises BadBackup with a sentence, and OSError.
    """
    members: dict[str, Member] = {}
    tallies: dict[str, Tally] = {}
    manifest = None
    with reading_from(path, key) as source:
        for number, entry in enumerate(read_members(source)):
            if (number == 0) != (entry.name == FORMAT_NAME) or manifest:
                raise BadBackup("Its files are not in their order.")
            if number == 0:
                members[entry.name] = _format(entry)
            elif entry.name == MANIFEST_NAME:
                manifest = _manifest(entry)
            else:
                members[entry.name] = _counted(entry, tallies)
                tell(f"checked {number:,} files")
    if manifest is None:
        raise BadBackup("It has no manifest.")
    _agree(manifest, members, {name: tally.result() for name, tally in tallies.items()})
    return manifest


def table_of(name: str) -> str:
    """The table that a file holds rows of; empty for another file. Raises BadBackup."""
    first, _, rest = name.partition("/")
    table, _, part = rest.partition("/")
    is_kept = f"{first}/" == files.INSTANCE and table in files.KEPT
    if is_kept or (f"{first}/" == files.CONTENT and rest):
        return ""
    if f"{first}/" != files.TABLES or not part or "/" in part:
        raise BadBackup(f"{name!r} has no place in a backup.")
    return table


def lines_of(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The lines of a file, one after the other. Raises BadBackup for one without end."""
    begun: list[bytes] = []
    size = 0
    for piece in pieces:
        first, *more = piece.split(b"\n")
        begun.append(first)
        size += len(first)
        if size > MOST_LINE:
            raise BadBackup("A row in it is too long.")
        if more:
            yield b"".join(begun) + b"\n"
            yield from (line + b"\n" for line in more[:-1])
            begun, size = [more[-1]], len(more[-1])
    rest = b"".join(begun)
    if rest:
        raise BadBackup("A row in it has no end.")


def _format(entry: Entry) -> Member:
    text = _text(entry, MOST_FORMAT)
    try:
        found = json.loads(text)["format"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadBackup("It does not say which format it has.") from None
    if found != FORMAT:
        raise BadBackup(
            f"It has format {found}, and this program reads {FORMAT}: take the newer program."
        )
    return Member(len(text), hashlib.sha256(text).hexdigest())


def _manifest(entry: Entry) -> Manifest:
    try:
        return read_manifest(_text(entry, MOST_MANIFEST))
    except BadManifest as fault:
        raise BadBackup(str(fault)) from None


def _text(entry: Entry, most: int) -> bytes:
    if entry.size > most:
        raise BadBackup(f"{entry.name} in it is too big.")
    return b"".join(entry.pieces)


def _counted(entry: Entry, tallies: dict[str, Tally]) -> Member:
    digest = hashlib.sha256()
    table = table_of(entry.name)
    pieces = watched(entry.pieces, digest.update)
    if table:
        tally = tallies.setdefault(table, Tally())
        for line in lines_of(pieces):
            tally.add(line)
    else:
        for _ in pieces:
            pass
    return Member(entry.size, digest.hexdigest())


def _agree(manifest: Manifest, members: dict[str, Member], sums: dict[str, TableSum]) -> None:
    """Raise BadBackup unless the manifest tells of just these files and rows."""
    if dict(manifest.members) != members:
        raise BadBackup("Its files are not those that its manifest tells of.")
    none = Tally().result()
    told = {shape.name: total for shape, total in manifest.tables}
    if len(told) != len(manifest.tables) or not sums.keys() <= told.keys():
        raise BadBackup("Its tables are not those that its manifest tells of.")
    if any(sums.get(name, none) != total for name, total in told.items()):
        raise BadBackup("Its rows are not those that its manifest tells of.")
