"""Tells the parts of a job advert apart: duties, musts, extras, and what is not about the work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tpmlearn.domain.planning.advert_cues import Aside, Cues, Heading, Neutral, SkillCue, WeightCue
from tpmlearn.domain.planning.advert_text import Hit, Sentence, Word, find_phrases, sentences

LONGEST_HEADING = 8
LONGEST_LABEL = 5
MOST_BESIDE = 3
"""Words beside those of a heading, as in "Tasks that inspire you"."""


@dataclass(frozen=True)
class Part:
    """A sentence and what its heading says: a weight, 0 for none, or that it does not count."""

    sentence: Sentence
    weight: int = 0
    aside: bool = False


def parts(text: str, cues: Cues) -> Iterator[Part]:
    """The sentences of a visible text under their headings, which themselves are left out.

    A heading holds until the next one; a label, as in "Must: clear English", to the line's end.
    """
    over: Heading = Neutral()
    label: Heading | None = None
    for sentence in sentences(text):
        label = None if sentence.opens else label
        heading = _heading(sentence, cues)
        if heading and sentence.ends:
            over = heading
            continue
        if sentence.opens and sentence.colon and not sentence.ends:
            label = _label(sentence, cues)
        means = label or over
        yield Part(
            sentence,
            weight=means.weight if isinstance(means, WeightCue) else 0,
            aside=isinstance(means, Aside),
        )


def _heading(sentence: Sentence, cues: Cues) -> Heading | None:
    """What a line says that stands over others; None where it is a line like any other."""
    words = sentence.words
    if not sentence.opens or sentence.bullet or len(words) > LONGEST_HEADING:
        return None
    for hit, heading in find_phrases(words, cues.headings.by_words, cues.headings.longest):
        beside = len(words) - (hit.last - hit.first)
        if sentence.colon or (beside <= MOST_BESIDE and not _speaks_of_skills(words, hit, cues)):
            return heading
    return Neutral() if sentence.colon else None


def _speaks_of_skills(words: Sequence[Word], heading: Hit, cues: Cues) -> bool:
    """Whether a line holds a skill beside the words of a heading, as "Jira skills" does."""
    return any(
        isinstance(cue, SkillCue) and (hit.last <= heading.first or heading.last <= hit.first)
        for hit, cue in find_phrases(words, cues.skills.by_words, cues.skills.longest)
    )


def _label(sentence: Sentence, cues: Cues) -> Heading | None:
    if len(sentence.words) > LONGEST_LABEL:
        return None
    for _, heading in find_phrases(sentence.words, cues.headings.by_words, cues.headings.longest):
        return heading
    for _, tone in find_phrases(sentence.words, cues.tones.by_words, cues.tones.longest):
        if isinstance(tone, WeightCue | Aside):
            return tone
    return None
