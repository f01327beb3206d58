"""Lets the garbage collector look less often while many values are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (500_000, 20, 50)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Within it, collections are rare: reading 2,000 items takes a fifth less time."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def count_as_old() -> None:
    """Let all that is there by now count as old; for values in which there is no garbage.

    The first look at 20,000 new items as something young takes half a second. Not where somebody
    has frozen the process: what is old there is looked at again.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        # Back from where nobody ever looks, into the oldest generation.
        gc.unfreeze()
