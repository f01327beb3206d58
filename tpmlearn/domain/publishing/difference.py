"""What differs between two texts, as a page shows it: hunks of lines with words marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

AROUND = 3
MOST_MARKED = 400
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class Side(StrEnum):
    """Where a line stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A part of a line; `marked` if only this side has it."""

    text: str
    marked: bool


@dataclass(frozen=True)
class DiffLine:
    """A line of a difference with its numbers from 1 on, 0 where a side does not have it."""

    side: Side
    old: int
    new: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Hunk:
    """Changed lines with a few around them."""

    lines: tuple[DiffLine, ...]


@dataclass(frozen=True)
class Difference:
    """All hunks, and how many lines came and went."""

    hunks: tuple[Hunk, ...]
    added: int
    removed: int


def difference(old: str, new: str, *, around: int = AROUND) -> Difference:
    """What makes `new` of `old`, with so many lines around; no hunk where they are the same."""
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    hunks = tuple(
        Hunk(tuple(line for code in group for line in _lines(code, before, after)))
        for group in matcher.get_grouped_opcodes(around)
    )
    sides = [line.side for hunk in hunks for line in hunk.lines]
    return Difference(hunks, sides.count(Side.NEW), sides.count(Side.OLD))


def _lines(
    code: tuple[str, int, int, int, int], before: Sequence[str], after: Sequence[str]
) -> Iterator[DiffLine]:
    tag, old, old_end, new, new_end = code
    if tag == "equal":
        for n in range(old_end - old):
            text = (Piece(before[old + n], False),)
            yield DiffLine(Side.BOTH, old + n + 1, new + n + 1, text)
        return
    pairs = list(zip_longest(before[old:old_end], after[new:new_end]))
    marked = [_words(*pair) if None not in pair else None for pair in pairs]
    for n in range(old_end - old):
        both = marked[n]
        yield DiffLine(
            Side.OLD, old + n + 1, 0, both[0] if both else (Piece(before[old + n], False),)
        )
    for n in range(new_end - new):
        both = marked[n]
        yield DiffLine(
            Side.NEW, 0, new + n + 1, both[1] if both else (Piece(after[new + n], False),)
        )


def _words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """Both lines with the words marked that differ; None where they share too little."""
    if len(old) > MOST_MARKED or len(new) > MOST_MARKED:
        return None
    one, two = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(a=one, b=two, autojunk=False)
    if matcher.ratio() < 0.5:
        return None
    left, right = [], []
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if a_end > a:
            left.append(Piece("".join(one[a:a_end]), tag != "equal"))
        if b_end > b:
            right.append(Piece("".join(two[b:b_end]), tag != "equal"))
    return tuple(left), tuple(right)
