"""What was released with which revision of the database: migrations/released.txt."""

from dataclasses import dataclass

from tpmlearn.config import ROOT

FILE = ROOT / "migrations" / "released.txt"


@dataclass(frozen=True)
class Release:
    """A release by its day; `stops` are the steps that the version before cannot work beside."""

    day: str
    revision: str
    stops: frozenset[str] = frozenset()


def releases() -> list[Release]:
    """All of them, the oldest first."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_read(line) for line in lines if line and not line.startswith("#")]


def _read(line: str) -> Release:
    told, _, stops = line.partition("stop:")
    day, revision = told.split()
    return Release(day, revision, frozenset(stops.split()))
