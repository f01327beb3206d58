"""Reads one file of a content folder, or takes what was read from it before out of a cache."""

import logging
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.reading import (
    Kind,
    Reading,
    SourceFile,
    broken_paths,
    read_file,
    slices,
    unreadable,
)
from tpmlearn.domain.content.rules import Report, problem
from tpmlearn.library.folders import Found, read_text
from tpmlearn.library.forks import end_with_parent
from tpmlearn.library.plain import NotPlain, from_plain, to_plain
from tpmlearn.rendering.agreement import Comparison
from tpmlearn.rendering.cache import VERSION, Cache, hash_of
from tpmlearn.rendering.svg import read_figure

# Quicker read than looked up, or read only to be passed over.
_NOT_KEPT = frozenset({Kind.FIGURE, Kind.UNKNOWN})
_CHUNK = 8
STUMBLED = "E008"
_log = logging.getLogger(__name__)


class FileReader:
    """Reads files and keeps the readings under `cache`, one entry for each file.

    An entry counts while text, path and program are the same. Not safe for several threads at once.
    """

    def __init__(self, cache: Path) -> None:
        self._folder = cache
        self._cache = Cache(cache / "readings")
        self._comparison = Comparison()

    def read(self, found: Found) -> Reading:
        """What a file says; nothing is raised, everything wrong is in its problems."""
        text = read_text(found)
        if isinstance(text, Problem):
            return unreadable(found.name, found.path, text)
        return self._kept(text) or self._read(text)

    def read_all(self, files: Sequence[Found], *, processes: int) -> tuple[list[Reading], int]:
        """The readings of many files, and how many should have been in the cache and were not.

        Those that are not in it are read by several processes.
        """
        read: dict[str, Reading] = {}
        for one in files:
            text = read_text(one)
            if isinstance(text, Problem):
                read[one.name] = unreadable(one.name, one.path, text)
            elif kept := self._kept(text):
                read[one.name] = kept
        missing = [one for one in files if one.name not in read]
        chunks = [missing[n : n + _CHUNK] for n in range(0, len(missing), _CHUNK)]
        if processes > 1 and len(chunks) > processes:
            done = self._forked(chunks, processes)
        else:
            done = [[self.read(one) for one in chunk] for chunk in chunks]
        read |= {one.name: one for chunk in done for one in chunk}
        missed = sum(read[one.name].kind not in _NOT_KEPT for one in missing)
        return [read[one.name] for one in files], missed

    def _forked(self, chunks: Sequence[Sequence[Found]], processes: int) -> list[list[Reading]]:
        try:
            with ProcessPoolExecutor(processes, get_context("fork"), end_with_parent) as pool:
                return list(pool.map(partial(_read_chunk, self._folder), chunks))
        except BrokenProcessPool:
            _log.warning("a process that read content was killed; reading goes on in one")
            return [[self.read(one) for one in chunk] for chunk in chunks]

    def _kept(self, file: SourceFile) -> Reading | None:
        match self._cache.get(hash_of(file.path)):
            case {"of": of, "reading": plain} if of == _version_of(file):
                try:
                    reading = from_plain(plain)
                except NotPlain as error:
                    _log.warning("what was kept of %s cannot be used: %s", file.path, error)
                    return None
                return reading if isinstance(reading, Reading) else None
        return None

    def _read(self, file: SourceFile) -> Reading:
        reading = read_source(file, self._comparison)
        stumbled = any(one.code == STUMBLED for one in reading.problems)
        if reading.kind not in _NOT_KEPT and not stumbled:
            entry = {"of": _version_of(file), "reading": to_plain(reading)}
            self._cache.put(hash_of(file.path), entry)
        return reading


def read_source(file: SourceFile, comparison: Comparison) -> Reading:
    """What a text says as the file that it is or will be; nothing is raised, nothing is kept."""
    try:
        reading = _with_differences(read_file(file), comparison)
    except Exception as error:
        # One file that trips a parser must not take the site down.
        _log.exception("%s could not be read", file.path)
        stumbled = problem(STUMBLED, file.path, 1, 1, error=type(error).__name__)
        return unreadable(file.name, file.path, stumbled)
    if reading.kind is Kind.FIGURE:
        _, report = read_figure(file.path, file.text)
        reading = replace(reading, problems=tuple(report.problems))
    return reading


def _with_differences(reading: Reading, comparison: Comparison) -> Reading:
    """The reading with what only shows when the text is rendered."""
    pieces = slices(reading)
    if not pieces or broken_paths(reading.problems):
        return reading
    report = Report(reading.path)
    for found in comparison.differences(pieces):
        report.add("E039", found.line, one=found.one, other=found.other)
    return replace(reading, problems=(*reading.problems, *report.problems))


def _version_of(file: SourceFile) -> str:
    return hash_of(VERSION, file.name, file.path, file.text)


def _read_chunk(cache: Path, files: Sequence[Found]) -> list[Reading]:
    reader = FileReader(cache)
    return [reader.read(one) for one in files]
