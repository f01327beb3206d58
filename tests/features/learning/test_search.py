"""The search page."""

import re

import pytest

from tests.features.learning.cast import ATTACK, SLUG
from tests.support.client import CheckingClient


def results(page: str) -> list[str]:
    return re.findall(r'<h2 class="card-title"><a href="([^"]+)"', page)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("estimate in ranges", f"/learn/{SLUG}"),
        ("engineering practice and the pipeline", "/learn/07-engineering-practice-and-pipeline"),
        ("risk register", "/glossary#risk-register"),
        ("own a risk register", "/assignments/jb03-own-a-risk-register"),
    ],
)
def test_it_leads_to_the_place(visitor: CheckingClient, words: str, address: str) -> None:
    page = visitor.get("/learn/search", query_string={"q": words}).get_data(as_text=True)

    assert any(found.startswith(address) for found in results(page)[:5])
    assert "<mark>" in page


def test_a_result_in_a_lesson_leads_to_its_section(visitor: CheckingClient) -> None:
    found = results(visitor.read("/learn/search?q=relative+sizing+and+its+limits"))

    assert f"/learn/{SLUG}#s-relative-sizing-and-its-limits" in found


def test_it_keeps_to_the_kind_asked_for(visitor: CheckingClient) -> None:
    for kind, start in (
        ("lesson", "/learn/"),
        ("term", "/glossary#"),
        ("assignment", "/assignments/"),
    ):
        found = results(visitor.read(f"/learn/search?q=risk&kind={kind}"))
        assert found
        assert all(address.startswith(start) for address in found)


def test_an_unknown_kind_counts_as_none(visitor: CheckingClient) -> None:
    assert results(visitor.read("/learn/search?q=risk&kind=<b>")) == results(
        visitor.read("/learn/search?q=risk")
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "The whole text of the lessons"),
        ("   ", "The whole text of the lessons"),
        ("the of and", "Nothing to look for"),
        ('"*()', "Nothing to look for"),
        ("zzyzx", "Try another word"),
        ("risk " * 200, "Only the beginning of your words"),
        ("sponsor zzyzx", "Nothing holds all of these words"),
    ],
)
def test_it_says_what_it_did_and_what_to_try(
    visitor: CheckingClient, words: str, said: str
) -> None:
    page = visitor.get("/learn/search", query_string={"q": words})

    assert page.status_code == 200
    assert said in page.get_data(as_text=True)


@pytest.mark.parametrize(
    "words",
    [ATTACK, "x" * 1000, "' OR 1=1 --", "AND", 'NEAR("a" "b")', "title:x", "🙂", "\ufffd"],
)
def test_hostile_words_are_words(visitor: CheckingClient, words: str) -> None:
    page = visitor.get("/learn/search", query_string={"q": words})

    assert page.status_code == 200
    assert "<script>alert" not in page.get_data(as_text=True)
    assert "onerror=alert(2)>" not in page.get_data(as_text=True)


def test_bytes_that_are_no_text_are_read_as_well_as_can_be(visitor: CheckingClient) -> None:
    assert visitor.get("/learn/search?q=%ff%ferisk").status_code == 200
    # No page can show a NUL and PostgreSQL takes none.
    assert visitor.get("/learn/search?q=%00risk").status_code == 404
