"""Languages in tests: all are offered, whole or not."""

from collections.abc import Iterator
from contextlib import contextmanager

from tpmlearn.words import LANGUAGES, OFFERED


@contextmanager
def all_offered() -> Iterator[None]:
    """Readers may choose among all languages meanwhile."""
    before = dict(OFFERED)
    OFFERED.update(LANGUAGES)
    try:
        yield
    finally:
        OFFERED.clear()
        OFFERED.update(before)
