"""The test pool as the engine sees it: items in a fixed order with their curves."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tpmlearn.domain.assessment.curves import Floats, ItemParameters, expected_curves, informations
from tpmlearn.domain.assessment.marking import row_marks
from tpmlearn.domain.assessment.partial_credit import expected_score, outcomes, score_information
from tpmlearn.domain.content.catalogue import Item


@dataclass(frozen=True)
class Bank:
    """Items with what is believed of them; `curves` and `information` have shape (items, 81).

    A curve is the share of the item's `marks` to be expected: P(right) where it has one.
    """

    items: tuple[Item, ...]
    parameters: tuple[ItemParameters, ...]
    curves: Floats
    information: Floats
    marks: tuple[int, ...]

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
            tuple(self.marks[n] for n in places),
        )

    def outcomes(self, index: int) -> tuple[Floats, ...]:
        """The likelihood of each score of an item, from none to all marks, each (81,)."""
        return outcomes(self.parameters[index], self.marks[index])


def make_bank(items: Iterable[Item], believed: Callable[[Item], ItemParameters]) -> Bank:
    """The bank of some items; `believed` tells the parameters of each."""
    kept = tuple(items)
    parameters = tuple(believed(item) for item in kept)
    marks = tuple(row_marks(item) for item in kept)
    curves = expected_curves(parameters)
    information = informations(curves)
    for n, most in enumerate(marks):
        if most > 1:
            of_scores = np.stack(outcomes(parameters[n], most))
            curves[n] = expected_score(of_scores) / most
            information[n] = score_information(of_scores)
    return Bank(kept, parameters, curves, information, marks)
