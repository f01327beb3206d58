"""The test pool as the engine sees it: items in a fixed order with their curves."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tpmlearn.domain.assessment.curves import Floats, ItemParameters, expected_curves, informations
from tpmlearn.domain.content.catalogue import Item


@dataclass(frozen=True)
class Bank:
    """Items with what is believed of them; `curves` and `information` have shape (items, 81)."""

    items: tuple[Item, ...]
    parameters: tuple[ItemParameters, ...]
    curves: Floats
    information: Floats

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The index of each item, by id."""
        return {item.id: n for n, item in enumerate(self.items)}

    def part(self, wanted: Callable[[Item], bool]) -> "Bank":
        """The bank of the items that are wanted, in the same order."""
        places = [n for n, item in enumerate(self.items) if wanted(item)]
        return Bank(
            tuple(self.items[n] for n in places),
            tuple(self.parameters[n] for n in places),
            self.curves[places],
            self.information[places],
        )


def make_bank(items: Iterable[Item], believed: Callable[[Item], ItemParameters]) -> Bank:
    """The bank of some items; `believed` tells the parameters of each."""
    kept = tuple(items)
    parameters = tuple(believed(item) for item in kept)
    curves = expected_curves(parameters)
    return Bank(kept, parameters, curves, informations(curves))
