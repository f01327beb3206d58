"""Releases of the content folder on this machine's disk: written whole, never changed."""

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tpmlearn.domain.publishing.releases import Manifest, blob_hash
from tpmlearn.library.folders import find_files

KEPT = 5
LEFT_SECONDS = 3600
ReadBlobs = Callable[[Sequence[str]], Mapping[str, bytes]]


def manifest_of(folder: Path) -> dict[str, str]:
    """The files of a content folder by the hashes of what is in them.

    Links and what cannot be read are passed over, as in a commit: the checker names them.
    """
    found = {}
    for name, one in find_files([folder]).items():
        try:
            if not one.file.is_symlink():
                found[name] = blob_hash(one.file.read_bytes())
        except OSError:
            continue
    return found


@contextmanager
def candidate(releases: Path, called: str, manifest: Manifest, read: ReadBlobs) -> Iterator[Path]:
    """A folder `called` as the content folder with these files, removed at the end unless kept.

    Raises OSError where the disk is full, and leaves nothing behind.
    """
    place = releases / f".{secrets.token_hex(8)}.tmp"
    try:
        _write(place / called, manifest, read)
        yield place / called
    finally:
        shutil.rmtree(place, ignore_errors=True)


def keep(folder: Path, releases: Path, release: str) -> Path:
    """Give a candidate its place as a release; its content folder there."""
    place = releases / release
    if not place.exists():
        try:
            folder.parent.rename(place)
        except OSError:
            # Another worker was first: its copy is as good.
            if not place.exists():
                raise
    return place / folder.name


def folder_of(
    releases: Path, release: str, called: str, manifest: Manifest, read: ReadBlobs
) -> Path:
    """The content folder of a release, written if it is not there or not whole."""
    place = releases / release
    if place.exists() and manifest_of(place / called) != dict(manifest):
        shutil.rmtree(place)
    if not place.exists():
        with candidate(releases, called, manifest, read) as folder:
            keep(folder, releases, release)
    # What is used last is removed last.
    os.utime(place)
    return place / called


def tidy(releases: Path, shown: str) -> None:
    """Remove all but the releases used last; what is shown stays."""
    places = [one for one in releases.iterdir() if one.is_dir() and not one.name.startswith(".")]
    places.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    for part in releases.glob(".*.tmp"):
        # What a killed process left; one that still writes is younger.
        if part.is_dir() and time.time() - part.stat().st_mtime > LEFT_SECONDS:
            shutil.rmtree(part, ignore_errors=True)
    for old in [one for one in places if one.name != shown][KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def _write(folder: Path, manifest: Manifest, read: ReadBlobs) -> None:
    folder.mkdir(parents=True)
    texts = read(sorted(set(manifest.values())))
    for name, hashed in manifest.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(texts[hashed])


def settle(
    folder: Path, old: Manifest, new: Manifest, read: ReadBlobs, names: Sequence[str]
) -> list[str]:
    """Bring the folder itself from one release to another, file by file; what was left alone.

    A file that somebody has changed there since `old` stays as it is and is named.
    """
    texts = read(sorted({new[name] for name in names if name in new}))
    left = []
    for name in names:
        file = folder / name
        present = blob_hash(file.read_bytes()) if file.is_file() else None
        if present == new.get(name):
            continue
        if present != old.get(name) or not file.resolve().is_relative_to(folder.resolve()):
            left.append(name)
        elif name in new:
            _replace(file, texts[new[name]])
        else:
            file.unlink()
    return left


def _replace(file: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.tmp")
    try:
        part.write_bytes(data)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
