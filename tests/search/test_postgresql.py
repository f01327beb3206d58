"""The index table on PostgreSQL: filled once, cleared of old editions."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, create_engine, text

from tests.search.sample import catalogue
from tpmlearn.db import require_url
from tpmlearn.search.documents import edition_of
from tpmlearn.search.interface import Search
from tpmlearn.search.postgresql import PostgresqlIndex

RISK = Search(("risk",))


@pytest.fixture
def engine(postgresql_url: str) -> Iterator[Engine]:
    found = create_engine(require_url(postgresql_url), pool_size=10)
    with found.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS search_documents"))
    yield found
    found.dispose()


def editions(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT edition, count(*) FROM search_documents GROUP BY edition")
        )
        return {str(name): int(number) for name, number in rows}


def test_many_at_once_fill_the_table_once(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: PostgresqlIndex(engine, catalogue()).find(RISK), range(16)))

    assert len(found[0]) > 2
    assert set(found) == {found[0]}
    assert editions(engine) == {edition_of(catalogue()): 8}


def test_editions_of_the_day_before_yesterday_go_when_a_new_one_comes(engine: Engine) -> None:
    PostgresqlIndex(engine, catalogue("1")).find(RISK)
    with engine.begin() as connection:
        connection.execute(text("UPDATE search_documents SET made_at = now() - interval '2 days'"))
    PostgresqlIndex(engine, catalogue("2")).find(RISK)

    PostgresqlIndex(engine, catalogue("3")).find(RISK)

    assert set(editions(engine)) == {edition_of(catalogue("2")), edition_of(catalogue("3"))}


def test_a_search_is_no_part_of_a_transaction_of_the_site(engine: Engine) -> None:
    index = PostgresqlIndex(engine, catalogue())
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        index.find(RISK)
        connection.rollback()

    assert editions(engine) == {edition_of(catalogue()): 8}
