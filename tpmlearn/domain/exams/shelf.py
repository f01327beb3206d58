"""The part of a pool that an exam can draw from, sorted: items outside cases, and whole cases."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tpmlearn.domain.content.catalogue import Blueprint, Item
from tpmlearn.domain.content.outlines import OUTLINES
from tpmlearn.domain.exams.case_drawing import CaseWorth
from tpmlearn.domain.exams.drawn import Met
from tpmlearn.domain.exams.quotas import Cell, Stock, cell_of, demand_of, stock_of
from tpmlearn.domain.exams.wear import Wear, wear_of

IN_CASE: Cell = ("", 0)
"""The cell of items that no count is filled with one by one."""


@dataclass(frozen=True)
class Shelf:
    """What can be drawn, each item once; everything else is by index into `items`."""

    blueprint: Blueprint
    items: tuple[Item, ...]
    wear: Wear
    unmet_by_skill: Mapping[str, int]

    @cached_property
    def demand(self) -> Mapping[str, int]:
        """What each part asks for: questions or marks."""
        return demand_of(self.blueprint)

    @cached_property
    def worth(self) -> Sequence[Cell]:
        """Of every item its part and what it counts there."""
        return [cell_of(item, self.blueprint) for item in self.items]

    @cached_property
    def cells(self) -> Sequence[Cell]:
        """Of every item the cell that it can fill."""
        return [
            IN_CASE if item.case else cell
            for item, cell in zip(self.items, self.worth, strict=True)
        ]

    @cached_property
    def cases(self) -> Sequence[Sequence[int]]:
        """The items of each case, in the author's order."""
        found: dict[str, list[int]] = {}
        for index, item in enumerate(self.items):
            if item.case:
                found.setdefault(item.case, []).append(index)
        return list(found.values())

    @cached_property
    def case_worth(self) -> Sequence[CaseWorth]:
        """What the first questions of each case bring."""
        return [self._case_worth(indexes) for indexes in self.cases]

    @cached_property
    def stock(self) -> Mapping[Cell, Stock]:
        """How many items outside cases there are of each cell."""
        found = stock_of(self.cells, [bool(one) for one in self.wear.recent])
        return {cell: stock for cell, stock in found.items() if cell != IN_CASE}

    @cached_property
    def tasks(self) -> Sequence[frozenset[str]]:
        """Of every item the tasks that the exam has to cover; none where it need not."""
        if not self.blueprint.draw.every_task:
            return [frozenset()] * len(self.items)
        return [self.owed & frozenset(item.tasks) for item in self.items]

    @cached_property
    def owed(self) -> frozenset[str]:
        """The tasks that the exam has to cover."""
        if not self.blueprint.draw.every_task:
            return frozenset()
        outline = self.blueprint.outline
        return frozenset(f"{outline}:{code}" for code in OUTLINES.get(outline, ()))

    def _case_worth(self, indexes: Sequence[int]) -> CaseWorth:
        parts: list[Counter[str]] = [Counter()]
        repeats, met = [0], [0]
        for index in indexes:
            part, marks = self.worth[index]
            parts.append(parts[-1] + Counter({part: marks}))
            repeats.append(repeats[-1] + int(self.wear.recent[index]))
            met.append(met[-1] + int(not self.wear.unmet[index]))
        return CaseWorth(tuple(parts), tuple(repeats), tuple(met))


def shelf_of(
    blueprint: Blueprint, pool: Sequence[Item], met: Mapping[str, Met], *, now: datetime
) -> Shelf:
    """The shelf for an exam: items of its parts, and cases all of whose items are.

    Cases are left out where no section is made of them: their items are not asked one by one.
    """
    demand = demand_of(blueprint)
    once = tuple({item.id: item for item in pool}.values())
    outside = {one.case for one in once if one.case and cell_of(one, blueprint)[0] not in demand}
    with_cases = any(section.cases for section in blueprint.sections)
    items = tuple(
        one
        for one in once
        if cell_of(one, blueprint)[0] in demand
        and (not one.case or (with_cases and one.case not in outside))
    )
    unmet = Counter({item.skill: 0 for item in once})
    unmet.update(item.skill for item in once if item.id not in met)
    return Shelf(blueprint, items, wear_of(items, met, now=now), unmet)
