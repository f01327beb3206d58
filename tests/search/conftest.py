"""An index of the sample on each database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from tests.conftest import DATABASES
from tpmlearn.db import engine_options, require_url
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.search.finding import index_of
from tpmlearn.search.interface import SearchIndex

Open = Callable[[Catalogue], SearchIndex]


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database without an index."""
    on_sqlite = request.param == "sqlite"
    url = require_url(
        "sqlite:///:memory:" if on_sqlite else request.getfixturevalue("postgresql_url")
    )
    found = create_engine(url, **(engine_options(url)))
    if not on_sqlite:
        with found.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS search_documents"))
    yield found
    found.dispose()


@pytest.fixture
def open_index(engine: Engine, tmp_path: Path) -> Open:
    """Open the index of some content."""
    return lambda content: index_of(content, engine=engine, cache=tmp_path / "cache")
