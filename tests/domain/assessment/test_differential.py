"""Items that are harder for one group, by Mantel and Haenszel, against numbers by hand."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.differential import LEAST_GROUP, Size, mantel_haenszel


def _people(*levels: tuple[int, int, int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """People of each level: reference right and wrong, focal right and wrong."""
    kinds = [(True, False), (False, False), (True, True), (False, True)]
    rows = [
        (right, focal, level)
        for level, counts in enumerate(levels)
        for (right, focal), count in zip(kinds, counts, strict=True)
        for _ in range(count)
    ]
    right, focal, level = zip(*rows, strict=True)
    return np.array(right), np.array(focal), np.array(level)


def test_one_level_is_a_plain_odds_ratio() -> None:
    found = mantel_haenszel(*_people((150, 100, 100, 150)))

    assert found is not None
    # 150 · 150/(100 · 100), log .810930 ± 1.64485 sqrt(2/150 + 2/100)
    assert found.odds.value == pytest.approx(2.25)
    assert [found.odds.low, found.odds.high] == pytest.approx([1.66634, 3.03810], abs=1e-4)
    assert found.delta.value == pytest.approx(-2.35 * 0.810930, abs=1e-5)
    # (|150 - 125| - .5)²/31.31263
    assert found.chi_square == pytest.approx(19.16958, abs=1e-4)
    assert found.size is Size.C


def test_a_difference_in_ability_alone_is_none_in_the_item() -> None:
    found = mantel_haenszel(*_people((160, 40, 80, 20), (20, 80, 40, 160)))

    assert found is not None
    assert found.odds.value == pytest.approx(1)
    assert found.chi_square == pytest.approx(0)
    assert found.size is Size.A


def test_a_moderate_difference_is_b() -> None:
    # odds 1.632, delta -1.151
    found = mantel_haenszel(*_people((190, 160, 160, 220)))

    assert found is not None
    assert -1.5 < found.delta.value < -1
    assert found.size is Size.B


def test_small_groups_are_not_compared() -> None:
    half = LEAST_GROUP // 2

    assert mantel_haenszel(*_people((half, half - 1, half, half))) is None
    assert mantel_haenszel(*_people((half, half, half, half))) is not None


def test_levels_with_one_group_tell_nothing() -> None:
    alone = mantel_haenszel(*_people((150, 100, 100, 150), (40, 3, 0, 0)))

    assert alone == mantel_haenszel(*_people((150, 100, 100, 150)))
    assert mantel_haenszel(*_people((200, 60, 0, 0), (0, 0, 200, 60))) is None


def test_where_all_are_right_there_is_nothing_to_compare() -> None:
    assert mantel_haenszel(*_people((250, 0, 250, 0))) is None
