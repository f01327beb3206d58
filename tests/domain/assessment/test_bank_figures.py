"""What a test can tell from its bank: worked by hand on a bank of four items."""

import numpy as np
import pytest

from tpmlearn.domain.assessment.bank import Bank
from tpmlearn.domain.assessment.bank_figures import reliability, showing, skill_figures
from tpmlearn.domain.assessment.curves import GRID, ItemParameters


def _bank(*informations: float) -> Bank:
    count = len(informations)
    information = np.array(informations)[:, None] * np.ones((1, GRID.size))
    sds = [0.2, 0.5, 0.9, 0.9]
    parameters = tuple(ItemParameters(0.0, sds[n]) for n in range(count))
    items = (None,) * count
    return Bank(items, parameters, information, information, (1,) * count)  # type: ignore[arg-type]


def test_the_best_items_tell_more_than_items_drawn_at_random() -> None:
    found = skill_figures("CTL1", _bank(0.1, 0.2, 0.3, 0.4), quota=2)

    assert (found.items, found.asked) == (4, 2)
    assert found.best == pytest.approx(np.full(GRID.size, 0.7))
    assert found.chance == pytest.approx(np.full(GRID.size, 0.5))
    # One less 1 / (.7 + 1).
    assert found.reliability == pytest.approx(0.7 / 1.7)
    assert found.statuses == {"calibrated": 1, "provisional": 1, "author-only": 2}


def test_a_skill_without_items_tells_nothing() -> None:
    found = skill_figures("CTL1", _bank(), quota=6)

    assert found.asked == 0
    assert found.reliability == pytest.approx(0)


def test_reliability_is_weighted_by_the_population() -> None:
    here = np.where(np.abs(GRID) <= 1, 3.0, 0.0)

    # Some 68 of 100 people have an error of 1/4, the others of 1.
    assert reliability(here) == pytest.approx(0.75 * 0.68, abs=0.03)


def test_two_sittings_share_the_more_the_more_uneven_items_are_shown() -> None:
    even = showing([0.5, 0.5, 0.5, 0.5], 40, items=6)
    uneven = showing([1.0, 0.5, 0.5, 0.0], 40, items=6)

    assert even
    assert (even.overlap, even.highest, even.never) == (0.5, 0.5, 2)
    assert uneven
    # The squares sum to 1.5, the rates to 2.
    assert (uneven.overlap, uneven.highest, uneven.never) == (0.75, 1.0, 3)
    assert showing([], 40, items=6) is None
