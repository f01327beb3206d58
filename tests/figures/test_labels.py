"""Widths of texts and where they break."""

import pytest

from tpmlearn.figures.labels import width_of, wrapped


def test_it_allows_more_for_wide_letters_than_for_narrow_ones() -> None:
    assert width_of("MMM", 10) > width_of("AAA", 10) > width_of("aaa", 10) > width_of("iii", 10)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", ("",)),
        ("one", ("one",)),
        ("one two three", ("one two", "three")),
        ("a  b", ("a b",)),
    ],
)
def test_it_breaks_between_words(words: str, lines: tuple[str, ...]) -> None:
    assert wrapped(words, size=10, room=50) == lines


def test_it_breaks_a_word_that_is_wider_than_the_room_and_loses_nothing() -> None:
    lines = wrapped("Infrastructure", size=10, room=30)

    assert "".join(lines) == "Infrastructure"
    assert all(width_of(line, 10) <= 30 for line in lines)
    assert len(lines) > 1


def test_it_ends_even_where_no_letter_fits() -> None:
    assert wrapped("ab", size=10, room=1) == ("a", "b")
