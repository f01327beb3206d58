"""What a page sends of a question, and how answers of several windows are put in order."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from math import inf

from tpmlearn.domain.content.catalogue import ExamSection

A_TURN = 1_000_000
"""Saves of one window; those of the window that took over after it come after all of them."""

MOST_VALUES = 40
MOST_MARKS = 200
LONGEST_VALUE = 60
LONGEST_KEY = 64
MOST_ENTRIES = 400
MOST_SECONDS = 86_400.0


class BadEntry(Exception):
    """What was sent is not of the form that a page of ours sends."""


class KeptAs(StrEnum):
    """What became of a save: it stands, it came after the end or to a section that is not open, or
    something newer stands already."""

    KEPT = "kept"
    LATE = "late"
    CLOSED = "closed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Entry:
    """The state of one question as a window has it; `seq` orders it among all of its sitting."""

    key: str
    position: int
    seq: int
    given: tuple[str, ...] = ()
    flagged: bool = False
    struck: tuple[int, ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()
    seconds: float = 0.0

    @property
    def body(self) -> dict[str, object]:
        """What is kept of it in the event."""
        return {
            "seq": self.seq,
            "given": list(self.given),
            "flagged": self.flagged,
            "struck": list(self.struck),
            "highlights": [list(one) for one in self.highlights],
            "seconds": self.seconds,
        }

    @property
    def digest(self) -> str:
        """The same for the same body alone."""
        text = json.dumps([self.position, self.body], sort_keys=True)
        return sha256(text.encode()).hexdigest()[:32]


def first_seq(turn: int) -> int:
    """The number before the first save of a window's turn."""
    return turn * A_TURN


def open_sections(sections: Sequence[ExamSection], current: int) -> frozenset[int]:
    """The numbers of the sections that may be answered: the open one, and earlier ones that the
    blueprint lets be opened again."""
    earlier = (n for n, one in enumerate(sections[: current - 1], start=1) if one.reopen)
    return frozenset({current, *earlier})


def read_entry(sent: object) -> Entry:
    """The entry in what a script sent; raises BadEntry."""
    if not isinstance(sent, Mapping):
        raise BadEntry("An entry is an object.")
    key = sent.get("key")
    if not isinstance(key, str) or not 8 <= len(key) <= LONGEST_KEY or not key.isprintable():
        raise BadEntry("An entry has a key of 8 to 64 characters.")
    flagged = sent.get("flagged", False)
    if not isinstance(flagged, bool):
        raise BadEntry("Flagged is true or false.")
    return Entry(
        key=key,
        position=_whole(sent.get("position"), 1, 1_000),
        seq=_whole(sent.get("seq"), 1, 2**53),
        given=read_given(sent.get("given", [])),
        flagged=flagged,
        struck=_struck(sent.get("struck", [])),
        highlights=_highlights(sent.get("highlights", [])),
        seconds=_seconds(sent.get("seconds", 0)),
    )


def read_given(sent: object) -> tuple[str, ...]:
    """The values of an answer, perhaps incomplete; raises BadEntry."""
    if not isinstance(sent, list | tuple) or len(sent) > MOST_VALUES:
        raise BadEntry("An answer is a list of at most 40 values.")
    values = tuple(_value(value) for value in sent)
    return values if any(values) else ()


def _value(sent: object) -> str:
    """A value without what nobody can see: a pasted number may have such a character in it."""
    if not isinstance(sent, str) or len(sent) > LONGEST_VALUE:
        raise BadEntry("A value of an answer is a text of at most 60 characters.")
    return "".join(char for char in sent if char.isprintable())


def _whole(sent: object, low: int, high: int) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or not low <= sent <= high:
        raise BadEntry("A number is missing or out of its range.")
    return sent


def _struck(sent: object) -> tuple[int, ...]:
    if not isinstance(sent, list) or len(sent) > MOST_VALUES:
        raise BadEntry("What is struck out is a list of places.")
    return tuple(sorted({_whole(place, 0, MOST_VALUES) for place in sent}))


def _highlights(sent: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(sent, list) or len(sent) > MOST_MARKS:
        raise BadEntry("Highlights are a list of pairs.")
    found: Collection[tuple[int, int]] = [_span(one) for one in sent]
    return tuple(sorted(set(found)))


def _span(sent: object) -> tuple[int, int]:
    if not isinstance(sent, list) or len(sent) != 2:
        raise BadEntry("A highlight has a start and an end.")
    start = _whole(sent[0], 0, 1_000_000)
    return start, _whole(sent[1], start + 1, 1_000_001)


def _seconds(sent: object) -> float:
    if isinstance(sent, bool) or not isinstance(sent, int | float) or not 0 <= sent < inf:
        raise BadEntry("Seconds are a number from 0 on.")
    # A question may stay open for days where no clock runs.
    return round(min(float(sent), MOST_SECONDS), 1)
