"""The words of the sample chart and the order of the glossary."""

import pytest

from tests.support.client import CheckingClient
from tpmlearn.features.home import queries
from tpmlearn.features.home.queries import SampleRow
from tpmlearn.records.catalogue import current_catalogue


@pytest.mark.parametrize(
    ("developer", "required", "words"),
    [
        (1, 4, "3 levels to go"),
        (3, 4, "1 level to go"),
        (3, 3, "enough"),
        (4, 3, "enough"),
    ],
)
def test_it_says_a_gap_in_words(developer: int, required: int, words: str) -> None:
    assert SampleRow("Risk", developer, required).words == words


def test_it_orders_the_glossary_as_a_reader_looks_things_up(visitor: CheckingClient) -> None:
    with visitor.application.app_context():
        letters = queries.terms_by_letter()

    terms = [entry.term.term for entries in letters.values() for entry in entries]
    assert terms == sorted(terms, key=str.casefold)
    assert list(letters) == sorted(letters)
    assert all(
        entry.term.term[0].upper() == letter for letter in letters for entry in letters[letter]
    )


def test_it_links_only_lessons_that_are_there(visitor: CheckingClient) -> None:
    with visitor.application.app_context():
        slugs = {
            slug
            for entries in queries.terms_by_letter().values()
            for entry in entries
            for slug, _ in entry.lessons
        }
        modules = set(current_catalogue().modules)

    assert slugs
    assert slugs <= modules
