"""Finds signs over a whole bank by which a key could be told without knowing the subject."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import comb
from statistics import fmean

from tpmlearn.domain.content.catalogue import Item, ItemType

LIMIT = 0.01
LEAST = 20
_TAG = re.compile(r"<[^>]*>")
_ABSOLUTE = re.compile(r"\b(?:always|never|only|none|completely|entirely)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Signal:
    """How probable it is that chance alone gives so many keys this sign; under `limit` it shows."""

    what: str
    keys: int
    items: int
    p: float
    limit: float = LIMIT


def form_signals(items: Sequence[Item]) -> tuple[Signal, ...]:
    """The signs of the single answers of a bank; none where there are under 20 of them."""
    singles = [item for item in items if item.type is ItemType.SINGLE]
    if len(singles) < LEAST:
        return ()
    return tuple(_signals(singles))


def binomial_tail(hits: int, tries: int, chance: float) -> float:
    """P(X >= hits) for X ~ Binomial(tries, chance)."""
    return sum(
        comb(tries, n) * chance**n * (1 - chance) ** (tries - n) for n in range(hits, tries + 1)
    )


def _signals(singles: Sequence[Item]) -> Iterator[Signal]:
    chance = fmean(1 / len(item.options) for item in singles)
    for what, picks in _PICKS:
        hits = sum(_is_key(item, picks(item)) for item in singles)
        p = binomial_tail(hits, len(singles), chance)
        yield Signal(f"p of as many keys that are {what}", hits, len(singles), round(p, 4))


def _is_key(item: Item, place: int | None) -> bool:
    return place is not None and item.options[place].correct


def _lengths(item: Item) -> list[int]:
    return [len(_TAG.sub("", option.html)) for option in item.options]


def _longest(item: Item) -> int | None:
    return _only(_lengths(item), max)


def _shortest(item: Item) -> int | None:
    return _only(_lengths(item), min)


def _only(values: Sequence[int], pick: Callable[[Sequence[int]], int]) -> int | None:
    """The place of the highest or lowest value where no other equals it."""
    wanted = pick(values)
    return values.index(wanted) if values.count(wanted) == 1 else None


def _without_absolute(item: Item) -> int | None:
    """The only option without a word such as ‘always’, where all others have one."""
    free = [n for n, one in enumerate(item.options) if not _ABSOLUTE.search(one.html)]
    return free[0] if len(free) == 1 else None


def _most_commas(item: Item) -> int | None:
    return _only([option.html.count(",") for option in item.options], max)


_Pick = Callable[[Item], int | None]
_PICKS: tuple[tuple[str, _Pick], ...] = (
    ("the longest option", _longest),
    ("the shortest option", _shortest),
    ("the only option without an absolute word", _without_absolute),
    ("the option with the most commas", _most_commas),
)
