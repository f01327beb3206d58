"""Chooses the next item of an adaptive test, so that it measures well and no item wears out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.curves import Floats

Flags = NDArray[np.bool_]
LARGE_POOL, SMALL_POOL = 150, 60
LARGE_CAP, SMALL_CAP = 0.30, 0.50


@dataclass(frozen=True)
class Pool:
    """What can be drawn: information (items, 81), and per item skill, case and past exposure.

    `exposure` is the share of sittings in which an item was shown. Items of one case carry its
    slug; of each case at most one is drawn. Masks of skills and cases are made once a pool: a step
    must not go through thousands of names.
    """

    information: Floats
    skills: tuple[str, ...]
    cases: tuple[str, ...]
    exposure: Floats

    @cached_property
    def of_skill(self) -> Mapping[str, Flags]:
        """Which items are of a skill, by skill, each shape (items,)."""
        skills = np.array(self.skills, dtype=np.str_)
        return {one: skills == one for one in dict.fromkeys(self.skills)}

    @cached_property
    def of_case(self) -> Mapping[str, NDArray[np.intp]]:
        """The indexes of the items of a case, by its slug."""
        cases = np.array(self.cases, dtype=np.str_)
        return {one: np.flatnonzero(cases == one) for one in dict.fromkeys(self.cases) if one}


def exposure_cap(size: int) -> float:
    """The highest share of sittings for an item: .30 from 150 items, .50 from 60, none below."""
    if size >= LARGE_POOL:
        return LARGE_CAP
    return SMALL_CAP if size >= SMALL_POOL else 1.0


def progress_weight(given: float, most: int) -> float:
    """w = ((k - 1)/(K - 1))^(1/3) for the k-th of at most K scored items: chance first, data last.

    The root speeds progressive selection up (Barrada, Olea, Ponsoda and Abad 2008, with an
    acceleration of 1/3): a line leaves too many items to chance for a test of 20.
    """
    return min(given / (most - 1), 1.0) ** (1 / 3) if most > 1 else 1.0


def skill_in_need(quota: Mapping[str, int], given: Mapping[str, int], open_: Sequence[str]) -> str:
    """The skill with the largest share of its quota missing, of those that still have items.

    Ties go to the first in the order of `quota`. Raises ValueError when no skill is open.
    """
    candidates = [skill for skill in quota if skill in open_ and given.get(skill, 0) < quota[skill]]
    if not candidates:
        raise ValueError("every quota is filled or its items are used up")
    return max(candidates, key=lambda one: (quota[one] - given.get(one, 0)) / quota[one])


def eligible(pool: Pool, *, used: Sequence[int], skill: str, seen: Flags) -> NDArray[np.intp]:
    """The indexes that may be drawn for a skill.

    Not used in this sitting, not `seen` by this person (items,), of no case that was used, and
    under the exposure cap; where the cap leaves nothing, it is not applied.
    """
    none = np.zeros(len(pool.skills), dtype=bool)
    free = pool.of_skill.get(skill, none) & ~seen
    free[list(used)] = False
    for n in used:
        if pool.cases[n]:
            free[pool.of_case[pool.cases[n]]] = False
    capped = free & (pool.exposure < exposure_cap(len(pool.skills)))
    return np.flatnonzero(capped if capped.any() else free)


def choose(
    information: Floats, mass: Floats, candidates: NDArray[np.intp], *, w: float, draws: Floats
) -> int:
    """The candidate with the highest (1 - w) U max(I) + w I: progressive selection (Revuelta
    and Ponsoda 1998) with information averaged over the posterior.

    `information` (items, 81), `mass` (81,) the posterior, `draws` uniform numbers, one for each
    candidate. Returns an index of the pool.
    """
    # All items at once: picking rows out of a large matrix takes longer than multiplying it.
    found = (information @ mass)[candidates]
    crit = (1 - w) * draws * found.max() + w * found
    return int(candidates[int(np.argmax(crit))])
