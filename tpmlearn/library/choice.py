"""Decides which version of each file goes into the catalogue: the new one, or the last good."""

from collections.abc import Iterable, Set

from tpmlearn.domain.content.reading import MODULE_KINDS, Kind, Reading

# These hold many entries: at the first start one bad entry must not take the others with it.
_PARTLY = frozenset({Kind.FRAMEWORK, Kind.TRAPS, Kind.TERMS, Kind.CERTIFICATES})


class Choice:
    """Remembers the last good readings of each unit: a module's folder, or another file."""

    def __init__(self) -> None:
        self._good: dict[str, tuple[Reading, ...]] = {}

    def of(self, readings: Iterable[Reading], broken: Set[str]) -> tuple[Reading, ...]:
        """The readings to build from; `broken` are the paths with an error.

        A broken unit stays as it was when it was last good, or is left out. A unit that is no
        longer there is forgotten.
        """
        units: dict[str, list[Reading]] = {}
        for reading in readings:
            units.setdefault(reading.unit, []).append(reading)
        self._good = {unit: kept for unit, kept in self._good.items() if unit in units}
        chosen: list[Reading] = []
        for unit, members in units.items():
            if _is_good(unit, members, broken):
                self._good[unit] = tuple(members)
            chosen += self._good.get(unit) or _parts(members)
        return tuple(chosen)


def _is_good(unit: str, members: Iterable[Reading], broken: Set[str]) -> bool:
    folders = {member.path.rpartition("/")[0] for member in members}
    if unit.startswith("modules/") and any(path.rpartition("/")[0] in folders for path in broken):
        return False
    return not any(member.path in broken for member in members)


def _parts(members: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple(
        member
        for member in members
        if member.kind in _PARTLY and member.kind not in MODULE_KINDS and member.draft is not None
    )
