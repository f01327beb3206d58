"""Fills counts with items so that the whole exam looks like its bank, the least worn first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.curves import Floats
from tpmlearn.domain.assessment.freezing import Shuffler
from tpmlearn.domain.exams.mixing import mixed
from tpmlearn.domain.exams.quotas import Cell, Quotas
from tpmlearn.domain.exams.wear import Flags, Wear

Indexes = NDArray[np.intp]
ROUNDS = 2
OVER_CAP = 30.0
CHANCE = 1.0
"""How much chance may outweigh balance: with less, rare kinds of items would come up always."""
LEAST_UNMET = 10
"""So many items of a skill should stay unmet, for adaptive tests."""


@dataclass(frozen=True)
class Trait:
    """A property of items by which an exam should look like its bank.

    `values` has one name an item. `shares` of all questions by name: those that are set, the bank's
    for other names. A name may come up `most` times before it costs dearly.
    """

    values: Sequence[str]
    weight: float = 1.0
    targets: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)


@dataclass
class Tally:
    """How often each name of each trait was taken, beside how often it should be.

    `classes` has a row for each item and a column for each trait: an index into the other arrays.
    """

    classes: Indexes
    targets: Floats
    weights: Floats
    most: Floats
    counts: Floats

    def take(self, index: int) -> None:
        """Count an item."""
        self.counts[self.classes[index]] += 1

    def give_back(self, index: int) -> None:
        """Count an item no longer."""
        self.counts[self.classes[index]] -= 1

    def cost(self, indexes: Indexes) -> Floats:
        """What one more of each of these items costs.

        The cost of a name is weight (count - target)² / target, as in a chi-square; this is the
        difference that one more makes.
        """
        more = (2 * (self.counts - self.targets) + 1) / np.maximum(self.targets, 1)
        each = self.weights * more + OVER_CAP * (self.counts >= self.most)
        costs: Floats = each[self.classes[indexes]].sum(axis=1)
        return costs


def tally_of(traits: Sequence[Trait], items: int) -> Tally:
    """An empty tally of traits over so many items."""
    codes: dict[tuple[int, str], int] = {}
    classes = np.empty((items, len(traits)), dtype=np.intp)
    for column, trait in enumerate(traits):
        classes[:, column] = [
            codes.setdefault((column, value), len(codes)) for value in trait.values
        ]
    of = [(traits[column], value) for column, value in codes]
    return Tally(
        classes,
        np.array([trait.targets.get(value, 0.0) for trait, value in of]),
        np.array([trait.weight for trait, _ in of]),
        np.array([trait.most.get(value, np.inf) for trait, value in of]),
        np.zeros(len(of)),
    )


@dataclass
class Filling:
    """Items as they are taken. Arrays have one entry an item.

    `left` is how many items of each skill the person would still not have met; None where that
    does not matter. `owed` are the tasks that each item covers and that the exam has to cover.
    """

    cells: Sequence[Cell]
    wear: Wear
    tally: Tally
    jitter: Floats
    skills: Indexes
    left: Floats | None
    owed: Sequence[frozenset[str]]
    taken: Flags

    def take(self, index: int) -> None:
        """Take an item."""
        self.taken[index] = True
        self.tally.take(index)
        if self.left is not None and self.wear.unmet[index]:
            self.left[self.skills[index]] -= 1

    def give_back(self, index: int) -> None:
        """Take an item back."""
        self.taken[index] = False
        self.tally.give_back(index)
        if self.left is not None and self.wear.unmet[index]:
            self.left[self.skills[index]] += 1

    def best(self, among: Indexes) -> int:
        """The index of the cheapest of these items: by wear, then balance and chance."""
        costs = self.wear.cost[among] + self.tally.cost(among) + CHANCE * self.jitter[among]
        if self.left is not None:
            held = self.wear.unmet[among] & (self.left[self.skills[among]] <= LEAST_UNMET)
            costs += self.wear.reserve * held
        return int(among[int(np.argmin(costs))])


def fill(filling: Filling, quotas: Quotas, first: Sequence[int], rng: Shuffler) -> list[int]:
    """Indexes of items that fill the counts, `first` among them as long as nothing is better.

    Each place takes what is cheapest there and then; afterwards every item is given back once and
    the cheapest is taken anew, which mends what the first choices could not know.
    """
    for index in first:
        filling.take(index)
    chosen = list(first)
    groups = _groups(filling.cells)
    for cell in _places(quotas, Counter(filling.cells[index] for index in first), rng):
        index = filling.best(_open(groups[cell], filling))
        filling.take(index)
        chosen.append(index)
    covered = Counter(
        task for n, taken in enumerate(filling.taken) if taken for task in filling.owed[n]
    )
    for _ in range(ROUNDS):
        chosen = [_again(index, groups, covered, filling) for index in chosen]
    return chosen


def _again(
    index: int, groups: Mapping[Cell, Indexes], covered: Counter[str], filling: Filling
) -> int:
    """Give an item back and take the best in its place that covers what only it covered."""
    filling.give_back(index)
    covered.subtract(filling.owed[index])
    among = _open(groups[filling.cells[index]], filling)
    alone = {task for task in filling.owed[index] if not covered[task]}
    if alone:
        among = np.array([one for one in among if alone <= filling.owed[one]], dtype=np.intp)
    found = filling.best(among)
    filling.take(found)
    covered.update(filling.owed[found])
    return found


def _open(group: Indexes, filling: Filling) -> Indexes:
    found: Indexes = group[~filling.taken[group]]
    return found


def _groups(cells: Sequence[Cell]) -> dict[Cell, Indexes]:
    found: dict[Cell, list[int]] = {}
    for index, cell in enumerate(cells):
        found.setdefault(cell, []).append(index)
    return {cell: np.array(indexes, dtype=np.intp) for cell, indexes in found.items()}


def _places(quotas: Quotas, filled: Counter[Cell], rng: Shuffler) -> Iterable[Cell]:
    """The cells of all places that are still open, in random order."""
    cells = [cell for cell, count in quotas.items() for _ in range(count - filled[cell])]
    return [cells[n] for n in mixed(len(cells), rng)]
