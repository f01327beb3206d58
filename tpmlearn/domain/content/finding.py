"""Finds words in the texts of all files: by letters as typed, whatever their case."""

import re
from dataclasses import dataclass

AROUND = 70
LONGEST = 200


@dataclass(frozen=True)
class Hit:
    """One place: its line from 1, and what stands before, at and after it."""

    line: int
    before: str
    found: str
    after: str


def hits(text: str, phrase: str, *, most: int) -> tuple[tuple[Hit, ...], int]:
    """The first places of a phrase in a text and how many there are, at most one for each line.

    The words of the phrase stand one after the other, with any white space between them, so that a
    line's end does not part them. Nothing in it is a pattern.
    """
    words = phrase[:LONGEST].split()
    if not words:
        return (), 0
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    first: list[Hit] = []
    count = line = end = 0
    for match in pattern.finditer(text):
        number = line + text.count("\n", end, match.start())
        new = count == 0 or number > line
        line, end = number, match.start()
        if not new:
            continue
        count += 1
        if len(first) < most:
            first.append(_hit(text, match, number + 1))
    return tuple(first), count


def _hit(text: str, match: re.Match[str], line: int) -> Hit:
    start, end = match.span()
    before = text[max(start - AROUND, text.rfind("\n", 0, start) + 1, 0) : start]
    stop = text.find("\n", end)
    after = text[end : min(end + AROUND, stop if stop >= 0 else len(text))]
    return Hit(line, before, " ".join(match[0].split()), after)
