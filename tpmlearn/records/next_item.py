"""Chooses what a sitting gives next, from the bank in force and what the person has seen."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

import numpy as np

from tpmlearn.domain.assessment.adaptive import Choices, Chooser, Draw, OpenTest, next_draw
from tpmlearn.domain.assessment.bank import Bank
from tpmlearn.domain.assessment.retake import unseen_after
from tpmlearn.domain.assessment.starting import is_seed
from tpmlearn.domain.assessment.stopping import End
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.records.bank import shelf_of
from tpmlearn.records.sittings import (
    Sitting,
    dimensions_of,
    given_of,
    keys_seen,
    seen_items,
)


@dataclass(frozen=True)
class Chance:
    """Random sources: one orders options and draws values, the other chooses items."""

    order: Random
    choice: Chooser


def next_of(
    person_id: int, sitting: Sitting, catalogue: Catalogue, *, now: datetime, chance: Chance
) -> tuple[Bank, Draw | End]:
    """The item that a sitting gives next, with the bank that it indexes; or why it ends.

    Two statements, and a few more where the bank or its wear is not in memory.
    """
    dimension_of = dimensions_of(sitting.area, catalogue)
    shelf = shelf_of(sitting.area, dimension_of, catalogue, now=now)
    bank, seen = shelf.bank, np.zeros(len(shelf.bank.items), dtype=bool)
    moved = shelf.wear.practised.intersection(bank.places)
    known = keys_seen(person_id, moved) if moved else set()
    for item in (*seen_items(person_id, unseen_after(now)), *known):
        if item in bank.places:
            seen[bank.places[item]] = True
    quotas = {one: n for one, n in sitting.quotas.items() if one in dimension_of.values()}
    if not quotas:
        return bank, End.EMPTY
    test = OpenTest(
        bank,
        shelf.pool,
        quotas,
        given_of(sitting.items, dimension_of, catalogue),
        Choices(seen=seen, answers=shelf.answers),
        sitting.starts,
        sitting.rho,
    )
    seed = is_seed(sitting.id, len(sitting.items) + 1)
    return bank, next_draw(test, seed=seed, rng=chance.choice)
