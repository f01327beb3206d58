"""How worn each item is for a person: what was never met comes first, what was met lately last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.curves import Floats
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.exams.drawn import Met

Flags = NDArray[np.bool_]
LATELY = timedelta(days=90)
STEP = 1e4
"""What one rank of wear weighs: more than any balance of an exam can."""
RECENT = 1e9
"""What meeting an item again within 90 days weighs: more than all ranks together."""


@dataclass(frozen=True)
class Wear:
    """Per item: its cost for the person, whether they never met it, whether they did lately."""

    cost: Floats
    unmet: Flags
    recent: Flags
    reserve: float
    """What it costs to use an item that should stay unmet: more than any met before `LATELY`."""


def is_recent(met: Met | None, now: datetime) -> bool:
    """Whether an item was met within the last 90 days."""
    return met is not None and now - met.last < LATELY


def wear_of(items: Sequence[Item], met: Mapping[str, Met], *, now: datetime) -> Wear:
    """How worn the items are.

    Those that were met long ago are ranked by whether their key was seen, how often and how long
    ago; those met lately by how long ago alone. Days count, not minutes: what was met in one
    sitting is alike.
    """
    keys = [_key(met.get(item.id), now) for item in items]
    ranks = {key: n for n, key in enumerate(sorted({*keys, _UNMET}))}
    recent = np.array([key[0] == _LATE for key in keys], dtype=bool)
    cost = np.array([STEP * ranks[key] for key in keys], dtype=float) + RECENT * recent
    unmet = np.array([key == _UNMET for key in keys], dtype=bool)
    return Wear(cost, unmet, recent, STEP * (len(ranks) + 1))


_NEVER, _LONG_AGO, _LATE = range(3)
_Key = tuple[int, bool, int, int]
_UNMET: _Key = (_NEVER, False, 0, 0)


def _key(met: Met | None, now: datetime) -> _Key:
    if met is None:
        return _UNMET
    days = (now - met.last).days
    if is_recent(met, now):
        return (_LATE, False, 0, -days)
    return (_LONG_AGO, met.key_seen, met.times, -days)
