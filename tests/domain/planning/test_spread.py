"""Bins and percentiles worked by hand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.planning.spread import Bin, bins, percentile

VALUES = [1.0, 2, 2, 3, 5, 5, 6, 8, 9, 20]


def test_bins_begin_at_multiples_of_their_width_and_may_be_empty() -> None:
    assert bins(VALUES, 5) == (
        Bin(0, 5, 4),
        Bin(5, 10, 5),
        Bin(10, 15, 0),
        Bin(15, 20, 0),
        Bin(20, 25, 1),
    )


@pytest.mark.parametrize(
    ("percent", "expected"), [(50, 5), (85, 9), (90, 9), (95, 20), (100, 20), (1, 1)]
)
def test_a_percentile_is_one_of_the_values(percent: float, expected: float) -> None:
    assert percentile(VALUES, percent) == expected


@given(st.lists(st.integers(-50, 50), min_size=1), st.integers(1, 9))
def test_each_value_is_in_one_bin(values: list[int], width: int) -> None:
    found = bins([float(value) for value in values], width)

    assert sum(one.count for one in found) == len(values)
    assert all(a.high == b.low for a, b in itertools.pairwise(found))
