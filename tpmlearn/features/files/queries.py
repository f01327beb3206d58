"""Reads for the page of all content files: the list by folder, and where words stand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.domain.content.finding import Hit, hits
from tpmlearn.domain.content.reading import Kind, kind_of
from tpmlearn.library import Library
from tpmlearn.library.folders import Found, read_text

MOST_HITS = 5
MOST_FILES = 60


@dataclass(frozen=True)
class FileLine:
    """A file: its size in bytes, how much is wrong in it, whether it may leave by export."""

    name: str
    kind: Kind
    size: int
    errors: int
    warnings: int
    private: bool


@dataclass(frozen=True)
class Folder:
    """The files of a folder at the top, all that is below it included; "" is the top itself."""

    name: str
    files: tuple[FileLine, ...]

    @property
    def wrong(self) -> int:
        """How many problems there are in it."""
        return sum(one.errors + one.warnings for one in self.files)


@dataclass(frozen=True)
class FileHits:
    """A file with the words: its first hits, and how many lines have one."""

    file: FileLine
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True)
class Result:
    """What was found: the first files, how many there are, and in how many lines."""

    files: tuple[FileHits, ...]
    count: int
    lines: int


def folders(library: Library) -> list[Folder]:
    """Every file, by the folder at the top that it lies in; the top itself comes first."""
    lines = sorted(_lines(library), key=lambda one: (_top(one.name) != "", one.name))
    return [
        Folder(name, tuple(files)) for name, files in groupby(lines, key=lambda f: _top(f.name))
    ]


def find(library: Library, phrase: str) -> Result:
    """Where a phrase stands in the live files, in the order of their names."""
    found: list[FileHits] = []
    count = lines = 0
    shown = {line.name: line for line in _lines(library)}
    for one in library.files:
        some, inside = hits(_text(one), phrase, most=MOST_HITS)
        if not inside:
            continue
        count, lines = count + 1, lines + inside
        if len(found) < MOST_FILES:
            found.append(FileHits(shown[one.name], some, inside))
    return Result(tuple(found), count, lines)


def _lines(library: Library) -> Iterator[FileLine]:
    wrong = Counter((one.path, one.severity) for one in library.problems)
    private = library.private_files()
    for one in library.files:
        yield FileLine(
            name=one.name,
            kind=kind_of(one.name)[0],
            size=one.stamp[1],
            errors=wrong[one.path, Severity.ERROR],
            warnings=wrong[one.path, Severity.WARNING],
            private=one.name in private,
        )


def _text(found: Found) -> str:
    text = read_text(found)
    return "" if isinstance(text, Problem) else text.text


def _top(name: str) -> str:
    return name.partition("/")[0] if "/" in name else ""
