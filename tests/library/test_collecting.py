"""While content is read nothing is collected, and what was read counts as old."""

import gc
from collections.abc import Iterator

import pytest

from tpmlearn.library.collecting import without_collections


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Begin with nothing frozen, and leave the collector as it was."""
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.enable()


def _in_generation(thing: object, generation: int) -> bool:
    return any(one is thing for one in gc.get_objects(generation=generation))


def test_what_was_made_is_old_and_the_collector_works_again() -> None:
    with without_collections():
        assert not gc.isenabled()
        made = [[number] for number in range(10)]

    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert _in_generation(made[0], 2)


def test_a_process_that_is_frozen_stays_so() -> None:
    gc.freeze()

    with without_collections():
        made = [[1]]

    assert gc.get_freeze_count() > 0
    assert not any(_in_generation(made[0], one) for one in range(3))


def test_whoever_had_it_switched_off_still_has() -> None:
    gc.disable()

    with pytest.raises(ValueError, match="broken"), without_collections():
        raise ValueError("broken")

    assert not gc.isenabled()
