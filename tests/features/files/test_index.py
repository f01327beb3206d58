"""All content files by folder, and what is found in them, each with its way into the editor."""

import re
from dataclasses import replace

import pytest

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.drafting import library_of
from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.library.folders import Found

PAGE = "/author/files"
LESSON = "modules/16-estimate-in-ranges/lesson.md"


def test_every_file_is_listed_with_its_size_and_leads_to_the_editor(
    author: CheckingClient,
) -> None:
    page = author.read(PAGE)

    library = library_of(author.application)
    assert page.count('href="/author/edit?file=') == len(library.files)
    assert 'href="/author/edit?file=modules/16-estimate-in-ranges/lesson.md"' in page
    assert re.search(r"[0-9.]+ kB", page)


def test_problems_stand_at_their_file(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Problem(f"content/{LESSON}", 3, 1, "E033", "No <b>HTML</b>.", Severity.ERROR)
    monkeypatch.setattr(library_of(author.application), "problems", (wrong,))

    page = author.read(PAGE)

    assert "1 error" in page
    assert "1 problem" in page


def test_words_are_found_with_their_line_and_marked(author: CheckingClient) -> None:
    page = author.read(f"{PAGE}?q=CRITICAL++path")

    assert "<mark>critical path</mark>" in page.lower()
    assert re.search(r"stands in \d+ lines of \d+ files", page)
    assert re.search(r'href="/author/edit\?file=[^"]+&amp;line=\d+"', page)


def test_what_is_nowhere_is_said(author: CheckingClient) -> None:
    page = author.read(f"{PAGE}?q=%3Cscript%3Ezyzzyva")

    assert "stands in no file" in page
    assert "&lt;script&gt;zyzzyva" in page


def test_files_of_a_private_folder_are_marked(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(author.application)
    monkeypatch.setattr(library, "private_files", lambda: frozenset({"bank/ctl2.md"}))

    assert author.read(f"{PAGE}?q=crane").count("private folder") == 1


@pytest.mark.parametrize("query", ["q=" + "x" * 5000, "q=.*", "q=(((", "q=%00", "q=%5B%5B"])
def test_odd_questions_are_answered(author: CheckingClient, query: str) -> None:
    assert author.get(f"{PAGE}?{query}").status_code in {200, 404}


def test_a_file_that_is_gone_meanwhile_has_no_hits(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(author.application)
    first = library.files[0]
    gone: Found = replace(first, file=first.file.with_name("gone.yml"))
    monkeypatch.setattr(type(library), "files", property(lambda _: (gone,)))

    assert "stands in no file" in author.read(f"{PAGE}?q=the")


def test_it_asks_the_database_for_the_person_alone(author: CheckingClient) -> None:
    with statements(author.application) as seen:
        author.read(f"{PAGE}?q=risk")

    assert len(seen.sql) == 1
