"""Reads for the page about one's own data."""

from dataclasses import dataclass
from datetime import datetime

from tpmlearn.domain.accounts.export import AS_AUTHOR
from tpmlearn.domain.accounts.kept import by_table
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs.overview import Listed, newest
from tpmlearn.records.everything import bytes_of_files, count_everything
from tpmlearn.records.kept_archives import Ready, ready_archive
from tpmlearn.words import _

JOB = "archive"
MANY_ROWS = 10_000
MANY_BYTES = 2_500_000
"""What takes half a second on a busy machine (ADR 36): more is made in the background."""


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
        """Whether making the archive takes so long that nobody should wait for it."""
        return self.rows > MANY_ROWS or self.file_bytes > MANY_BYTES


@dataclass(frozen=True)
class Large:
    """How a large archive stands: the newest run, and what can be taken; None where neither is."""

    run: Listed | None
    ready: Ready | None

    @property
    def is_open(self) -> bool:
        """Whether one waits to be made, or is being made."""
        return self.run is not None and self.run.state in (State.WAITING, State.RUNNING)

    @property
    def has_failed(self) -> bool:
        """Whether the newest could not be made."""
        return self.run is not None and self.run.state is State.FAILED


def data_of(person_id: int) -> Data:
    """What is kept about this person; two statements."""
    lines = tuple(_line(part, rows) for part, rows in count_everything(person_id).items())
    return Data(lines, bytes_of_files(person_id))


def large_of(person_id: int, *, now: datetime) -> Large:
    """How a large archive of this person stands; two statements."""
    return Large(newest(JOB, person_id), ready_archive(person_id, now=now))


def _line(part: str, rows: int) -> Line:
    if part in AS_AUTHOR:
        return Line(
            _(AS_AUTHOR[part]), rows, _("whom it concerns"), _("without your name, for good")
        )
    kept = by_table()[part]
    return Line(_(kept.what), rows, _(kept.sees), _(kept.stays))
