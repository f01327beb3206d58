"""Right and wrong answers of demo learners, in the form that a page sends."""

from random import Random

from tpmlearn.domain.assessment.marking import gaps, key_values
from tpmlearn.domain.content.catalogue import Item, ItemType


def values_of(item: Item, order: list[int], *, right: bool, rng: Random) -> list[str]:
    """What a page would send."""
    if item.number is not None:
        return [f"{item.number.value + (0 if right else rng.randint(2, 9)):.9f}"]
    key = key_values(item, order)
    if right:
        return key
    if item.type in {ItemType.ORDER, ItemType.MATCH}:
        return [*key[1:], key[0]]
    if item.type is ItemType.PULL_DOWN:
        return [str(order.index(rng.choice(indexes))) for indexes in gaps(item, order)]
    others = [str(place) for place in range(len(order)) if str(place) not in key]
    return [*key[: len(key) - 1], rng.choice(others)]
