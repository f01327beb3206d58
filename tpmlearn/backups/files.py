"""The files that belong into a backup: keys, fetched content, the content folders."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tpmlearn.config import Settings
from tpmlearn.domain.backups.manifest import ContentFolder
from tpmlearn.git import GitFailed, GitMissing, repository_of

INSTANCE = "instance/"
CONTENT = "content/"
TABLES = "tables/"
KEPT = ("secret-key", "badge-keys", "content.git")
"""What of the instance folder counts; caches and `releases/` are made anew from the database."""
PIECE = 1 << 16


@dataclass(frozen=True)
class Source:
    """A file that goes into a backup, and its name there."""

    name: str
    path: Path


def instance_files(folder: Path) -> Iterator[Source]:
    """The files of the instance folder that count."""
    for name in KEPT:
        path = folder / name
        if path.is_file():
            yield Source(INSTANCE + name, path)
        yield from _below(path, f"{INSTANCE}{name}/", hidden=True)


def content_files(folders: tuple[Path, ...]) -> Iterator[Source]:
    """The files of all content folders, under their number from 0; hidden ones stay out."""
    for number, folder in enumerate(folders):
        yield from _below(folder, f"{CONTENT}{number}/", hidden=False)


def content_folders(folders: tuple[Path, ...]) -> tuple[ContentFolder, ...]:
    """Where content lay, and at which commit."""
    return tuple(ContentFolder(str(folder.absolute()), _commit(folder)) for folder in folders)


def left_out(settings: Settings) -> tuple[str, ...]:
    """The settings that hold keys: they stay where the settings are kept."""
    kept = settings.folder / "secret-key"
    is_kept = kept.is_file() and kept.read_text(encoding="ascii").strip() == settings.secret_key
    named = (
        ("TPMLEARN_SECRET_KEY", not is_kept),
        ("TPMLEARN_BADGE_KEY", bool(settings.badge_key)),
    )
    return tuple(name for name, is_set in named if is_set)


def pieces_of(path: Path) -> Iterator[bytes]:
    """A file piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _below(folder: Path, prefix: str, *, hidden: bool) -> Iterator[Source]:
    """The plain files under a folder in the order of their names; links are not followed."""
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if hidden or not one.startswith("."))
        for name in sorted(names):
            path = Path(top, name)
            if path.is_file() and not path.is_symlink() and (hidden or not name.startswith(".")):
                yield Source(prefix + path.relative_to(folder).as_posix(), path)


def _commit(folder: Path) -> str:
    try:
        repository = repository_of(folder)
        return (repository.commit_of("HEAD") or "") if repository else ""
    except (GitFailed, GitMissing):
        return ""
