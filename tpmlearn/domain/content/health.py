"""What of the content needs a look: problems by file, and what was not read for a year."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tpmlearn.domain.content.catalogue import Catalogue, Problem, Severity, Source
from tpmlearn.domain.content.reading import Shelf

OLD = timedelta(days=365)
"""After a year somebody should read a lesson again, and see whether its sources still hold."""

LINK_CODES = frozenset(
    {"E034", "E081", "E083", "E084", "E085", "E094", "E096", "E110", "E132", "E133", "W126"}
)
"""Rules whose problem is a way that leads nowhere: to a page, a term, a figure, a file."""


@dataclass(frozen=True)
class FileProblems:
    """The problems of one file, errors first."""

    path: str
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many of them keep content out."""
        return sum(one.severity is Severity.ERROR for one in self.problems)


@dataclass(frozen=True)
class Overdue:
    """A lesson or an assignment that nobody has read whole for over a year."""

    kind: str
    slug: str
    title: str
    path: str
    reviewed: date


@dataclass(frozen=True)
class Unchecked:
    """A source or a fact that nobody has checked for over a year, and the files that rely on it."""

    title: str
    url: str
    checked: date
    paths: tuple[str, ...]


def by_file(problems: Iterable[Problem]) -> tuple[FileProblems, ...]:
    """The problems by file: files with errors first, and in each file the errors first."""
    groups: dict[str, list[Problem]] = {}
    for one in sorted(problems, key=lambda found: (found.severity is not Severity.ERROR, found)):
        groups.setdefault(one.path, []).append(one)
    found = [FileProblems(path, tuple(some)) for path, some in groups.items()]
    return tuple(sorted(found, key=lambda one: (not one.errors, one.path)))


def overdue(shelf: Shelf, *, today: date) -> tuple[Overdue, ...]:
    """Lessons and assignments that were last reviewed over a year ago, the oldest first."""
    found = [
        *(
            Overdue("lesson", one.slug, one.title, one.path, one.reviewed)
            for one in shelf.lessons.values()
        ),
        *(
            Overdue("assignment", one.slug, one.title, one.path, one.reviewed)
            for one in shelf.assignments.values()
        ),
    ]
    late = [one for one in found if today - one.reviewed > OLD]
    return tuple(sorted(late, key=lambda one: (one.reviewed, one.path)))


def unchecked(shelf: Shelf, catalogue: Catalogue, *, today: date) -> tuple[Unchecked, ...]:
    """Sources with an address, facts, certificates and blueprints checked over a year ago, oldest
    first; one that several files name is told once. Nothing is fetched."""
    found: dict[tuple[str, str, date], list[str]] = {}
    for path, title, url, checked in (*_sources(shelf, catalogue), *_dated(shelf, catalogue)):
        if today - checked > OLD:
            found.setdefault((title, url, checked), []).append(path)
    late = [
        Unchecked(title, url, checked, tuple(sorted(set(paths))))
        for (title, url, checked), paths in found.items()
    ]
    return tuple(sorted(late, key=lambda one: (one.checked, one.title)))


Dated = tuple[str, str, str, date]


def _sources(shelf: Shelf, catalogue: Catalogue) -> Iterator[Dated]:
    files: list[tuple[str, Sequence[Source]]] = [
        *((one.path, one.sources) for one in shelf.lessons.values()),
        *((quiz.path, quiz.sources) for _, _, quiz in shelf.item_files()),
        *(
            (_path(shelf, f"exams/{slug}/blueprint.yml"), exam.blueprint.sources)
            for slug, exam in catalogue.exams.items()
        ),
    ]
    for path, sources in files:
        for one in sources:
            if one.url:
                yield path, one.title, one.url, one.checked


def _dated(shelf: Shelf, catalogue: Catalogue) -> Iterator[Dated]:
    for fact in catalogue.facts.values():
        yield _path(shelf, "facts.yml"), f"Fact: {fact.about}", "", fact.checked
    for one in catalogue.certificates.values():
        yield _path(shelf, "certificates.yml"), f"Certificate: {one.title}", "", one.checked
    for slug, exam in catalogue.exams.items():
        title = f"Blueprint: {exam.blueprint.title}"
        yield _path(shelf, f"exams/{slug}/blueprint.yml"), title, "", exam.blueprint.checked


def _path(shelf: Shelf, name: str) -> str:
    return shelf.paths.get(name, name)
