"""Here readers may choose every language that there is, also while its catalogue is not whole."""

from collections.abc import Iterator

import pytest

from tests.support.speaking import all_offered


@pytest.fixture(autouse=True)
def every_language() -> Iterator[None]:
    """All languages are offered."""
    with all_offered():
        yield
