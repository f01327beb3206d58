"""The next item: informative, not worn out, fair to every skill, one of a case."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.ability import PRIOR, density
from tpmlearn.domain.assessment.selection import (
    Pool,
    choose,
    eligible,
    exposure_cap,
    progress_weight,
    skill_in_need,
)

NOTHING = np.zeros(6, dtype=bool)


def _pool(exposure: float = 0.0) -> Pool:
    return Pool(
        np.ones((6, 81)),
        ("A", "A", "A", "B", "B", "B"),
        ("", "story", "story", "story", "", ""),
        np.full(6, exposure),
    )


@pytest.mark.parametrize(("size", "cap"), [(59, 1.0), (60, 0.5), (149, 0.5), (150, 0.3)])
def test_the_cap_depends_on_the_pool(size: int, cap: float) -> None:
    assert exposure_cap(size) == cap


@pytest.mark.parametrize(("given", "w"), [(0, 0.0), (1.25, 0.5), (10, 1.0), (12, 1.0)])
def test_chance_gives_way_to_information(given: float, w: float) -> None:
    assert progress_weight(given, 11) == pytest.approx(w)
    assert progress_weight(0, 1) == 1.0


def test_the_skill_with_the_largest_share_missing_comes_next() -> None:
    quota = {"A": 6, "B": 4}

    assert skill_in_need(quota, {}, ["A", "B"]) == "A"
    assert skill_in_need(quota, {"A": 2}, ["A", "B"]) == "B"
    assert skill_in_need(quota, {"A": 2}, ["A"]) == "A"
    with pytest.raises(ValueError, match="quota"):
        skill_in_need(quota, {"A": 6}, ["A"])


def test_only_free_items_of_the_skill_may_be_drawn() -> None:
    seen = NOTHING.copy()
    seen[4] = True

    assert list(eligible(_pool(), used=[], skill="A", seen=NOTHING)) == [0, 1, 2]
    assert list(eligible(_pool(), used=[0], skill="A", seen=NOTHING)) == [1, 2]
    assert list(eligible(_pool(), used=[], skill="B", seen=seen)) == [3, 5]


def test_of_each_case_one_item_is_drawn() -> None:
    assert list(eligible(_pool(), used=[1], skill="A", seen=NOTHING)) == [0]
    assert list(eligible(_pool(), used=[1], skill="B", seen=NOTHING)) == [4, 5]


def test_the_cap_gives_way_rather_than_end_the_test() -> None:
    large = Pool(np.ones((200, 81)), ("A",) * 200, ("",) * 200, np.linspace(0, 0.6, 200))
    worn = Pool(np.ones((200, 81)), ("A",) * 200, ("",) * 200, np.full(200, 0.6))
    free = np.zeros(200, dtype=bool)

    assert len(eligible(large, used=[], skill="A", seen=free)) == 100
    assert len(eligible(worn, used=[], skill="A", seen=free)) == 200


def test_at_the_end_the_most_informative_is_chosen_and_at_the_start_chance_decides() -> None:
    information = np.stack([np.full(81, value) for value in (0.1, 0.3, 0.2)])
    mass, all_three = density(PRIOR), np.arange(3)

    last = choose(information, mass, all_three, w=1.0, draws=np.array([0.9, 0.1, 0.5]))
    first = choose(information, mass, all_three, w=0.0, draws=np.array([0.9, 0.1, 0.5]))

    assert (last, first) == (1, 0)
