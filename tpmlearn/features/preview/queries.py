"""What the preview shows of a content folder: its files, their problems, their pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from tpmlearn.domain.content.catalogue import (
    Assignment,
    Item,
    Module,
    Problem,
    Severity,
    Term,
    Trap,
)
from tpmlearn.domain.content.drafts import LessonDraft
from tpmlearn.domain.content.reading import Kind, kind_of
from tpmlearn.domain.content.rules import RULES, Rule
from tpmlearn.library import Library
from tpmlearn.library.folders import Found, read_text
from tpmlearn.records.file_pages import ShownItem, shown_item
from tpmlearn.rendering.svg import Figure, read_figure

NEVER = datetime.min.replace(tzinfo=UTC)
NEWEST = 6
MOST_LINES = 3_000


@dataclass(frozen=True)
class FileLine:
    """A file of the list: where it is, when it was saved, and how much is wrong in it."""

    name: str
    folder: str
    file: str
    saved: datetime
    errors: int
    warnings: int

    @property
    def is_there(self) -> bool:
        """Whether there is a file; the content may need one that is missing."""
        return self.saved > NEVER


@dataclass(frozen=True)
class Fault:
    """A problem with its rule and the anchor of the part of the page that it belongs to."""

    problem: Problem
    rule: Rule
    anchor: str


@dataclass(frozen=True)
class FilePage:
    """A file with its problems, its source, and what can be shown of it.

    `stale` says that the page is the last good version, not the file as it is.
    """

    name: str
    kind: Kind
    faults: tuple[Fault, ...]
    lines: tuple[str, ...]
    stale: bool
    module: Module | None = None
    items: tuple[ShownItem, ...] = ()
    assignment: Assignment | None = None
    figure: Figure | None = None
    terms: tuple[Term, ...] = ()
    traps: tuple[Trap, ...] = ()

    @property
    def has_page(self) -> bool:
        """Whether anything can be shown beside the problems."""
        return bool(
            self.module or self.items or self.assignment or self.figure or self.terms or self.traps
        )

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(one.problem.severity is Severity.ERROR for one in self.faults)

    @property
    def by_rule(self) -> list[tuple[Rule, list[Fault]]]:
        """The problems by rule, errors first."""
        ordered = sorted(self.faults, key=lambda one: (one.rule.code, one.problem))
        return [(rule, list(some)) for rule, some in groupby(ordered, key=lambda one: one.rule)]


def list_files(library: Library) -> list[FileLine]:
    """Every file of the folders, and those that are missing, by name."""
    found = {one.path: one for one in library.files}
    lines = [_line(one, library) for one in found.values()]
    missing = sorted({one.path for one in library.problems} - set(found))
    lines += [_missing(path, library) for path in missing]
    return sorted(lines, key=lambda one: one.name)


def newest(lines: list[FileLine]) -> list[FileLine]:
    """The files that were saved last, the newest first."""
    return sorted(lines, key=lambda one: one.saved, reverse=True)[:NEWEST]


def find_page(library: Library, name: str) -> FilePage | None:
    """The page of a file by its name in the content folder; None where there is no such file."""
    found = next((one for one in library.files if one.name == name), None)
    if found is None:
        return None
    text = read_text(found)
    lines = () if isinstance(text, Problem) else tuple(text.text.split("\n"))
    kind, slug = kind_of(name)
    catalogue = library.catalogue
    module = catalogue.modules.get(slug)
    anchors = list(_anchors(library, found, module))
    faults = tuple(
        Fault(one, RULES[one.code], _anchor(anchors, one.line))
        for one in library.problems
        if one.path == found.path
    )
    figure = None
    if kind is Kind.FIGURE and not isinstance(text, Problem):
        figure, _ = read_figure(found.path, text.text)
    return FilePage(
        name=name,
        kind=kind,
        faults=faults,
        lines=lines[:MOST_LINES],
        stale=any(one.problem.severity is Severity.ERROR for one in faults),
        module=module if kind is Kind.LESSON else None,
        items=tuple(_shown(library, found)),
        assignment=catalogue.assignments.get(slug) if kind is Kind.ASSIGNMENT else None,
        figure=figure,
        terms=tuple(catalogue.terms.values()) if kind is Kind.TERMS else (),
        traps=tuple(catalogue.traps.values()) if kind is Kind.TRAPS else (),
    )


def _line(found: Found, library: Library) -> FileLine:
    folder, _, file = found.name.rpartition("/")
    saved = datetime.fromtimestamp(found.stamp[0] / 1e9, UTC)
    return FileLine(found.name, folder, file, saved, *_counts(found.path, library))


def _missing(path: str, library: Library) -> FileLine:
    name = path.partition("/")[2]
    folder, _, file = name.rpartition("/")
    return FileLine(name, folder, file, NEVER, *_counts(path, library))


def _counts(path: str, library: Library) -> tuple[int, int]:
    here = [one for one in library.problems if one.path == path]
    errors = sum(one.severity is Severity.ERROR for one in here)
    return errors, len(here) - errors


def _anchors(library: Library, found: Found, module: Module | None) -> Iterator[tuple[int, str]]:
    """First line and anchor of each part of the page, in the order of the file."""
    draft = next((one.draft for one in library.readings if one.name == found.name), None)
    if isinstance(draft, LessonDraft) and module:
        shown = {section.anchor for section in module.sections}
        for section in draft.sections:
            if section.anchor in shown:
                yield section.start + 1, section.anchor
    for item in _items(library, found):
        yield item.line, f"item-{item.id}"


def _anchor(anchors: list[tuple[int, str]], line: int) -> str:
    before = [anchor for start, anchor in anchors if start <= line]
    return before[-1] if before else ""


def _items(library: Library, found: Found) -> list[Item]:
    """The items as they are written now, or else as they were when they were last good."""
    kept = (item for item in library.catalogue.items if item.path == found.path)
    return list(library.items_as_written(found.name) or kept)


def _shown(library: Library, found: Found) -> Iterator[ShownItem]:
    traps = library.catalogue.traps
    for number, written in enumerate(_items(library, found), 1):
        yield shown_item(number, written, traps)
