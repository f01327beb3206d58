"""Reads for the page about one's own data."""

from dataclasses import dataclass

from tpmlearn.domain.accounts.export import AS_AUTHOR
from tpmlearn.domain.accounts.kept import by_table
from tpmlearn.records.everything import bytes_of_files, count_everything
from tpmlearn.words import _

MANY_ROWS = 20_000
MANY_BYTES = 5_000_000
ROWS_A_SECOND = 20_000
"""What a busy machine writes (ADR 36)."""


@dataclass(frozen=True)
class Line:
    """A table in which a person has rows: what one is, how many, who sees them, how long."""

    what: str
    rows: int
    sees: str
    stays: str


@dataclass(frozen=True)
class Data:
    """What is kept about a person; `file_bytes` is the size of their files together."""

    lines: tuple[Line, ...]
    file_bytes: int

    @property
    def rows(self) -> int:
        """All rows together."""
        return sum(line.rows for line in self.lines)

    @property
    def is_large(self) -> bool:
        """Whether making the archive takes so long that the page says so."""
        return self.rows > MANY_ROWS or self.file_bytes > MANY_BYTES

    @property
    def seconds(self) -> int:
        """About how long making it takes, at most."""
        return max(1, round(self.rows / ROWS_A_SECOND + self.file_bytes / MANY_BYTES))


def data_of(person_id: int) -> Data:
    """What is kept about this person; two statements."""
    lines = tuple(_line(part, rows) for part, rows in count_everything(person_id).items())
    return Data(lines, bytes_of_files(person_id))


def _line(part: str, rows: int) -> Line:
    if part in AS_AUTHOR:
        return Line(AS_AUTHOR[part], rows, _("whom it concerns"), _("without your name, for good"))
    kept = by_table()[part]
    return Line(kept.what, rows, kept.sees, kept.stays)
