"""Holds the current catalogue, and makes a new one when the content folders have changed."""

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tpmlearn.domain.content.catalogue import Catalogue, Problem, Severity
from tpmlearn.domain.content.checker import check
from tpmlearn.domain.content.identity import digest
from tpmlearn.domain.content.reading import (
    Kind,
    Reading,
    Shelf,
    SourceFile,
    broken_paths,
    read_file,
    shelve,
    slices,
    unreadable,
)
from tpmlearn.domain.content.rules import Report, problem
from tpmlearn.library.build import build
from tpmlearn.library.choice import Choice
from tpmlearn.library.folders import Found, find_files, read_text, require_folders
from tpmlearn.rendering.cache import Cache
from tpmlearn.rendering.svg import Figure, read_figure
from tpmlearn.rendering.texts import Renderer

_log = logging.getLogger(__name__)


class Library:
    """The content of some folders, later ones over earlier ones.

    `catalogue` never changes; a refresh puts another one in its place. What is broken is kept out
    of it, or stays as it was when it was last good. `problems` is what the checker says now,
    `shelf` holds the drafts that the catalogue was built from.
    """

    def __init__(self, folders: Sequence[Path], cache: Path) -> None:
        """Read the folders; raises ContentMissing if one is not there."""
        self._folders = require_folders(folders)
        self._renderer = Renderer(Cache(cache / "html"))
        self._lock = threading.Lock()
        self._seen: dict[str, Found] = {}
        self._readings: dict[str, Reading] = {}
        self._figures: dict[str, Figure | None] = {}
        self._choice = Choice()
        self.shelf = Shelf()
        self.catalogue = Catalogue(version="")
        self.problems: tuple[Problem, ...] = ()
        self.refresh()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The content folders, later ones over earlier ones."""
        return self._folders

    def refresh(self) -> bool:
        """Look for changed files, and swap the catalogue if there are any; says whether it did.

        Raises ContentMissing, and changes nothing, while a folder is not there.
        """
        with self._lock:
            found = find_files(require_folders(self._folders))
            stamps = {name: (one.file, one.stamp) for name, one in found.items()}
            before = {name: (one.file, one.stamp) for name, one in self._seen.items()}
            if stamps == before and self.catalogue.version:
                return False
            self._read_changed(found)
            self._swap()
            # Only now: a refresh that fails is tried again at the next look.
            self._seen = found
            return True

    def watch(self, interval: float = 0.5) -> threading.Thread:
        """Refresh every `interval` seconds in a thread that ends with the process."""
        thread = threading.Thread(
            target=self._watch, args=(interval,), name="content-watch", daemon=True
        )
        thread.start()
        return thread

    def _watch(self, interval: float) -> None:
        pause = threading.Event()
        told = ""
        while not pause.wait(interval):
            try:
                self.refresh()
                told = ""
            except Exception as error:
                if told != repr(error):
                    _log.exception("the content could not be read; the last catalogue stays up")
                told = repr(error)

    def _read_changed(self, found: Mapping[str, Found]) -> None:
        readings = {}
        for name, one in found.items():
            before = self._seen.get(name)
            same = before and (before.file, before.stamp) == (one.file, one.stamp)
            readings[name] = self._readings[name] if same else self._read(one)
        self._readings = readings

    def _read(self, found: Found) -> Reading:
        text = read_text(found)
        if isinstance(text, Problem):
            return unreadable(found.name, found.path, text)
        try:
            reading = read_file(text)
            if reading.kind is Kind.FIGURE:
                return self._with_figure(reading, text)
            return self._with_differences(reading)
        except Exception as error:
            # One file that trips a parser must not take the site down.
            _log.exception("%s could not be read", found.path)
            stumbled = problem("E008", found.path, 1, 1, error=type(error).__name__)
            return unreadable(found.name, found.path, stumbled)

    def _with_figure(self, reading: Reading, file: SourceFile) -> Reading:
        """The reading of an SVG file with what the cleaner says; the clean figure is kept."""
        figure, report = read_figure(file.path, file.text)
        self._figures[digest(file.text)] = figure
        return replace(reading, problems=tuple(report.problems))

    def _with_differences(self, reading: Reading) -> Reading:
        """The reading with what only shows when the text is rendered."""
        pieces = slices(reading)
        if not pieces or broken_paths(reading.problems):
            return reading
        report = Report(reading.path)
        for found in self._renderer.differences(reading.text_hash, pieces):
            report.add("E039", found.line, one=found.one, other=found.other)
        return replace(reading, problems=(*reading.problems, *report.problems))

    def _swap(self) -> None:
        readings = tuple(self._readings.values())
        between = check(shelve(readings), folder=self._folders[0].resolve().name)
        problems = tuple(sorted({*between, *(found for one in readings for found in one.problems)}))
        chosen = self._choice.of(readings, broken_paths(problems))
        shelf = shelve(chosen)
        self.catalogue = build(
            shelf,
            self._renderer,
            figures=self._clean_figures(shelf.figures, shelf.lessons),
            version=digest(sorted((one.name, one.text_hash) for one in chosen)),
            problems=problems,
        )
        self.shelf = shelf
        _log_news(problems, self.problems)
        self.problems = problems

    def _clean_figures(
        self, figures: Mapping[str, Mapping[str, str]], lessons: Iterable[str]
    ) -> dict[str, dict[str, Figure]]:
        found: dict[str, dict[str, Figure]] = {slug: {} for slug in lessons}
        for slug, texts in figures.items():
            for name, text in texts.items():
                figure = self._figures.get(digest(text))
                if figure is not None:
                    found.setdefault(slug, {})[name] = figure
        return found


def _log_news(problems: Sequence[Problem], before: Sequence[Problem]) -> None:
    known = set(before)
    for found in problems:
        if found not in known:
            level = logging.ERROR if found.severity is Severity.ERROR else logging.INFO
            _log.log(level, "%s", found)
