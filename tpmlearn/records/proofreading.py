"""What the checker says of a text before it is a file, and how learners would see it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.domain.content.checker import check
from tpmlearn.domain.content.reading import (
    Kind,
    Reading,
    Shelf,
    shelve,
    unreadable,
)
from tpmlearn.domain.content.rules import problem
from tpmlearn.library import Library
from tpmlearn.library.files import STUMBLED, read_source
from tpmlearn.library.folders import decode, read_text
from tpmlearn.records.file_pages import FilePage, file_page
from tpmlearn.rendering.agreement import Comparison

Changed = Mapping[str, bytes | None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Proof:
    """What is wrong in a text and what it would break in other files; its page if it has one.

    `shelf` has the drafts of all files as they would be.
    """

    name: str
    kind: Kind
    slug: str
    shelf: Shelf
    problems: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]
    page: FilePage | None

    @property
    def errors(self) -> int:
        """How many problems of the text are errors."""
        return sum(one.severity is Severity.ERROR for one in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems of the text are warnings."""
        return len(self.problems) - self.errors


def proofread(
    library: Library, name: str, text: bytes, *, changed: Changed, line: int = 1
) -> Proof:
    """Check and render `text` as the file `name` among the live files and those of a draft.

    `changed` are the other files of the draft by name, None for one that it deletes. Live files are
    not read again. Whatever stands in the text, something is returned: problems say what is wrong.
    Of a file with many items those around `line` are shown.
    """
    readings = draft_readings(library, {**changed, name: text})
    reading = readings[name]
    shelf = shelve(readings.values())
    found = _problems(library, readings, shelf, name)
    return Proof(
        name=name,
        kind=reading.kind,
        slug=reading.slug,
        shelf=shelf,
        problems=tuple(sorted(one for one in found if one.path == reading.path)),
        elsewhere=tuple(sorted(one for one in found if one.path != reading.path)),
        page=file_page(reading, shelf, line=line),
    )


def draft_readings(library: Library, changed: Changed) -> dict[str, Reading]:
    """What all files say, by name, with the changed ones in place of the live ones."""
    readings = {one.name: one for one in library.readings}
    folder, comparison = folder_of(library), Comparison()
    for name, data in changed.items():
        before = readings.pop(name, None)
        if data is not None:
            path = before.path if before else f"{folder}/{name}"
            readings[name] = _read(name, path, data, comparison)
    return readings


def folder_of(library: Library) -> str:
    """The name of the first content folder, with which the paths of problems begin."""
    return library.folders[0].resolve().name


def live_text(library: Library, name: str) -> str | None:
    """The text of a live file; None where there is none, or it is no text."""
    found = next((one for one in library.files if one.name == name), None)
    text = read_text(found) if found else None
    return None if text is None or isinstance(text, Problem) else text.text


def _read(name: str, path: str, data: bytes, comparison: Comparison) -> Reading:
    text = decode(name, path, data)
    if isinstance(text, Problem):
        return unreadable(name, path, text)
    return read_source(text, comparison)


def _problems(
    library: Library, readings: Mapping[str, Reading], shelf: Shelf, name: str
) -> set[Problem]:
    """All that is wrong in the text, and in other files what is not wrong in the live ones."""
    own = readings[name]
    found = {*own.problems}
    try:
        between = check(shelf, folder=folder_of(library))
    except Exception as error:
        _log.exception("%s cannot be checked", own.path)
        return {*found, problem(STUMBLED, own.path, 1, 1, error=type(error).__name__)}
    known = set(library.problems)
    return {*found, *(one for one in between if one.path == own.path or one not in known)}
