"""What a test can tell, from its bank alone: information, reliability, exposure, overlap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tpmlearn.domain.assessment.bank import Bank
from tpmlearn.domain.assessment.curves import GRID, Floats

_NORMAL: Floats = np.exp(-(GRID**2) / 2) / np.exp(-(GRID**2) / 2).sum()


@dataclass(frozen=True)
class Showing:
    """How items of a skill were shown in its `sittings`; `overlap` is what two of them share."""

    sittings: int
    highest: float
    never: int
    overlap: float


@dataclass(frozen=True)
class SkillFigures:
    """What the items of one skill can tell; `best` and `chance` are information, shape (81,).

    `best` is that of the most informative items of one sitting at each ability, `chance` that of as
    many drawn at random. `reliability` is of `best`, `peak` the ability at which it tells most.
    """

    skill: str
    items: int
    asked: int
    statuses: Mapping[str, int]
    best: Floats
    chance: Floats
    reliability: float
    peak: float


def skill_figures(skill: str, bank: Bank, *, quota: int) -> SkillFigures:
    """The figures of a skill whose part of the bank is `bank`, with `quota` items a sitting."""
    asked = min(quota, len(bank.items))
    ordered = np.sort(bank.information, axis=0)[::-1]
    best: Floats = ordered[:asked].sum(axis=0)
    mean = bank.information.mean(axis=0) if asked else np.zeros(GRID.size)
    statuses = [one.status for one in bank.parameters]
    return SkillFigures(
        skill=skill,
        items=len(bank.items),
        asked=asked,
        statuses={one: statuses.count(one) for one in ("author-only", "provisional", "calibrated")},
        best=best,
        chance=asked * mean,
        reliability=reliability(best),
        peak=float(GRID[int(np.argmax(best))]),
    )


def reliability(information: Floats) -> float:
    """1 - mean SE² of people drawn from N(0, 1), SE² = 1 / (information + 1).

    The one added is what the population itself tells. Marginal reliability after Green, Bock,
    Humphreys, Linn and Reckase (1984); `information` has shape (81,).
    """
    return 1 - float(_NORMAL @ (1 / (information + 1)))


def showing(exposures: Sequence[float], sittings: int, *, items: int) -> Showing | None:
    """How `items` were shown; `exposures` are shares of sittings, of those that were shown.

    Two sittings share ∑ r² / ∑ r of their items (Chen, Ankenmann and Spray 2003). None where
    nothing was shown.
    """
    rates = np.array([one for one in exposures if one > 0])
    if not rates.size:
        return None
    overlap = float((rates**2).sum() / rates.sum())
    return Showing(sittings, float(rates.max()), items - rates.size, overlap)
