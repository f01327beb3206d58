"""The phrases that speak of skills, levels and weights in an advert, out of the content."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from tpmlearn.domain.content.catalogue import AdvertWords, Catalogue, Term
from tpmlearn.domain.planning.advert_text import phrase

_Value = TypeVar("_Value")
_BRACKETS = re.compile(r"\(([^()]*)\)")
EXACT = "="
LEAST_LETTERS = 3
"""Shorter abbreviations (AC, EV, SD) mean too many things."""


@dataclass(frozen=True)
class SkillCue:
    """What a phrase says of skills; a hint says enough only together with another.

    `exact` is how it must be written, empty where that does not matter.
    """

    skills: tuple[str, ...]
    plain: bool
    exact: str = ""


@dataclass(frozen=True)
class LevelCue:
    """The level that a phrase speaks of."""

    level: int


@dataclass(frozen=True)
class WeightCue:
    """The weight that a phrase speaks of."""

    weight: int


@dataclass(frozen=True)
class Aside:
    """What holds this is not about the work."""


@dataclass(frozen=True)
class Negation:
    """Takes back what follows it in its clause, or what precedes it."""

    backwards: bool


@dataclass(frozen=True)
class Nothing:
    """A phrase that means nothing here, so that its parts mean nothing either."""


@dataclass(frozen=True)
class Neutral:
    """The heading of a part in which all that is written counts."""


Tone = LevelCue | WeightCue | Aside | Negation | Nothing
Heading = WeightCue | Aside | Neutral


@dataclass(frozen=True)
class Phrases(Generic[_Value]):
    """Phrases as they are compared, each with what it stands for, and how long the longest is."""

    by_words: Mapping[tuple[str, ...], _Value]
    longest: int


@dataclass(frozen=True)
class Cues:
    """All phrases: of skills, of levels and weights, of headings, of the titles of jobs."""

    skills: Phrases[SkillCue | Nothing]
    tones: Phrases[Tone]
    headings: Phrases[Heading]
    titles: Phrases[LevelCue]
    years: tuple[tuple[int, int], ...]


def cues_of(catalogue: Catalogue) -> Cues:
    """The phrases of a catalogue: its own words for adverts, names of skills, and the glossary.

    A term speaks of the first skill of the first lesson that teaches it. A term of several words
    is plain, a single word or an abbreviation only a hint; everyday ones are left out. The name
    of an area hints at all its skills.
    """
    words = catalogue.adverts
    return Cues(
        skills=_phrases(_skill_phrases(catalogue)),
        tones=_phrases(_tone_phrases(words)),
        headings=_phrases(_heading_phrases(words)),
        titles=_phrases((text, LevelCue(one.level)) for one in words.levels for text in one.titles),
        years=tuple((one.years, one.level) for one in words.levels if one.years),
    )


def _phrases(found: Iterable[tuple[str, _Value]]) -> Phrases[_Value]:
    """The first meaning of a phrase stays."""
    by_words: dict[tuple[str, ...], _Value] = {}
    for text, value in found:
        if words := phrase(text):
            by_words.setdefault(words, value)
    return Phrases(by_words, max(map(len, by_words), default=0))


def _skill_phrases(catalogue: Catalogue) -> Iterable[tuple[str, SkillCue | Nothing]]:
    words = catalogue.adverts
    yield from _shared(words.skills, plain=True)
    yield from ((skill.name, SkillCue((code,), True)) for code, skill in catalogue.skills.items())
    yield from _shared(words.hints, plain=False)
    yield from ((text, Nothing()) for text in words.nothing)
    for term in catalogue.terms.values():
        yield from _term_phrases(term, catalogue)
    yield from ((one.name, SkillCue(one.skills, False)) for one in catalogue.areas.values())


def _shared(
    words: Mapping[str, tuple[str, ...]], *, plain: bool
) -> Iterable[tuple[str, SkillCue | Nothing]]:
    """A phrase that several skills list speaks of all of them."""
    by_words: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {}
    for code, texts in words.items():
        for text in texts:
            _, codes = by_words.get(phrase(text), ("", ()))
            if code not in codes:
                by_words[phrase(text)] = (text, (*codes, code))
    for text, codes in by_words.values():
        exact = text.removeprefix(EXACT)
        yield text, SkillCue(codes, plain, exact if exact != text else "")


def _term_phrases(term: Term, catalogue: Catalogue) -> Iterable[tuple[str, SkillCue | Nothing]]:
    modules = (catalogue.modules.get(slug) for slug in term.taught)
    skill = next((one.skills[0] for one in modules if one and one.skills), "")
    if not skill or term.slug in catalogue.adverts.everyday:
        return
    name = _BRACKETS.sub(" ", term.term)
    yield name, SkillCue((skill,), len(phrase(name)) > 1)
    for short in _BRACKETS.findall(term.term):
        if len(short) >= LEAST_LETTERS:
            yield short, SkillCue((skill,), False)


def _tone_phrases(words: AdvertWords) -> Iterable[tuple[str, Tone]]:
    yield from ((text, Negation(False)) for text in words.negations)
    yield from ((text, Negation(True)) for text in words.negated)
    yield from ((text, Aside()) for text in words.asides)
    yield from ((text, WeightCue(one.weight)) for one in words.weights for text in one.words)
    yield from ((text, LevelCue(one.level)) for one in words.levels for text in one.words)
    yield from ((text, Nothing()) for text in words.nothing)


def _heading_phrases(words: AdvertWords) -> Iterable[tuple[str, Heading]]:
    yield from ((text, Aside()) for text in words.aside_headings)
    yield from ((text, WeightCue(one.weight)) for one in words.weights for text in one.headings)
    yield from ((text, Neutral()) for text in words.headings)
