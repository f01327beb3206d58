"""Finds in the text of a job advert which skills it asks for, and at which level and weight."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpmlearn.domain.content.catalogue import Catalogue, Requirement
from tpmlearn.domain.planning.advert_cues import (
    Aside,
    Cues,
    LevelCue,
    Negation,
    SkillCue,
    WeightCue,
    cues_of,
)
from tpmlearn.domain.planning.advert_parts import Part, parts
from tpmlearn.domain.planning.advert_text import Hit, find_phrases, phrase, visible

LONGEST = 20_000
USUAL_LEVEL = 3
EXTRA_LEVEL = 2
"""The most that is read out of what an advert would only like, unless it says how well."""
USUAL_WEIGHT, LEAST_WEIGHT = 2, 1
REACH = 10
"""How many words a negation reaches."""
HINTS = 2
"""How many different hints are as good as one plain phrase."""
FEW_ENGLISH = 0.08
SHORT = 30
_TURNS = frozenset({"but", "howev", "although"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ud800-\udfff]")
_ENGLISH = frozenset(
    map(
        "".join,
        map(
            phrase,
            ["the", "and", "of", "to", "a", "in", "for", "with", "you", "we", "our", "is", "are"],
        ),
    )
)


class AdvertProblem(ValueError):
    """A text that cannot be taken for a job advert; it says why and what to do."""


class Sureness(StrEnum):
    """How sure the matching is of a skill, by what it rests on."""

    TWICE = "named more than once"
    ONCE = "named once"
    HINTED = "only hinted at"


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


@dataclass(frozen=True)
class FoundSkill:
    """A skill with what was read about it; `level` 0-5, `weight` 1-3."""

    skill: str
    level: int
    weight: int
    sure: Sureness
    mentions: tuple[Mention, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The matching words, each once, in the order of the text."""
        return tuple({mention.words.lower(): mention.words for mention in self.mentions}.values())


@dataclass(frozen=True)
class Matched:
    """What an advert asks for, in the framework's order.

    `found` are skills named plainly or hinted at twice, `perhaps` those that one hint speaks of.
    `english` is False for a text that does not look like English.
    """

    found: tuple[FoundSkill, ...]
    perhaps: tuple[FoundSkill, ...]
    english: bool

    @property
    def requirements(self) -> dict[str, Requirement]:
        """Level and weight by skill code, of what was found."""
        return {one.skill: Requirement(one.level, one.weight) for one in self.found}


@dataclass(frozen=True)
class Piece:
    """A stretch of the text and the skills that it speaks of, mostly none."""

    text: str
    skills: tuple[str, ...] = ()


