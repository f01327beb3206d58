"""What a badge speaks of: a path of lessons, a practice exam, knowledge of a skill at a band."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The three things that there are badges for. None of them is a level of performance."""

    PATH = "path"
    EXAM = "exam"
    KNOWLEDGE = "knowledge"

    @property
    def words(self) -> str:
        """What a badge of this kind is, in a word or two."""
        return {"path": "Lessons", "exam": "Practice exam", "knowledge": "Knowledge"}[self.value]


@dataclass(frozen=True)
class Line:
    """A condition or a figure, in words; `key` ends the id of its result description."""

    key: str
    name: str
    value: str


@dataclass(frozen=True)
class Alignment:
    """A thing in a framework that a badge has to do with, by code and address."""

    name: str
    code: str
    url: str
    framework: str
    type: str


@dataclass(frozen=True)
class Achievement:
    """All that a badge says of what was done, before anybody signs it.

    `about` names it within its kind: number of a stage, slug of an exam, code of a skill. `short`
    stands on the picture, `figure` is its one figure with how sure it is. `limits` is what it does
    not show.
    """

    kind: Kind
    about: str
    title: str
    short: str
    figure: str
    description: str
    earned_by: str
    limits: tuple[str, ...]
    lines: tuple[Line, ...]
    alignments: tuple[Alignment, ...]
    on: date
