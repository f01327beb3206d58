"""Finds and reads the files of content folders: what changed, what is text, what is refused."""

import logging
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.reading import SourceFile
from tpmlearn.domain.content.rules import problem

LARGEST = 1_000_000
_IGNORED = frozenset({"README.md", "LICENSE", "LICENSE.md"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_log = logging.getLogger(__name__)


class ContentMissing(RuntimeError):
    """A content folder is not there; the text says which and what to set."""


@dataclass(frozen=True)
class Found:
    """A file as `stat` sees it: name in its folder, path that people see, and what changes."""

    name: str
    path: str
    file: Path
    folder: Path
    stamp: tuple[int, int, int]


def require_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The folders, or ContentMissing naming the first that is not there."""
    if not folders:
        raise ContentMissing("TPMLEARN_CONTENT names no folder. Set it, or unset it.")
    for folder in folders:
        if not folder.is_dir():
            raise ContentMissing(
                f"The content folder {folder} does not exist. "
                "Create it, or set TPMLEARN_CONTENT to the folders that hold the content."
            )
    return tuple(folders)


def find_files(folders: Sequence[Path]) -> dict[str, Found]:
    """All files by name; a later folder's file stands for an earlier one of the same name."""
    found: dict[str, Found] = {}
    for folder in folders:
        shown = folder.resolve().name
        for entry, name in _walk(folder, ""):
            if name in _IGNORED:
                continue
            try:
                info = entry.stat()
            except OSError:
                info = entry.stat(follow_symlinks=False)
            stamp = (info.st_mtime_ns, info.st_size, info.st_ino)
            found[name] = Found(name, f"{shown}/{name}", Path(entry.path), folder, stamp)
    return dict(sorted(found.items()))


def _walk(folder: Path, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        _log.warning("cannot list %s: %s", folder, error)
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(("~", ".swp", ".tmp")):
            continue
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, f"{name}/")
        else:
            yield entry, name


def read_text(found: Found) -> SourceFile | Problem:
    """The text of a file, line ends and byte order mark removed, or why it cannot be used."""
    try:
        if not _inside(found):
            return problem("E003", found.path, 1, 1)
        if found.stamp[1] > LARGEST:
            return problem("E002", found.path, 1, 1, size=found.stamp[1], limit=LARGEST)
        data = found.file.read_bytes()
    except OSError as error:
        return problem("E007", found.path, 1, 1, reason=error.strerror or type(error).__name__)
    return decode(found.name, found.path, data)


def _inside(found: Found) -> bool:
    # Folders that are links are not walked, so only the file itself can lead out.
    if not found.file.is_symlink():
        return True
    root, file = os.path.realpath(found.folder), os.path.realpath(found.file)
    return file.startswith(root.rstrip(os.sep) + os.sep)


def decode(name: str, path: str, data: bytes) -> SourceFile | Problem:
    """The text of bytes, line ends and byte order mark removed, or why they are no text."""
    if len(data) > LARGEST:
        return problem("E002", path, 1, 1, size=len(data), limit=LARGEST)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02X}"
        return problem("E001", path, line, error.start - start + 1, byte=byte)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        n = control.start()
        line, start = text.count("\n", 0, n) + 1, text.rfind("\n", 0, n) + 1
        return problem("E004", path, line, n - start + 1, number=ord(control[0]))
    return SourceFile(name, path, text)
