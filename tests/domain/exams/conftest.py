"""The shipped content, read once."""

from pathlib import Path

import pytest

from tpmlearn.config import ROOT
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.library import Library


@pytest.fixture(scope="package")
def shipped(instance: Path) -> Catalogue:
    """The catalogue of the shipped content."""
    return Library([ROOT / "content"], instance / "cache").catalogue
