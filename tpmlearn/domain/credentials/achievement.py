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


@dataclass(frozen=True)
class Conditions:
    """Under which conditions answers were given, over the sittings that count.

    `watched` of `sittings` were opened by an invigilator's code, `private` of them drew on items
    that nobody could read before. `retakes` are sittings of the same thing before the last.
    """

    sittings: int
    watched: int
    private: int
    answers: int
    retakes: int

    @property
    def supervision(self) -> str:
        """Who watched, in words."""
        return _share(self.watched, self.sittings, "opened by an invigilator", "unsupervised")

    @property
    def bank(self) -> str:
        """Whether the questions could be read before, in words."""
        return _share(
            self.private,
            self.sittings,
            "private: the questions could not be read before",
            "open: anybody can read the questions and their keys",
        )


def _share(some: int, whole: int, all_: str, none: str) -> str:
    if some and some == whole:
        return all_
    return f"{some} of {whole} sittings {all_}; the others {none}" if some else none
