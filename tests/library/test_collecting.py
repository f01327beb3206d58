"""What stays counts as old at once, and a process that is frozen stays as it is."""

import gc
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tpmlearn.library.collecting import RARELY, count_as_old, rare_collections


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Begin with nothing frozen, and leave nothing so."""
    gc.unfreeze()
    yield
    gc.unfreeze()


def _in_generation(thing: object, generation: int) -> bool:
    return any(one is thing for one in gc.get_objects(generation=generation))


def test_what_is_there_counts_as_old_and_can_still_be_collected() -> None:
    made = [[number] for number in range(10)]

    count_as_old()

    assert gc.get_freeze_count() == 0
    assert _in_generation(made[0], 2)


def test_a_process_that_is_frozen_freezes_no_more() -> None:
    gc.freeze()
    made = [[number] for number in range(10)]

    count_as_old()

    assert any(_in_generation(made[0], one) for one in range(3))


def test_collections_are_rare_and_then_as_before() -> None:
    before = gc.get_threshold()

    with suppress(ZeroDivisionError), rare_collections():
        assert gc.get_threshold() == RARELY
        _ = 1 / 0

    assert gc.get_threshold() == before
