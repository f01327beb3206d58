"""Where a test begins, and where its unscored items stand."""

import pytest

from tpmlearn.domain.assessment.starting import is_seed, longest, seed_places, start_from_rating


@pytest.mark.parametrize(
    ("level", "developer", "theta"),
    # .3 of (level - developer) / 1.25, less .32 before
    [(2, 2, -0.096), (4, 2, 0.384), (0, 2, -0.576), (5, 1, 0.864)],
)
def test_a_self_rating_moves_the_start_a_little(level: int, developer: int, theta: float) -> None:
    assert start_from_rating(level, developer) == pytest.approx(theta)


def test_two_places_in_twenty_are_unscored_and_differ_between_sittings() -> None:
    places = {seed_places(f"sitting-{n}", 0) for n in range(50)}

    assert all(len(one) == 2 and min(one) >= 3 and max(one) <= 20 for one in places)
    assert len(places) > 30
    for part in (0, 1):
        positions = range(20 * part + 1, 20 * part + 21)
        assert sum(is_seed("s", position) for position in positions) == 2


@pytest.mark.parametrize(("scored", "most"), [(18, 20), (24, 28), (30, 34), (36, 40), (37, 43)])
def test_the_longest_test_has_two_more_for_each_part(scored: int, most: int) -> None:
    assert longest(scored) == most