def clean_advert(text: str) -> str:
    """The text with plain line ends and no blanks around it; raises AdvertProblem."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise AdvertProblem("Paste the text of the advert.")
    if len(text) > LONGEST:
        raise AdvertProblem(
            f"This has {len(text):,} characters; at most {LONGEST:,} are read. "
            "Paste the advert alone, without the rest of the page."
        )
    if _CONTROL.search(text):
        raise AdvertProblem(
            "This is not plain text: it holds characters that no advert has. "
            "Open the advert, select its text, copy it and paste it here."
        )
    return text


def first_line(text: str, longest: int) -> str:
    """The first line of a text that shows something, cut to `longest` characters."""
    lines = (" ".join(line.split()) for line in visible(text).split("\n"))
    line = next((line for line in lines if line), "") or "Advert"
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def match_advert(text: str, catalogue: Catalogue) -> Matched:
    """Which skills `text` asks for, by the words of the content.

    Phrases are looked for sentence by sentence: `docs/assessment.md` has the rules.
    """
    cues = cues_of(catalogue)
    seen = list(parts(visible(text), cues))
    base = _base_level(seen, cues)
    by_skill: dict[str, list[Mention]] = {code: [] for code in catalogue.skills}
    for part in seen:
        for mention in _mentions(part, text, cues, base):
            by_skill[mention.skill].append(mention)
    found = [_found(code, mentions) for code, mentions in by_skill.items() if mentions]
    return Matched(
        found=tuple(one for one in found if _is_enough(one.mentions)),
        perhaps=tuple(one for one in found if not _is_enough(one.mentions)),
        english=_is_english(seen),
    )


def pieces(text: str, found: Iterable[FoundSkill]) -> tuple[Piece, ...]:
    """The whole text in stretches, so that the matching words can be marked."""
    places: dict[tuple[int, int], list[str]] = {}
    for one in found:
        for mention in one.mentions:
            places.setdefault((mention.start, mention.end), []).append(one.skill)
    cut, done = [], 0
    for (start, end), skills in sorted(places.items()):
        cut += [Piece(text[done:start]), Piece(text[start:end], tuple(skills))]
        done = end
    return tuple(piece for piece in (*cut, Piece(text[done:])) if piece.text)


def _mentions(part: Part, text: str, cues: Cues, base: int) -> Iterator[Mention]:
    """The mentions of one part, what is negated or aside left out."""
    words = part.sentence.words
    tones = list(find_phrases(words, cues.tones.by_words, cues.tones.longest))
    if part.aside or any(isinstance(tone, Aside) for _, tone in tones):
        return
    weights = [tone.weight for _, tone in tones if isinstance(tone, WeightCue)]
    weight = weights[0] if weights else part.weight or USUAL_WEIGHT
    levels = [(hit, tone.level) for hit, tone in tones if isinstance(tone, LevelCue)]
    negations = [(hit, tone) for hit, tone in tones if isinstance(tone, Negation)]
    for hit, cue in find_phrases(words, cues.skills.by_words, cues.skills.longest):
        if not isinstance(cue, SkillCue) or _is_negated(hit, negations, part):
            continue
        start, end = words[hit.first].start, words[hit.last - 1].end
        if cue.exact and text[start:end] != cue.exact:
            continue
        level, because = _level(hit, levels, part, text)
        level = level if because else base
        if (weight == LEAST_WEIGHT and level <= USUAL_LEVEL) or (
            weight == LEAST_WEIGHT and not because
        ):
            level = min(level, EXTRA_LEVEL)
        for skill in cue.skills:
            yield Mention(skill, start, end, text[start:end], level, weight, cue.plain, because)


def _level(hit: Hit, levels: Sequence[tuple[Hit, int]], part: Part, text: str) -> tuple[int, str]:
    """The level of the nearest words before a phrase, and these words."""
    before = [(place, level) for place, level in levels if place.first <= hit.first]
    if not before:
        return 0, ""
    place, level = before[-1]
    words = part.sentence.words
    return level, text[words[place.first].start : words[place.last - 1].end]


def _is_negated(hit: Hit, negations: Sequence[tuple[Hit, Negation]], part: Part) -> bool:
    stems = [word.stem for word in part.sentence.words]
    for place, negation in negations:
        between = (
            stems[hit.last : place.first] if negation.backwards else stems[place.last : hit.first]
        )
        ahead = hit.last <= place.first if negation.backwards else place.last <= hit.first
        if ahead and len(between) <= REACH and not _TURNS.intersection(between):
            return True
    return False


def _found(code: str, mentions: Sequence[Mention]) -> FoundSkill:
    """Level: the highest that is asked for; weight: the least only where nothing more is said."""
    asked = [one for one in mentions if one.weight > LEAST_WEIGHT] or mentions
    plain = {one.start for one in mentions if one.plain}
    sure = Sureness.TWICE if len(plain) > 1 else Sureness.ONCE if plain else Sureness.HINTED
    return FoundSkill(
        skill=code,
        level=max(one.level for one in asked),
        weight=max(one.weight for one in mentions),
        sure=sure,
        mentions=tuple(mentions),
    )


def _is_enough(mentions: Sequence[Mention]) -> bool:
    hints = {phrase(one.words) for one in mentions}
    return any(one.plain for one in mentions) or len(hints) >= HINTS


def _base_level(seen: Sequence[Part], cues: Cues) -> int:
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
            yield number if number <= 40 else 0


def _is_english(seen: Sequence[Part]) -> bool:
    """Whether enough of the words are the smallest ones of English; a short text always is."""
    stems = [word.stem for part in seen for word in part.sentence.words]
    few = sum(word in _ENGLISH for word in stems)
    return len(stems) < SHORT or few >= FEW_ENGLISH * len(stems)
