"""Reads from the parts of a job advert where a skill is spoken of, and how well it is wanted."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tpmlearn.domain.planning.advert_cues import (
    Aside,
    Cues,
    LevelCue,
    Negation,
    SkillCue,
    Tone,
    WeightCue,
)
from tpmlearn.domain.planning.advert_parts import Part
from tpmlearn.domain.planning.advert_text import Hit, Word, find_phrases, phrase

USUAL_LEVEL = 3
EXTRA_LEVEL = 2
"""The most that is read out of what an advert would only like, unless it says how well."""
USUAL_WEIGHT, LEAST_WEIGHT = 2, 1
REACH = 10
"""How many words a negation reaches."""
MOST_YEARS = 40
_TURNS = frozenset({"but", "howev", "although"})


@dataclass(frozen=True)
class Mention:
    """Words that speak of a skill, from `start` to `end` (not included) in the text.

    `because` are the words that its level was read from, empty where it is the advert's usual one.
    """

    skill: str
    start: int
    end: int
    words: str
    level: int
    weight: int
    plain: bool
    because: str = ""


def mentions_in(part: Part, text: str, cues: Cues, base: int) -> Iterator[Mention]:
    """The mentions of one part, what is negated or aside left out.

    `text` is the whole advert; `base` the level where no words before a mention speak of one.
    """
    words = part.sentence.words
    tones = list(find_phrases(words, cues.tones.by_words, cues.tones.longest))
    if part.aside or any(isinstance(tone, Aside) for _, tone in tones):
        return
    weights = [tone.weight for _, tone in tones if isinstance(tone, WeightCue)]
    weight = weights[0] if weights else part.weight or USUAL_WEIGHT
    taken_back = _taken_back(words, tones)
    levels = [(hit, tone.level) for hit, tone in tones if isinstance(tone, LevelCue)]
    starts = [hit.first for hit, _ in levels]
    for hit, cue in find_phrases(words, cues.skills.by_words, cues.skills.longest):
        start, end = words[hit.first].start, words[hit.last - 1].end
        if not isinstance(cue, SkillCue) or hit.first in taken_back:
            continue
        if cue.exact and text[start:end] != cue.exact:
            continue
        nearest = bisect_right(starts, hit.first) - 1
        level, because = base, ""
        if nearest >= 0:
            place, level = levels[nearest]
            because = text[words[place.first].start : words[place.last - 1].end]
        if weight == LEAST_WEIGHT and (level <= USUAL_LEVEL or not because):
            level = min(level, EXTRA_LEVEL)
        for skill in cue.skills:
            yield Mention(skill, start, end, text[start:end], level, weight, cue.plain, because)


def _taken_back(words: Sequence[Word], tones: Sequence[tuple[Hit, Tone]]) -> frozenset[int]:
    """The places of words that a negation reaches, up to a word such as "but"."""
    found: set[int] = set()
    for hit, tone in tones:
        if not isinstance(tone, Negation):
            continue
        ahead = range(hit.last, min(hit.last + REACH + 1, len(words)))
        behind = range(hit.first - 1, max(hit.first - REACH - 2, -1), -1)
        for place in behind if tone.backwards else ahead:
            if words[place].stem in _TURNS:
                break
            found.add(place)
    return frozenset(found)


def base_level(seen: Sequence[Part], cues: Cues) -> int:
    """The level of the advert as a whole: by the title, else by the years it asks for."""
    if seen:
        words = seen[0].sentence.words
        titles = list(find_phrases(words, cues.titles.by_words, cues.titles.longest))
        if titles:
            return titles[0][1].level
    most = max((years for part in seen for years in _years(part)), default=0)
    return max((level for least, level in cues.years if most >= least), default=USUAL_LEVEL)


_NUMBERS: Mapping[str, int] = {
    phrase(word)[0]: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=1,
    )
}


def _years(part: Part) -> Iterator[int]:
    """Numbers of years in a sentence, such as 5+ years, five to seven years."""
    stems = [word.stem for word in part.sentence.words]
    for place, word in enumerate(stems[1:], start=1):
        if word == "year" and not part.aside:
            before = stems[place - 1]
            number = _NUMBERS.get(before) or (int(before[:3]) if before[:3].isdecimal() else 0)
            yield number if number <= MOST_YEARS else 0
