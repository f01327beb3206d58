"""What a check of the doctor says: one line, and how to mend what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Right; worth knowing, and fine if it is meant so; or wrong."""

    RIGHT = "right"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, and, unless that is right, what mends it."""

    about: str
    state: State
    says: str
    mend: str = ""


def right(about: str, says: str) -> Finding:
    """A thing that is as it should be."""
    return Finding(about, State.RIGHT, says)


def note(about: str, says: str, mend: str) -> Finding:
    """A thing to know, which may be meant so."""
    return Finding(about, State.NOTE, says, mend)


def wrong(about: str, says: str, mend: str) -> Finding:
    """A thing that has to be mended."""
    return Finding(about, State.WRONG, says, mend)


def as_lines(findings: Iterable[Finding]) -> list[str]:
    """The findings for people, the mend under its line, and the sum at the end."""
    found = list(findings)
    lines = []
    for one in found:
        lines.append(f"{one.state:<6} {one.about:<12} {one.says}")
        if one.mend:
            lines.append(f"{'':<6} {'':<12} Mend: {one.mend}")
    ill = sum(one.state is State.WRONG for one in found)
    notes = sum(one.state is State.NOTE for one in found)
    lines.append(f"{ill} wrong, {notes} to know, {len(found) - ill - notes} right.")
    return lines
