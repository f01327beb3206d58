"""Reads adverts.yml: the words by which skills, levels and weights are found in a job advert."""

import re
from collections.abc import Iterable, Sequence

from tpmlearn.domain.content.catalogue import AdvertWords, LevelWords, WeightWords
from tpmlearn.domain.content.drafts import Entry
from tpmlearn.domain.content.fields import Fields, Named
from tpmlearn.domain.content.front_matter import read_each, read_mapping
from tpmlearn.domain.content.rules import Report

MOST_WORDS = 200
LONGEST = 60
_WORD = re.compile(r"[^\W_]")
_PLAIN = ("headings", "asides", "negations", "negated", "nothing")


def read_advert_words(path: str, _slug: str, text: str) -> tuple[Entry[AdvertWords] | None, Report]:
    """The words of the file; None when nothing of it can be used."""
    report = Report(path)
    fields = read_mapping(text, report)
    if fields is None:
        return None, report
    entry = advert_words_of(fields, path)
    fields.close()
    return entry, report


def advert_words_of(fields: Fields, path: str) -> Entry[AdvertWords]:
    """The words that some fields list, with the skills and terms that they name."""
    found = read_each(fields.mappings("skills", least=1), _skill)
    everyday = fields.names("everyday", most=MOST_WORDS)
    words = AdvertWords(
        skills={code.text: words for code, words, _ in found},
        hints={code.text: hints for code, _, hints in found},
        levels=read_each(fields.mappings("levels", most=6), _level),
        weights=read_each(fields.mappings("weights", most=3), _weight),
        aside_headings=_words(fields, "aside_headings"),
        everyday=tuple(term.text for term in everyday),
        **{key: _words(fields, key) for key in _PLAIN},
    )
    place = Named("", fields.line, fields.column)
    skills = tuple(code for code, _, _ in found)
    return Entry(words, place, path, skills=skills, terms=everyday)


def _skill(fields: Fields) -> tuple[Named, tuple[str, ...], tuple[str, ...]]:
    return fields.named("skill"), _words(fields, "words"), _words(fields, "hints")


def _level(fields: Fields) -> LevelWords:
    return LevelWords(
        fields.integer("level", 0, 5),
        _words(fields, "words"),
        _words(fields, "titles"),
        fields.integer("years", 0, 40, 0),
    )


def _weight(fields: Fields) -> WeightWords:
    return WeightWords(
        fields.integer("weight", 1, 3), _words(fields, "words"), _words(fields, "headings")
    )


def _words(fields: Fields, key: str) -> tuple[str, ...]:
    names = fields.names(key, most=MOST_WORDS, longest=LONGEST)
    _report_empty(fields, names)
    return tuple(name.text for name in names)


def _report_empty(fields: Fields, names: Sequence[Named] | Iterable[Named]) -> None:
    """A text without a letter or digit would be looked for and never found."""
    for name in names:
        if name.text and not _WORD.search(name.text):
            fields.report.add(
                "E028", name.line, name.column,
                value=name.text, what="word of an advert", example="risk register",
            )  # fmt: skip
