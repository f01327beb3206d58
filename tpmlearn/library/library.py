"""Holds the current catalogue, and makes a new one when the content folders have changed."""

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tpmlearn.domain.content.catalogue import Catalogue, Item, Problem, Severity
from tpmlearn.domain.content.drafts import QuizDraft
from tpmlearn.domain.content.identity import digest
from tpmlearn.domain.content.reading import Reading, Shelf, broken_paths, shelve
from tpmlearn.library.ahead import render_ahead
from tpmlearn.library.build import Made, build, steps_of, titles_of
from tpmlearn.library.choice import Choice
from tpmlearn.library.collecting import count_as_old, rare_collections
from tpmlearn.library.folders import Found
from tpmlearn.library.reader import Reader
from tpmlearn.rendering.cache import Cache
from tpmlearn.rendering.surroundings import Surroundings
from tpmlearn.rendering.svg import Figure, read_figure
from tpmlearn.rendering.texts import Renderer

WORTH_A_FORK = 40
_log = logging.getLogger(__name__)


class Library:
    """The content of some folders, later ones over earlier ones.

    `catalogue` never changes; a refresh puts another one in its place. What is broken is kept out
    of it, or stays as it was when it was last good. `problems` is what the checker says now,
    `shelf` holds the drafts that the catalogue was built from.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        cache: Path,
        *,
        processes: int = 1,
        private: Sequence[Path] = (),
        shown: Path | None = None,
    ) -> None:
        """Read the folders; raises ContentMissing if one is not there.

        What is in no cache yet is read by several `processes`, which are forked: more than one
        only where no thread is running. `private` are those of the folders that no learner can
        read elsewhere. `shown` is a release of the first folder, to be read in its place.
        """
        self._private = frozenset(private)
        self._home = folders[0] if folders else Path()
        self._reader = Reader([shown, *folders[1:]] if shown else folders, cache)
        self._renderer = Renderer(Cache(cache / "html"))
        self._lock = threading.Lock()
        self._choice = Choice()
        self._made: Made = {}
        self.shelf = Shelf()
        self.catalogue = Catalogue(version="")
        self.problems: tuple[Problem, ...] = ()
        self._refresh(processes)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The content folders, later ones over earlier ones."""
        return self._reader.folders

    @property
    def home(self) -> Path:
        """The first content folder, which drafts change, whatever release is shown."""
        return self._home

    @property
    def shown_folder(self) -> Path:
        """Where `files` of the first folder lie: in itself, or in a release of it."""
        return self._reader.shown

    def show(self, folder: Path) -> bool:
        """Show a release of the first folder, or the folder itself again; says whether it changed.

        The catalogue is swapped at once and whole. Raises ContentMissing, and changes nothing,
        where the folder is not there.
        """
        with self._lock:
            before = self._reader.folders[0]
            if folder == before:
                return False
            self._reader.turn_to(folder)
        try:
            self._refresh(processes=1)
        except Exception:
            with self._lock:
                self._reader.turn_to(before)
            raise
        return True

    @property
    def files(self) -> tuple[Found, ...]:
        """The files as they were when they were last read, in the order of their names."""
        return self._reader.files

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What the files say, whether it is good or not."""
        return self._reader.readings

    def items_as_written(self, name: str) -> tuple[Item, ...]:
        """The items of a file that has no error of its own, whatever is wrong in its module."""
        with self._lock:
            reading = next((one for one in self.readings if one.name == name), None)
            if reading is None or not isinstance(reading.draft, QuizDraft):
                return ()
            if broken_paths(self.problems) & {reading.path}:
                return ()
            shelf = shelve(self.readings)
            folder = next(key for one, key, _ in shelf.item_files() if one == name)
            figures = _clean_figures(shelf.figures, shelf.lessons).get(folder, {})
            return self._renderer.quiz(reading.draft, Surroundings(titles_of(shelf), figures))

    def refresh(self) -> bool:
        """Look for changed files, and swap the catalogue if there are any; says whether it did.

        Raises ContentMissing, and changes nothing, while a folder is not there.
        """
        return self._refresh(processes=1)

    def _refresh(self, processes: int) -> bool:
        with self._lock, rare_collections():
            is_first = not self.catalogue.version
            found = self._reader.look()
            if found is None and not is_first:
                return False
            found = found or {}
            new = self._reader.read(found, processes=processes)
            self._swap(processes if new > WORTH_A_FORK else 1)
            # Only now: a refresh that fails is tried again at the next look.
            self._reader.accept(found)
            if is_first and not new:
                # Out of the cache alone: who reads Markdown leaves much that refers to itself.
                count_as_old()
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

    def _swap(self, processes: int) -> None:
        problems = self._reader.problems()
        chosen = self._choice.of(self._reader.readings, broken_paths(problems))
        shelf = shelve(chosen)
        figures = _clean_figures(shelf.figures, shelf.lessons)
        if processes > 1:
            render_ahead(steps_of(shelf, self._renderer, figures), processes=processes)
        self.catalogue = build(
            shelf,
            self._renderer,
            figures=figures,
            version=digest(sorted((one.name, one.text_hash) for one in chosen)),
            problems=problems,
            made=self._made,
            private=self.private_files(),
            kept=self._kept_files(),
        )
        self.shelf = shelf
        _log_news(problems, self.problems)
        self.problems = problems

    def private_files(self) -> frozenset[str]:
        """The names of the files that come from an overlay, or from a folder that the operator
        keeps from everybody: they never leave by export."""
        first, files = self._reader.first, self._reader.found
        overlays = frozenset(name for name, one in files.items() if one.folder != first)
        return overlays | self._kept_files()

    def _kept_files(self) -> frozenset[str]:
        first, files = self._reader.first, self._reader.found
        return frozenset(
            name
            for name, one in files.items()
            if (self._home if one.folder == first else one.folder) in self._private
        )


def _clean_figures(
    figures: Mapping[str, Mapping[str, str]], lessons: Iterable[str]
) -> dict[str, dict[str, Figure]]:
    found: dict[str, dict[str, Figure]] = {slug: {} for slug in lessons}
    for slug, texts in figures.items():
        for name, text in texts.items():
            figure, _ = read_figure(name, text)
            if figure is not None:
                found.setdefault(slug, {})[name] = figure
    return found


def _log_news(problems: Sequence[Problem], before: Sequence[Problem]) -> None:
    known = set(before)
    for found in problems:
        if found not in known:
            level = logging.ERROR if found.severity is Severity.ERROR else logging.INFO
            _log.log(level, "%s", found)
