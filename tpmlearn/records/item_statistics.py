"""What the last night computed of items, as it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.assessment.item_figures import ItemFigures, from_json
from tpmlearn.models import ItemStatisticsRow


@dataclass(frozen=True)
class Stored:
    """The figures of an item as they were stored, and the version of the item they are about."""

    item: str
    version: str
    computed_at: datetime
    figures: ItemFigures


def stored(items: Sequence[str] | None = None) -> list[Stored]:
    """The stored statistics of some items by id, or of all; one statement."""
    row = ItemStatisticsRow
    statement = select(row.item, row.item_version, row.computed_at, row.figures)
    if items is not None:
        statement = statement.where(row.item.in_(items))
    found = db.session.execute(statement)
    return [Stored(item, version, at, from_json(figures)) for item, version, at, figures in found]
