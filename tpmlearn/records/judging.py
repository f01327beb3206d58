"""Items beside their figures, worst first: what the command and the authors' pages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tpmlearn.domain.assessment.item_concerns import Concern, Kind, concern
from tpmlearn.domain.assessment.item_figures import ItemFigures
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.records.item_statistics import Stored
from tpmlearn.words import _


@dataclass(frozen=True)
class Judged:
    """An item with its figures and what stands out in them."""

    item: Item
    computed_at: datetime
    figures: ItemFigures
    concern: Concern

    @property
    def stands_out(self) -> bool:
        """Whether somebody should look at it."""
        return self.concern.kind < Kind.NONE


def judged(items: Mapping[str, Item], rows: Sequence[Stored]) -> list[Judged]:
    """The items (by id) that are in the content now, worst first."""
    found = [
        Judged(item, row.computed_at, row.figures, _concern(item, row))
        for row in rows
        if (item := items.get(row.item))
    ]
    return sorted(found, key=lambda one: (one.concern.kind, one.concern.degree, one.item.id))


def _concern(item: Item, row: Stored) -> Concern:
    if item.version == row.version:
        return concern(row.figures)
    said = _("Not enough answers yet: it was changed since.")
    return Concern(Kind.TOO_FEW, 0, said)
