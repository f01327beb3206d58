"""The knapsack with precedence against all sets, tried one by one."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from tpmlearn.domain.planning.closure import best_closure
from tpmlearn.domain.planning.knapsack import (
    Knapsack,
    Sets,
    best_sets,
    bound,
    minutes_of,
    neighbours,
    values_of,
)


def random_sack(seed: int, *, size: int = 10) -> Knapsack:
    rng = np.random.default_rng(seed)
    requires = [
        sorted({int(two) for two in rng.integers(0, one, rng.integers(0, 3))}) if one else []
        for one in range(size)
    ]
    return Knapsack(
        values=rng.integers(0, 9, size).astype(float),
        minutes=rng.integers(1, 20, size).astype(float) * 15,
        requires=requires,
        must=np.zeros(size),
    )


def closed_sets(sack: Knapsack) -> Iterator[Sets]:
    for members in product((0.0, 1.0), repeat=len(sack.values)):
        if all(
            members[two]
            for one, required in enumerate(sack.requires)
            for two in required
            if members[one]
        ):
            yield np.array(members)


def best_of_all(sack: Knapsack, room: float) -> float:
    sets = np.array(list(closed_sets(sack)))
    fits = sets[minutes_of(sack, sets) <= room]
    return float(values_of(sack, fits).max())


@pytest.mark.parametrize("seed", range(25))
def test_the_bound_holds_and_the_search_comes_within_it(seed: int) -> None:
    sack = random_sack(seed)
    room = float(sack.minutes.sum()) * 0.5

    proven = bound(sack, room)
    found = best_sets(sack, room, near=proven.kept, enough=proven.value)

    best = best_of_all(sack, room)
    assert best <= proven.value + 1e-6
    assert float(minutes_of(sack, proven.kept)) <= room
    assert float(values_of(sack, found[0])) == pytest.approx(best)


@pytest.mark.parametrize("seed", range(5))
def test_all_that_it_finds_is_closed_and_within_the_room(seed: int) -> None:
    sack = random_sack(seed)
    room = float(sack.minutes.sum()) * 0.4
    kept = best_sets(sack, room, near=sack.must, enough=0.0)[0]

    for one in (kept, *neighbours(sack, kept, room)):
        assert float(minutes_of(sack, one)) <= room
        assert all(
            one[two] for n, required in enumerate(sack.requires) for two in required if one[n]
        )


@pytest.mark.parametrize("seed", range(25))
def test_a_closure_is_the_most_profitable_of_all(seed: int) -> None:
    sack = random_sack(seed)
    profits = sack.values - sack.minutes / 40

    found = best_closure([float(one) for one in profits], sack.requires)

    best = max(float((one * profits).sum()) for one in closed_sets(sack))
    assert found.most == pytest.approx(best)
    assert sum(profits[one] for one in found.members) == pytest.approx(best)


def test_nothing_to_choose_from_is_no_fault() -> None:
    nothing = np.zeros(0)
    sack = Knapsack(nothing, nothing, (), nothing)

    assert bound(sack, 60).value == 0
    assert len(best_sets(sack, 60, near=nothing, enough=0)[0]) == 0
