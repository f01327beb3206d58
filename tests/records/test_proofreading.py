"""A text is checked as the file that it would be: by the same rules, among all other files."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.every_type import write
from tpmlearn.domain.content.reading import Kind, Reading
from tpmlearn.library import Library
from tpmlearn.library.files import read_source
from tpmlearn.library.folders import LARGEST
from tpmlearn.records import file_pages, proofreading
from tpmlearn.records.proofreading import Proof, live_text, proofread
from tpmlearn.rendering.texts import Renderer

LESSON, QUIZ = "modules/01-start/lesson.md", "modules/01-start/quiz.md"
FIGURE = "modules/01-start/new.svg"
GOOD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><title>A box</title>'
    '<desc>One box.</desc><rect x="1" y="1" width="9" height="9" class="f-soft"/></svg>'
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("proofreading")
    return Library([write(folder / "content")], folder / "cache")


def read(library: Library, name: str, text: str | bytes, **changed: str | None) -> Proof:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    others = {key: None if one is None else one.encode() for key, one in changed.items()}
    return proofread(library, name, data, changed=others)


def text_of(library: Library, name: str) -> str:
    return live_text(library, name) or ""


def codes(proof: Proof) -> list[str]:
    return [one.code for one in proof.problems]


def test_the_live_text_has_the_problems_that_the_checker_finds(library: Library) -> None:
    for name in (LESSON, QUIZ, "framework.yml"):
        proof = read(library, name, text_of(library, name))

        path = f"content/{name}"
        assert list(proof.problems) == [one for one in library.problems if one.path == path]
        assert proof.elsewhere == ()


def test_a_mistake_is_told_with_its_line(library: Library) -> None:
    text = text_of(library, LESSON).replace("Do it.", "Do <b>it</b> now.")

    proof = read(library, LESSON, text)

    (found,) = proof.problems
    assert (found.code, found.line) == ("E033", text[: text.index("Do <b>")].count("\n") + 1)
    assert (proof.errors, proof.warnings) == (1, 0)


def test_what_a_text_breaks_in_other_files_is_told_beside_it(library: Library) -> None:
    text = text_of(library, "traps.yml").replace("hero-mode", "hero-mood")

    proof = read(library, "traps.yml", text)

    assert f"content/{QUIZ}" in {one.path for one in proof.elsewhere}
    assert "content/traps.yml" not in {one.path for one in proof.elsewhere}


def test_other_files_of_the_draft_count(library: Library) -> None:
    lesson = text_of(library, LESSON) + "\n![A box](new.svg)\n"

    alone = read(library, LESSON, lesson)
    together = read(library, LESSON, lesson, **{FIGURE: GOOD})
    without_quiz = read(library, LESSON, text_of(library, LESSON), **{QUIZ: None})

    assert alone.errors
    assert not together.errors
    assert together.page
    assert together.page.lesson
    assert "<rect" in "".join(one.html for one in together.page.lesson.sections)
    assert any(one.path == f"content/{QUIZ}" for one in without_quiz.elsewhere)


def test_a_lesson_is_shown_as_it_is_written_now(library: Library) -> None:
    page = read(library, LESSON, text_of(library, LESSON).replace("Do it.", "Do that.")).page

    assert page
    assert page.lesson
    assert "Do that." in "".join(one.html for one in page.lesson.sections)


def test_items_are_shown_though_one_has_an_error(library: Library) -> None:
    text = text_of(library, QUIZ)
    broken = text.replace("- [x]", "- [ ]", 1)

    page = read(library, QUIZ, broken).page

    assert page
    assert page.total > 3
    assert len(page.items) + len(page.unshown) == min(page.total, file_pages.ITEMS_SHOWN)


@pytest.mark.parametrize(
    ("lines", "line", "first"),
    [([], 1, 0), ([5, 9], 1, 0), ([5, 9], 9, 0), (list(range(5, 125, 5)), 57, 10)],
)
def test_of_many_items_those_around_the_line_are_shown(
    lines: list[int], line: int, first: int
) -> None:
    assert file_pages._first(lines, line, 10) == first


def test_a_figure_is_cleaned_or_refused_as_in_the_folder(library: Library) -> None:
    good = read(library, FIGURE, GOOD)
    evil = read(library, FIGURE, GOOD.replace("<rect", "<script>alert(1)</script><rect"))

    assert good.page
    assert good.page.figure
    assert codes(good) == ["W124"]
    assert "E102" in codes(evil)
    assert evil.page is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"\xff\xfe", "E001"),
        ("\ud800", "E001"),
        ("a\0b", "E004"),
        (b"x" * (LARGEST + 1), "E002"),
        ("x" * 200_001, "E049"),
        ("---\na: " + "[" * 500 + "\n---\n", "E014"),
        ("> " * 4_000, "E048"),
        ("", "E010"),
    ],
)
def test_what_is_no_content_is_told_in_a_sentence(
    library: Library, text: str | bytes, code: str
) -> None:
    proof = read(library, QUIZ, text)

    assert code in codes(proof)
    for name in (LESSON, "glossary.yml", "bank/del4.md", FIGURE):
        assert all(one.message for one in read(library, name, text).problems)


def test_a_text_that_trips_the_rendering_has_problems_and_no_page(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(Renderer, "lesson", trip)

    proof = read(library, LESSON, text_of(library, LESSON))

    assert proof.page is None
    assert proof.kind is Kind.LESSON


def test_of_all_files_only_the_one_that_is_typed_in_is_read_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def noting(source: Any, comparison: Any) -> Reading:
        seen.append(source.name)
        return read_source(source, comparison)

    monkeypatch.setattr(proofreading, "read_source", noting)

    read(library, QUIZ, text_of(library, QUIZ))

    assert seen == [QUIZ]


def test_nothing_is_written(library: Library, tmp_path: Path) -> None:
    before = sorted(tmp_path.parent.rglob("*.json"))

    read(library, QUIZ, "## New {#new}\n")

    assert sorted(tmp_path.parent.rglob("*.json")) == before
