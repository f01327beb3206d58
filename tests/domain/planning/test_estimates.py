"""Three-point estimates of effort."""

from dataclasses import replace

import pytest

from tests.domain.planning.cast import study
from tpmlearn.domain.planning.activities import Kind
from tpmlearn.domain.planning.estimates import ThreePoint, three_point


def test_its_mean_and_sd_are_those_of_pert() -> None:
    found = ThreePoint(2, 5, 14)

    assert (found.expected, found.sd) == (6, 2)


def test_the_likely_value_is_the_one_that_is_written() -> None:
    assert three_point(study("a", 2)) == ThreePoint(1.4, 2, 3.6)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_range(kind: Kind) -> None:
    found = three_point(replace(study("a", 2), kind=kind))

    assert found.low <= found.likely <= found.high
