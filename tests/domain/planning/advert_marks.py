"""Adverts with what a careful reader marks in them, and how well a matching does on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.domain.planning.cast import module
from tpmlearn.config import ROOT
from tpmlearn.domain.content.catalogue import AdvertWords, Catalogue, Requirement
from tpmlearn.domain.content.reading import SourceFile, read_file, shelve
from tpmlearn.domain.planning.advert import Matched, match_advert
from tpmlearn.domain.planning.advert_paste import clean_advert

CONTENT = ROOT / "content"
HERE = Path(__file__).parent
KNOWN, UNSEEN = "adverts", "adverts_unseen"


@dataclass(frozen=True)
class Marked:
    """An advert, what a reader marked in it, and what was found."""

    name: str
    marks: Mapping[str, Requirement]
    matched: Matched

    @property
    def found(self) -> Mapping[str, Requirement]:
        """What was found."""
        return self.matched.requirements

    @property
    def both(self) -> frozenset[str]:
        """Skills that were marked and found."""
        return frozenset(self.marks) & frozenset(self.found)


@dataclass(frozen=True)
class Score:
    """Over some adverts: shares from 0 to 1, and how many skills were marked and found."""

    marked: int
    found: int
    both: int
    same_level: int
    near_level: int
    same_weight: int

    @property
    def precision(self) -> float:
        """The share of what was found that was marked."""
        return self.both / self.found

    @property
    def recall(self) -> float:
        """The share of what was marked that was found."""
        return self.both / self.marked


@cache
def shipped() -> Catalogue:
    """Of the content that ships, what adverts are matched by."""
    files = [*CONTENT.glob("*.yml"), *CONTENT.glob("modules/*/lesson.md")]
    names = [file.relative_to(CONTENT).as_posix() for file in files]
    shelf = shelve(
        read_file(SourceFile(name, name, file.read_text(encoding="utf-8")))
        for name, file in zip(names, files, strict=True)
    )
    assert shelf.framework
    return Catalogue(
        version="shipped",
        areas={one.code: one for one in shelf.framework.areas},
        skills={one.code: one for one in shelf.framework.skills},
        modules={
            slug: module(slug, skills=tuple(skill.text for skill in lesson.skills))
            for slug, lesson in shelf.lessons.items()
        },
        terms={entry.value.slug: entry.value for entry in shelf.terms},
        adverts=shelf.adverts.value if shelf.adverts else AdvertWords(),
    )


def text_of(name: str, folder: str = KNOWN) -> str:
    """The text of an advert."""
    return (HERE / folder / f"{name}.txt").read_text(encoding="utf-8")


def marked_adverts(catalogue: Catalogue, folder: str = KNOWN) -> list[Marked]:
    """All adverts of a folder, matched."""
    marks = yaml.safe_load((HERE / folder / "marks.yml").read_text(encoding="utf-8"))
    return [
        Marked(
            name,
            {code: Requirement(*wanted) for code, wanted in skills.items()},
            match_advert(clean_advert(text_of(name, folder)), catalogue),
        )
        for name, skills in marks.items()
    ]


def score(adverts: list[Marked]) -> Score:
    """How well the matching did over all of them together."""
    pairs = [(one.marks[code], one.found[code]) for one in adverts for code in one.both]
    return Score(
        marked=sum(len(one.marks) for one in adverts),
        found=sum(len(one.found) for one in adverts),
        both=len(pairs),
        same_level=sum(marked.level == found.level for marked, found in pairs),
        near_level=sum(abs(marked.level - found.level) <= 1 for marked, found in pairs),
        same_weight=sum(marked.weight == found.weight for marked, found in pairs),
    )
