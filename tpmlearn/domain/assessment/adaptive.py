"""One adaptive test: where it stands, whether it ends, and which item comes next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.ability import (
    density,
    log_prior,
)
from tpmlearn.domain.assessment.bank import Bank
from tpmlearn.domain.assessment.curves import Floats
from tpmlearn.domain.assessment.joint import (
    RHO,
    correlations,
    joint_moments,
)
from tpmlearn.domain.assessment.selection import (
    Pool,
    choose,
    eligible,
    progress_weight,
    skill_in_need,
)
from tpmlearn.domain.assessment.standing import (
    Given,
    after,
    counting,
    expected_drop,
    sites,
    standing,
)
from tpmlearn.domain.assessment.stopping import End, Progress, ended

SELECTION_SD = 0.95
SKILL_QUOTA, QUICK_ITEMS = 6, 30


class Chooser(Protocol):
    """The random source that callers hand in; numpy's `Generator` is one."""

    def random(self, size: int) -> Floats:
        """Uniform numbers from 0 to 1, shape (size,)."""


@dataclass(frozen=True)
class Draw:
    """The next item, as an index of the bank, and why: the weight that information had against
    chance, how many items could be drawn, and this one's information against the best one's."""

    index: int
    scored: bool
    weight: float
    candidates: int
    information: float
    best: float


@dataclass(frozen=True)
class Choices:
    """What narrows the choice: seen by this person (items,), answers of all people (items,)."""

    seen: NDArray[np.bool_]
    answers: NDArray[np.intp]


def quick_quotas(areas: Mapping[str, int], items: int = QUICK_ITEMS) -> dict[str, int]:
    """How many of the quick test's items each area gets; `areas` tells its number of skills.

    As evenly as can be; what is left over goes to the areas with most skills.
    """
    if not areas:
        return {}
    each, rest = divmod(items, len(areas))
    larger = sorted(areas, key=lambda one: -areas[one])[:rest]
    return {area: each + (area in larger) for area in areas}


@dataclass(frozen=True)
class OpenTest:
    """Where a test stands when an item is chosen.

    `pool` has the items of the bank in its order, with their dimensions for skills; `quotas` are
    the most scored items of each dimension, `starts` the abilities at which choosing begins, from
    self-ratings; `rho` as in `standing`.
    """

    bank: Bank
    pool: Pool
    quotas: Mapping[str, int]
    given: Sequence[Given]
    choices: Choices
    starts: Mapping[str, float]
    rho: float = RHO

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions in the order of the quotas."""
        return tuple(self.quotas)

    @property
    def scored(self) -> Counter[str]:
        """How many scored items each dimension has had."""
        return Counter(one.dimension for one in self.given if one.scored)

    def free(self) -> dict[str, NDArray[np.intp]]:
        """The indexes that may be drawn for each dimension, whatever its quota."""
        at = self.bank.places
        used = [at[one.item] for one in self.given if one.item in at]
        seen = self.choices.seen.copy()
        for case in {one.case for one in self.given if one.case}:
            # Of items that have left the bank since, too.
            seen[self.pool.of_case.get(case, [])] = True
        return {one: eligible(self.pool, used=used, skill=one, seen=seen) for one in self.quotas}


def pool_of(bank: Bank, dimension_of: Mapping[str, str], exposure: Floats) -> Pool:
    """A bank as it is drawn from: `dimension_of` leads from a skill to its dimension, `exposure`
    (items,) is the share of sittings that gave an item."""
    return Pool(
        bank.information,
        tuple(dimension_of.get(item.skill, "") for item in bank.items),
        tuple(item.case for item in bank.items),
        exposure,
    )


def next_draw(test: OpenTest, *, seed: bool, rng: Chooser) -> Draw | End:
    """The next item, or why the test ends.

    `seed` asks for an item that is not scored; where none can be spared it is passed over.
    """
    scored, free = test.scored, test.free()
    open_ = [one for one, n in test.quotas.items() if scored[one] < n and free[one].size]
    if not open_:
        full = all(scored[one] >= quota for one, quota in test.quotas.items())
        return End.QUOTA if full else End.EMPTY
    dimension = skill_in_need(test.quotas, scored, open_)
    draw = _draw(test, dimension, free[dimension], rng)
    if end := ended(_progress(test, dimension, draw)):
        return end
    return (_seed(test, free, rng) if seed else None) or draw


def _progress(test: OpenTest, dimension: str, draw: Draw) -> Progress:
    scored, dimensions = test.scored, test.dimensions
    return Progress(
        answers=[scored[one] for one in dimensions],
        quotas=list(test.quotas.values()),
        se=standing(test.given, dimensions, test.rho).whole.se,
        drop=expected_drop(
            test.given,
            dimensions,
            test.bank.outcomes(draw.index),
            dimensions.index(dimension),
            test.rho,
        ),
        left=True,
    )


def _draw(test: OpenTest, dimension: str, candidates: NDArray[np.intp], rng: Chooser) -> Draw:
    information = test.bank.information
    mass = density(
        selection_log_density(dimension, test.dimensions, test.given, test.starts, test.rho)
    )
    weight = progress_weight(test.scored.total(), sum(test.quotas.values()))
    place = choose(information, mass, candidates, w=weight, draws=rng.random(candidates.size))
    expected = information @ mass
    return Draw(
        place,
        scored=True,
        weight=weight,
        candidates=int(candidates.size),
        information=float(expected[place]),
        best=float(expected[candidates].max()),
    )


def selection_log_density(
    dimension: str,
    dimensions: tuple[str, ...],
    given: Sequence[Given],
    starts: Mapping[str, float],
    rho: float = RHO,
) -> Floats:
    """Where the next item should measure, as a log-density: the answers, over what the other
    dimensions and the self-rating let expect.

    It serves choosing alone; no result uses it.
    """
    found, at = sites(given, dimensions), dimensions.index(dimension)
    found[at] = None
    mean, covariance = joint_moments(found, correlations(len(dimensions), rho))
    sd = min(SELECTION_SD, sqrt(float(covariance[at, at])))
    start = log_prior(float(mean[at]) + starts.get(dimension, 0.0), sd)
    return after(start, counting(given, dimension))


def _seed(test: OpenTest, free: Mapping[str, NDArray[np.intp]], rng: Chooser) -> Draw | None:
    """One of the items with the fewest answers, of a dimension that can spare it: what the test
    still needs, and as much for the next test, stays."""
    scored, answers = test.scored, test.choices.answers
    places = [
        int(place)
        for one, quota in test.quotas.items()
        if free[one].size > max(quota - scored[one], 0) + SKILL_QUOTA
        for place in free[one]
    ]
    if not places:
        return None
    fewest = min(int(answers[n]) for n in places)
    least = [n for n in places if answers[n] == fewest]
    place = least[int(float(rng.random(1)[0]) * len(least))]
    return Draw(place, scored=False, weight=0.0, candidates=len(least), information=0.0, best=0.0)
