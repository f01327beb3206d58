"""Reads the files of content folders, those that changed only, and says what is wrong in all."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.checker import check
from tpmlearn.domain.content.reading import Reading, shelve
from tpmlearn.library.collecting import rare_collections
from tpmlearn.library.files import FileReader
from tpmlearn.library.folders import Found, find_files, require_folders
from tpmlearn.library.plain import NotPlain, from_plain, to_plain
from tpmlearn.rendering.cache import VERSION, Cache, hash_of


class Reader:
    """The readings of some folders' files, later folders over earlier ones."""

    def __init__(self, folders: Sequence[Path], cache: Path) -> None:
        """Raises ContentMissing if a folder is not there; nothing is read yet."""
        self.folders = require_folders(folders)
        self._files = FileReader(cache)
        self._cache = Cache(cache / "checks")
        self._seen: dict[str, Found] = {}
        self._found: dict[str, Found] = {}
        self.first = self.shown = self.folders[0]
        self._readings: dict[str, Reading] = {}

    def turn_to(self, folder: Path) -> None:
        """Take the place of the first folder by another; it is read at the next look."""
        self.folders = require_folders((folder, *self.folders[1:]))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What the files say, in the order of their names."""
        return tuple(self._readings.values())

    @property
    def found(self) -> dict[str, Found]:
        """The files that were read last, by name."""
        return self._found

    @property
    def files(self) -> tuple[Found, ...]:
        """The files as they were when `accept` was last called."""
        return tuple(self._seen.values())

    def look(self) -> dict[str, Found] | None:
        """The files as they are now, or None when none has changed since `accept`.

        Raises ContentMissing while a folder is not there.
        """
        found = find_files(require_folders(self.folders))
        return None if found == self._seen else found

    def read(self, found: dict[str, Found], *, processes: int = 1) -> int:
        """Read what differs from what was accepted; how many files were in no cache."""
        changed = [one for name, one in found.items() if self._seen.get(name) != one]
        read, missed = self._files.read_all(changed, processes=processes)
        new = {one.name: one for one in read}
        self._readings = {name: new.get(name) or self._readings[name] for name in found}
        self._found, self.first = found, self.folders[0]
        return missed

    def accept(self, found: dict[str, Found]) -> None:
        """Take these files for read: `look` compares with them from now on."""
        self._seen, self.shown = found, self.first

    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong in the files and between them, sorted."""
        return tuple(
            sorted({*self._between(), *(found for one in self.readings for found in one.problems)})
        )

    def _between(self) -> tuple[Problem, ...]:
        """What is wrong between the files, kept as long as all texts and the program are the same:
        to compare 20,000 stems with one another takes a second of each start."""
        folder = self.folders[0].resolve().name
        texts = [(one.name, one.path, one.text_hash) for one in self.readings]
        # By their names: folders come and go, of releases and of what is tried before it is one.
        names = [one.resolve().name for one in self.folders]
        key, of = hash_of(names), hash_of(VERSION, folder, texts)
        match self._cache.get(key):
            case {"of": kept, "problems": plain} if kept == of:
                with suppress(NotPlain):
                    return tuple(one for one in from_plain(plain) if isinstance(one, Problem))
        found = check(shelve(self.readings), folder=folder)
        self._cache.put(key, {"of": of, "problems": to_plain(found)})
        return found


def check_folders(
    folders: Sequence[Path], cache: Path, *, processes: int = 1
) -> tuple[Problem, ...]:
    """Everything that is wrong in content folders; nothing is rendered that need not be."""
    reader = Reader(folders, cache)
    with rare_collections():
        reader.read(find_files(reader.folders), processes=processes)
        return reader.problems()
