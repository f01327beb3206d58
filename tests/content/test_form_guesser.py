"""Somebody who reads only the form of the options must not beat chance by more than 5 points."""

import re
from collections.abc import Callable, Sequence
from statistics import fmean

import pytest

from tpmlearn.config import ROOT
from tpmlearn.domain.content.catalogue import Item, ItemType
from tpmlearn.library import Library
from tpmlearn.rendering.clean import plain

ALLOWED = 0.05
LEAST = 100
_TALK = re.compile(
    r"\b(?:ask|talk|call|speak|tell|listen|meet|discuss|invite|hear|explain|share|agree|consult)\b",
    re.IGNORECASE,
)
_FIRST_LOOK = re.compile(
    r"\b(?:check|find out|work out|assess|analyse|measure|look|compare|review|understand|"
    r"clarify)\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(r"\d|,|;|\b(?:and|with|by|before|until|because|so that)\b", re.IGNORECASE)
_HEDGE = re.compile(r"\b(?:may|might|could|would|often|usually|some|perhaps)\b", re.IGNORECASE)

Texts = Sequence[str]
Score = Callable[[str], float]
GUESSERS: dict[str, Score] = {
    "the longest": len,
    "the shortest": lambda text: -len(text),
    "the most detailed": lambda text: len(_DETAIL.findall(text)),
    "the one that communicates first": lambda text: len(_TALK.findall(text)),
    "the one that looks first": lambda text: len(_FIRST_LOOK.findall(text)),
    "the one that hedges": lambda text: len(_HEDGE.findall(text)),
    "talk, then detail, then length": lambda text: (
        100 * len(_TALK.findall(text)) + 10 * len(_DETAIL.findall(text)) + len(text) / 100
    ),
}


@pytest.fixture(scope="module")
def pools(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Item]]:
    """The single answers of the test pool, of each exam and of all quizzes."""
    catalogue = Library([ROOT / "content"], tmp_path_factory.mktemp("cache")).catalogue
    named = {
        "test": catalogue.test_pool,
        "practice": [item for module in catalogue.modules.values() for item in module.quiz],
        **{slug: exam.items for slug, exam in catalogue.exams.items()},
    }
    singles = {name: [i for i in of if i.type is ItemType.SINGLE] for name, of in named.items()}
    return {name: items for name, items in singles.items() if len(items) >= LEAST}


def _hit(item: Item, score: Score) -> float:
    """The chance of the key when one of the options with the highest score is taken."""
    scores = [score(plain(option.html)) for option in item.options]
    best = [n for n, value in enumerate(scores) if value == max(scores)]
    return sum(item.options[n].correct for n in best) / len(best)


@pytest.mark.parametrize("name", GUESSERS)
def test_form_alone_does_not_lead_to_the_key(pools: dict[str, list[Item]], name: str) -> None:
    assert pools
    for pool, items in pools.items():
        chance = fmean(1 / len(item.options) for item in items)
        hits = fmean(_hit(item, GUESSERS[name]) for item in items)
        assert hits <= chance + ALLOWED, f"{pool}: {hits:.3f} against {chance:.3f}"


def test_the_guesser_does_find_keys_that_show() -> None:
    """The measure itself works: on three made-up options the longest is taken."""
    texts = ["short", "a little longer", "by far the longest of all"]

    best = max(texts, key=GUESSERS["the longest"])

    assert best == texts[2]
