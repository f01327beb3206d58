"""Which files are private: those of every content folder after the first."""

from collections.abc import Sequence
from pathlib import Path


def is_private(path: str, folders: Sequence[Path]) -> bool:
    """Whether a file, by the path that people see, comes from a folder after the first.

    Such a folder may have the first one's name: then a file of that name in it counts too.
    """
    folder, _, name = path.partition("/")
    first, *later = folders
    return folder != first.resolve().name or any((one / name).exists() for one in later)
