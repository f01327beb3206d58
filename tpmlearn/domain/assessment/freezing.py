"""An item frozen as it is shown, and the order in which its options appear."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Protocol

from tpmlearn.domain.content.catalogue import (
    Approach,
    Item,
    ItemKind,
    ItemType,
    NumberKey,
    Option,
)

TAG = re.compile(r"<[^>]+>")
NUMERIC = re.compile(r"^\W*[+-]?\d")


class Shuffler(Protocol):
    """The random source that callers hand in; `random.Random` is one."""

    def sample(self, population: Sequence[Item], k: int) -> list[Item]:
        """`k` of the population, in random order."""

    def shuffle(self, x: list[int]) -> None:
        """Put the list into random order."""


def freeze(item: Item) -> dict[str, Any]:
    """The item as plain JSON values, complete: later edits of the content do not touch it."""
    return asdict(item)


def thaw(stored: dict[str, Any]) -> Item:
    """The item that was frozen."""
    number = stored.get("number")
    return Item(
        **{
            **stored,
            "type": ItemType(stored["type"]),
            "kind": ItemKind(stored["kind"]),
            "approach": Approach(stored["approach"]),
            "tasks": tuple(stored["tasks"]),
            "options": tuple(Option(**option) for option in stored["options"]),
            "number": NumberKey(**number) if number else None,
        }
    )


def draw_items(items: Sequence[Item], rng: Shuffler) -> list[Item]:
    """The items in the order of one attempt."""
    return rng.sample(list(items), len(items))


def draw_order(item: Item, rng: Shuffler) -> list[int]:
    """The indexes of the options in the order of one attempt.

    True and false, and options that are all numbers, keep the author's order: people expect it.
    """
    order = list(range(len(item.options)))
    numeric = all(NUMERIC.match(TAG.sub("", option.html).strip()) for option in item.options)
    if item.type is not ItemType.TRUE_FALSE and not numeric:
        rng.shuffle(order)
    return order
