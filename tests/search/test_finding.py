"""Searching, the same on both databases."""

import pytest

from tests.search.conftest import Open
from tests.search.sample import catalogue
from tpmlearn.search.documents import Kind
from tpmlearn.search.finding import LIMIT, find
from tpmlearn.search.interface import Match

HOSTILE = (
    "",
    "   ",
    '"',
    '""',
    '"""',
    '"risk',
    "'",
    "risk'; DROP TABLE documents; --",
    "AND",
    "OR OR OR",
    "risk NOT",
    "NEAR(risk, 2)",
    "risk*",
    "*",
    "^risk",
    "title: risk",
    "{title body} : risk",
    "-risk",
    "+risk",
    "(risk",
    "risk)",
    "risk & | ! <-> register",
    "risk:*",
    "\\",
    "%",
    "_",
    "\x00risk\x00",
    "\x02risk\x03",
    "🙂",
    "ри́ск",
    "的",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "x" * 1000,
    "risk " * 200,
    " ".join(f"word{number}" for number in range(200)),
    "a-" * 500,
)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_it(open_index: Open, words: str) -> None:
    found = find(open_index(catalogue()), words)

    for hit in found.hits:
        inside = str(hit.snippet).replace("<mark>", "").replace("</mark>", "")
        assert "<" not in inside
        assert "\x02" not in inside


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("risk register", ("term", "risk-register", "")),
        ("owner", ("lesson", "23-risk", "s-register")),
        ("owners", ("lesson", "23-risk", "s-register")),
        ("fifteen minutes", ("assignment", "jb03-own-a-risk-register", "")),
        ("vague worry", ("lesson", "23-risk", "")),
        ("pre-mortem", ("lesson", "23-risk", "s-pre-mortem")),
        ("CI/CD", ("lesson", "23-risk", "s-pre-mortem")),
        ("2.62", ("lesson", "23-risk", "s-numbers")),
        ("cafe", ("lesson", "23-risk", "s-script")),
        ("CAFÉ", ("lesson", "23-risk", "s-script")),
        ("who can stop the project?", ("term", "sponsor", "")),
        ('"cause, an event"', ("lesson", "23-risk", "")),
    ],
)
def test_it_finds_the_place(open_index: Open, words: str, first: tuple[str, str, str]) -> None:
    found = find(open_index(catalogue()), words)

    assert found.match is Match.ALL
    assert (found.hits[0].kind, found.hits[0].slug, found.hits[0].anchor) == first


def test_a_hit_says_what_it_belongs_to(open_index: Open) -> None:
    hit = find(open_index(catalogue()), "every owner").hits[0]

    assert (hit.title, hit.context) == ("A register that lives", "M23 Find risks and rank them")


def test_a_snippet_marks_the_words_and_escapes_the_rest(open_index: Open) -> None:
    owner = find(open_index(catalogue()), "owner").hits[0].snippet
    script = str(find(open_index(catalogue()), "alert").hits[0].snippet)

    assert "<mark>owner</mark> &amp; a date" in owner
    assert "<mark>alert</mark>(1)" in script
    assert "script&gt;" in script
    assert "<script" not in script


def test_a_snippet_of_a_long_text_shows_where_it_was_cut(open_index: Open) -> None:
    snippet = str(find(open_index(catalogue()), "deviation").hits[0].snippet)

    assert snippet.endswith("…")
    assert len(snippet) < 400


def test_it_keeps_to_one_kind(open_index: Open) -> None:
    index = open_index(catalogue())

    assert {hit.kind for hit in find(index, "risk").hits} == set(Kind)
    assert {hit.slug for hit in find(index, "risk", Kind.TERM).hits} == {"risk-register"}


def test_where_nothing_holds_all_words_it_shows_what_holds_some(open_index: Open) -> None:
    found = find(open_index(catalogue()), "sponsor zebra")

    assert found.match is Match.ANY
    assert "sponsor" in {hit.slug for hit in found.hits}


@pytest.mark.parametrize("words", ["the of and", "", "?!", "what is it"])
def test_function_words_alone_look_for_nothing(open_index: Open, words: str) -> None:
    found = find(open_index(catalogue()), words)

    assert (found.phrases, found.hits) == ((), ())


def test_a_word_that_nobody_wrote_finds_nothing(open_index: Open) -> None:
    found = find(open_index(catalogue()), "zebra")

    assert (found.phrases, found.hits) == (("zebra",), ())


def test_it_says_when_the_words_were_too_many(open_index: Open) -> None:
    index = open_index(catalogue())

    assert find(index, "risk " * 50).cut
    assert not find(index, "risk").cut


def test_it_says_when_there_is_more(open_index: Open) -> None:
    content = catalogue()
    module = content.modules["23-risk"]
    many = {f"{number:02d}-copy": module for number in range(LIMIT)}
    found = find(open_index(type(content)(version="many", modules=many)), "risk")

    assert (len(found.hits), found.more) == (LIMIT, True)


def test_new_content_is_found_and_old_content_is_not(open_index: Open) -> None:
    old, new = open_index(catalogue()), open_index(catalogue("2", title="Zebra crossings"))
    assert not find(old, "zebra").hits

    assert [hit.title for hit in find(new, "zebra").hits] == ["Zebra crossings"]
    assert not find(old, "zebra").hits


def test_content_without_documents_finds_nothing(open_index: Open) -> None:
    empty = type(catalogue())(version="empty")

    assert find(open_index(empty), "risk").hits == ()
