"""Instance folders for sites that are tried under faults; they share rendered lessons."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.site import new_folder


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory, instance: Path) -> Callable[[str], Path]:
    """Makes an instance folder of a name."""
    return lambda name: new_folder(
        tmp_path_factory.mktemp(name), rendered=instance / "rendered-for-faults"
    )
