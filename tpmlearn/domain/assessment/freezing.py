"""An item frozen as it is shown, and the order in which its options appear."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Protocol

from tpmlearn.domain.content.catalogue import (
    Approach,
    Formula,
    Item,
    ItemKind,
    ItemType,
    NumberKey,
    Option,
    Pool,
    Variable,
)

TAG = re.compile(r"<[^>]+>")
NUMERIC = re.compile(r"^\W*[+-]?\d")


class Shuffler(Protocol):
    """The random source that callers hand in; `random.Random` is one."""

    def sample(self, population: Sequence[Item], k: int) -> list[Item]:
        """`k` of the population, in random order."""

    def shuffle(self, x: list[int]) -> None:
        """Put the list into random order."""

    def getrandbits(self, k: int, /) -> int:
        """A whole number of `k` random bits."""


def freeze(item: Item) -> dict[str, Any]:
    """The item as plain JSON values, complete: later edits of the content do not touch it."""
    return asdict(item)


def thaw(stored: dict[str, Any]) -> Item:
    """The item that was frozen."""
    number, formula = stored.get("number"), stored.get("formula")
    return Item(
        **{
            **stored,
            "type": ItemType(stored["type"]),
            "kind": ItemKind(stored["kind"]),
            "approach": Approach(stored["approach"]),
            "pool": Pool(stored.get("pool", Pool.PRACTICE)),
            "tasks": tuple(stored["tasks"]),
            "options": tuple(Option(**option) for option in stored["options"]),
            "number": NumberKey(**number) if number else None,
            "formula": _formula(formula) if formula else None,
        }
    )


def _formula(stored: dict[str, Any]) -> Formula:
    variables = tuple(Variable(**variable) for variable in stored["variables"])
    return Formula(**{**stored, "variables": variables})


def draw_items(items: Sequence[Item], rng: Shuffler) -> list[Item]:
    """The items in the order of one attempt."""
    return rng.sample(list(items), len(items))


def draw_order(item: Item, rng: Shuffler) -> list[int]:
    """The indexes of what is shown to choose from, in the order of one attempt.

    A place in it is all that a page sends, so that neither page nor answer tells the key. Of a
    match these are the right sides, each once; a pull-down has gap after gap. True and false, and
    options that are all numbers, keep the author's order: people expect it. The order of the
    author is the key of an order and of a match, so these are always shuffled.
    """
    match item.type:
        case ItemType.MATCH:
            return _shuffled(right_sides(item), rng)
        case ItemType.PULL_DOWN:
            gaps = sorted({option.gap for option in item.options})
            return [index for gap in gaps for index in _gap_order(item, gap, rng)]
        case ItemType.ORDER:
            return _shuffled(range(len(item.options)), rng)
        case ItemType.TRUE_FALSE:
            return list(range(len(item.options)))
        case _:
            return _expected_order(item, range(len(item.options)), rng)


def right_sides(item: Item) -> list[int]:
    """The rows of a match with different right sides: of equal ones, the first."""
    first = {option.html: index for index, option in reversed(list(enumerate(item.options)))}
    return sorted(first.values())


def _gap_order(item: Item, gap: int, rng: Shuffler) -> list[int]:
    within = [index for index, option in enumerate(item.options) if option.gap == gap]
    return _expected_order(item, within, rng)


def _expected_order(item: Item, indexes: Sequence[int], rng: Shuffler) -> list[int]:
    texts = [TAG.sub("", item.options[index].html).strip() for index in indexes]
    return list(indexes) if all(map(NUMERIC.match, texts)) else _shuffled(indexes, rng)


def _shuffled(indexes: Sequence[int], rng: Shuffler) -> list[int]:
    order = list(indexes)
    rng.shuffle(order)
    return order
