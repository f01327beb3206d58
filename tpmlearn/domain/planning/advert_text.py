"""Takes a job advert apart: what can be seen of it, its sentences, and its words with places."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

_Value = TypeVar("_Value")
_HIDDEN = (("<script", "</script"), ("<style", "</style"), ("<!--", "--"))
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,500})?/?>")
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,8};")
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "sub", "u"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BREAK = re.compile(r"\n|(?<=[.!?;])(?=\s)|(?<=:)(?=\s)")
_DOUBLE = re.compile(r"([bdfgkmnprtz])\1$")
_VOWEL = re.compile(r"[aeiouy]")
_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦‣+]|\d{1,2}[.)])\s")


@dataclass(frozen=True)
class Word:
    """A word as it is compared, and where it stands: `start` to `end` (not included), from 0."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence, a bullet or a heading: its words, and whether it opens or ends its line."""

    words: tuple[Word, ...]
    opens: bool
    ends: bool
    bullet: bool
    colon: bool


@dataclass(frozen=True)
class Hit:
    """Where a phrase was found: words `first` to `last` (not included) of a sentence."""

    first: int
    last: int


def visible(text: str) -> str:
    """The text with tags, scripts, styles and comments blanked out, each character in its place."""
    for opening, closing in _HIDDEN:
        text = _blank(text, opening, closing)
    text = _TAG.sub(_blank_tag, text)
    return _ENTITY.sub(lambda match: " " * len(match[0]), text)


def _blank(text: str, opening: str, closing: str) -> str:
    """Found by hand: a pattern would look for the missing end of each of many openings."""
    low, done, kept = text.lower(), 0, []
    if len(low) != len(text):
        low = text
    while (start := low.find(opening, done)) >= 0:
        end = low.find(closing, start)
        end = len(text) if end < 0 else low.find(">", end) + 1 or len(text)
        kept += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*kept, text[done:]])


def _blank_tag(match: re.Match[str]) -> str:
    first = " " if match[1].lower() in _INLINE else "\n"
    return first + " " * (len(match[0]) - 1)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a visible text, in order; those without a word are left out."""
    start = 0
    for line in text.split("\n"):
        bullet = _BULLET.match(line) is not None
        places = [0, *(match.start() for match in _BREAK.finditer(line)), len(line)]
        parts = [(a, b) for a, b in pairwise(places) if line[a:b].strip()]
        for number, (first, last) in enumerate(parts):
            found = tuple(_words(line[first:last], start + first))
            colon = line[first:last].rstrip().endswith(":")
            if found:
                yield Sentence(found, number == 0, number == len(parts) - 1, bullet, colon)
        start += len(line) + 1


def _words(text: str, start: int) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        yield Word(stem(match[0]), start + match.start(), start + match.end())


def phrase(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(word.stem for word in _words(text, 0))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without case, possessive, plural, -ed, -ing and last e; -ise and -ize are the same.

    Crude on purpose: it is applied to both sides, so it need not give words, only equal ones.
    """
    low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(low) > 4 and low.endswith("ies"):
        low = low[:-3] + "y"
    elif len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        low = low[:-1]
    for ending in ("ing", "ed"):
        rest = low.removesuffix(ending)
        if rest != low and len(rest) > 2 and _VOWEL.search(rest):
            low = rest
            break
    low = low.replace("isation", "ization")
    if len(low) > 3:
        low = low.removesuffix("e")
    if len(low) > 4 and low.endswith("is"):
        low = low[:-2] + "iz"
    return _DOUBLE.sub(r"\1", low)


def find_phrases(
    words: Sequence[Word], phrases: Mapping[tuple[str, ...], _Value], longest: int
) -> Iterator[tuple[Hit, _Value]]:
    """Where phrases stand, left to right, the longest first and none over another."""
    stems, place = [word.stem for word in words], 0
    while place < len(stems):
        for size in range(min(longest, len(stems) - place), 0, -1):
            value = phrases.get(tuple(stems[place : place + size]))
            if value is not None:
                yield Hit(place, place + size), value
                place += size - 1
                break
        place += 1
