"""What can be found."""

from dataclasses import replace

from tests.search.sample import catalogue
from tpmlearn.search.documents import Kind, documents_of, edition_of, tidy, words_in


def test_every_section_term_and_assignment_is_a_document() -> None:
    found = [(one.kind, one.slug, one.anchor) for one in documents_of(catalogue())]

    assert found == [
        (Kind.LESSON, "23-risk", ""),
        (Kind.LESSON, "23-risk", "s-register"),
        (Kind.LESSON, "23-risk", "s-pre-mortem"),
        (Kind.LESSON, "23-risk", "s-script"),
        (Kind.LESSON, "23-risk", "s-numbers"),
        (Kind.TERM, "sponsor", ""),
        (Kind.TERM, "risk-register", ""),
        (Kind.ASSIGNMENT, "jb03-own-a-risk-register", ""),
    ]


def test_an_edition_changes_with_the_content_only() -> None:
    content = catalogue()

    assert edition_of(content) == edition_of(replace(content))
    assert edition_of(content) != edition_of(catalogue("2"))


def test_tidy_text_has_no_control_characters() -> None:
    assert tidy(" a\x02b\x03\n\tc\u00a0d\x00 cafe\u0301 ") == "a b c d café"


def test_words_are_small_and_bare() -> None:
    assert words_in("Don't say “Café_2.62”!") == "don t say cafe 2 62"
