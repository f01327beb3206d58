"""Adaptive tests in the life of a demo learner, taken through the ordinary services."""

from datetime import datetime, timedelta
from random import Random

import numpy as np
from sqlalchemy import select

from tpmlearn.cli.demo.answers import values_of
from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.features.testing import services
from tpmlearn.models import ItemVersionRow, SittingItemRow
from tpmlearn.records.next_item import Chance


def take_test(
    person_id: int,
    area: str,
    *,
    ability: float,
    moment: datetime,
    rng: Random,
    catalogue: Catalogue,
) -> None:
    """Take the test of an area; `ability` from 0 to 1 says how often answers are right.

    How many items it takes depends on its id, which nobody can foresee; so it draws apart.
    """
    rng = Random(rng.getrandbits(64))  # noqa: S311  # nosec B311
    chance = Chance(rng, np.random.default_rng(rng.getrandbits(64)))  # noqa: TID251
    sitting = services.start(person_id, area, catalogue, now=moment, chance=chance)
    while True:
        shown = _waiting(sitting)
        if shown is None:
            services.go_on(person_id, sitting, catalogue, now=moment, chance=chance)
            shown = _waiting(sitting)
            if shown is None:
                return
        position, order, drawn, content = shown
        item = as_drawn(thaw(content), drawn)
        right = rng.random() < 0.3 + 0.8 * ability - 0.06 * item.difficulty
        moment += timedelta(seconds=rng.uniform(20, 110))
        services.answer(
            person_id,
            sitting,
            position,
            values_of(item, order, right=right, rng=rng),
            catalogue,
            now=moment,
            chance=chance,
        )


def _waiting(sitting: str) -> tuple[int, list[int], dict[str, object], dict[str, object]] | None:
    row = SittingItemRow
    found = db.session.execute(
        select(row.position, row.option_order, row.drawn, ItemVersionRow.content)
        .join(ItemVersionRow, ItemVersionRow.version == row.item_version)
        .where(row.sitting_id == sitting, row.answered_at.is_(None))
    ).one_or_none()
    db.session.rollback()
    return found and (found[0], found[1], found[2], found[3])
