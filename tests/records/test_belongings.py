"""What hangs on a person is found by walking the schema and has words for the merge page."""

from flask import Flask

from tpmlearn.features.accounts.queries import WORDS
from tpmlearn.records.belongings import PERSONAL, tables_of_people


def test_every_table_of_people_has_words_for_the_merge_page(app: Flask) -> None:
    names = {table.name for table in tables_of_people()} - PERSONAL

    assert names == set(WORDS)
