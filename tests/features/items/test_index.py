"""The index of items: found by words, pool and what stands out."""

import pytest

from tests.features.items.cast import half_and_half, quiz
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.records.catalogue import current_catalogue

PAGE = "/author/items"


def test_it_is_in_the_menu_of_authors_alone(
    author: CheckingClient, learner: CheckingClient
) -> None:
    for path in ("/author/health", PAGE):
        assert f'href="{path}"' in author.read("/")
        assert f'href="{path}"' not in learner.read("/")


def test_it_has_every_item_on_pages(author: CheckingClient) -> None:
    with author.application.app_context():
        count = len(current_catalogue().items)

    page = author.read(PAGE)

    assert f"{count:,} items" in page
    assert f"Page 1 of {-(-count // 50)}" in page
    assert "Nobody has answered it yet." in page
    assert f"Page {-(-count // 50)} of" in author.read(f"{PAGE}?page=9999")


@pytest.mark.parametrize(
    "query", ["psm-pillars", "PSM-Pillars", "three pillars", "pool=exam&q=psm-pillars"]
)
def test_it_finds_by_id_and_by_words(author: CheckingClient, query: str) -> None:
    found = query if "=" in query else f"q={query}"

    assert "/author/items/psm-pillars" in author.read(f"{PAGE}?{found}")


def test_it_filters_by_pool_and_skill(author: CheckingClient) -> None:
    page = author.read(f"{PAGE}?q=CTL2&pool=test")

    assert "test, CTL2" in page
    assert "practice, " not in page
    assert "No item fits" in author.read(f"{PAGE}?q=psm-pillars&pool=practice")


def test_it_filters_by_what_stands_out(author: CheckingClient) -> None:
    items = quiz(author.application)
    half_and_half(author.application, items)

    assert "No item fits" in author.read(f"{PAGE}?concern=rapid")
    page = author.read(f"{PAGE}?q={items[0].id}")
    assert '<td class="num">20</td>' in page
    told = author.read(f"{PAGE}?concern=none") + author.read(f"{PAGE}?concern=any")
    assert f"/author/items/{items[0].id}" in told


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=abc",
        "page=²",
        "page=99999999999999999999",
        "pool=x",
        "concern=%3Cb%3E",
        "q=%25_%27",
        "q=" + "a" * 3000,
    ],
)
def test_odd_questions_are_answered(author: CheckingClient, query: str) -> None:
    assert author.get(f"{PAGE}?{query}").status_code == 200


def test_it_asks_little_of_the_database(author: CheckingClient) -> None:
    for query in ("", "?concern=any"):
        author.read(PAGE + query)
        with statements(author.application) as seen:
            author.read(PAGE + query)
        assert len(seen.sql) <= 2, seen.sql
