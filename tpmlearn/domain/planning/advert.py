"""Finds in the text of a job advert which skills it asks for, and at which level and weight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpmlearn.domain.content.catalogue import Catalogue, Requirement
from tpmlearn.domain.planning.advert_cues import cues_of
from tpmlearn.domain.planning.advert_mentions import (
    LEAST_WEIGHT,
    Mention,
    base_level,
    mentions_in,
)
from tpmlearn.domain.planning.advert_parts import Part, parts
from tpmlearn.domain.planning.advert_text import phrase, visible
from tpmlearn.words import N_

HINTS = 2
"""How many different hints are as good as one plain phrase."""
FEW_ENGLISH = 0.08
SHORT = 30
_ENGLISH = frozenset(
    map(
        "".join,
        map(
            phrase,
            ["the", "and", "of", "to", "a", "in", "for", "with", "you", "we", "our", "is", "are"],
        ),
    )
)


class Sureness(StrEnum):
    """How sure the matching is of a skill, by what it rests on."""

    TWICE = N_("named more than once")
    ONCE = N_("named once")
    HINTED = N_("only hinted at")


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


def match_advert(text: str, catalogue: Catalogue) -> Matched:
    """Which skills `text` asks for, by the words of the content.

    Phrases are looked for sentence by sentence: `docs/assessment.md` has the rules.
    """
    cues = cues_of(catalogue)
    seen = list(parts(visible(text), cues))
    base = base_level(seen, cues)
    by_skill: dict[str, list[Mention]] = {code: [] for code in catalogue.skills}
    for part in seen:
        for mention in mentions_in(part, text, cues, base):
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


def _is_english(seen: Sequence[Part]) -> bool:
    """Whether enough of the words are the smallest ones of English; a short text always is."""
    stems = [word.stem for part in seen for word in part.sentence.words]
    few = sum(word in _ENGLISH for word in stems)
    return len(stems) < SHORT or few >= FEW_ENGLISH * len(stems)
