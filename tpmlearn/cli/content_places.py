"""Where the files lie that an author names: from here, or from a content folder on."""

from collections.abc import Sequence
from pathlib import Path

import click

from tpmlearn.library.folders import require_folders

# Whether a path exists is asked later: it may begin in a content folder.
PATHS = click.Path(path_type=Path)


def placed(paths: Sequence[Path], folders: Sequence[Path]) -> tuple[Path, ...]:
    """The paths as they are on this machine, each in or around a content folder.

    A path that does not exist from here is looked for in the content folders, the last one first.
    Raises click.UsageError for one that is nowhere or outside, ContentMissing for a folder.
    """
    roots = [folder.resolve() for folder in require_folders(folders)]
    return tuple(_placed(path, roots) for path in paths)


def _placed(path: Path, roots: Sequence[Path]) -> Path:
    # An absolute path stands for itself, whatever it is joined to.
    there = [one for one in (path, *(root / path for root in reversed(roots))) if one.exists()]
    if not there:
        raise click.UsageError(f"{path} does not exist, neither here nor in {_names(roots)}.")
    ways = (there[0].resolve(), there[0].absolute().parent.resolve() / there[0].name)
    found = next((way for way in ways if any(_belongs(way, root) for root in roots)), None)
    if found is None:
        raise click.UsageError(
            f"{path} is in no content folder ({_names(roots)}); set TPMLEARN_CONTENT."
        )
    return found


def _belongs(path: Path, root: Path) -> bool:
    return path.is_relative_to(root) or root.is_relative_to(path)


def _names(roots: Sequence[Path]) -> str:
    return ", ".join(str(root) for root in roots)
