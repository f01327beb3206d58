"""Words are found as typed, with their line, whatever the case and wherever lines end."""

import pytest

from tpmlearn.domain.content.finding import LONGEST, hits

TEXT = """# Risk

A risk register holds every risk.
The Risk
register is (not) a list.
"""


@pytest.mark.parametrize(
    ("phrase", "lines"),
    [
        ("risk register", [3, 4]),
        ("  Risk   REGISTER ", [3, 4]),
        ("risk", [1, 3, 4]),
        ("(not)", [5]),
        ("r.sk", []),
        (".*", []),
        ("", []),
        ("   ", []),
    ],
)
def test_a_phrase_is_found_with_the_line_where_it_begins(phrase: str, lines: list[int]) -> None:
    found, count = hits(TEXT, phrase, most=9)

    assert [one.line for one in found] == lines
    assert count == len(lines)


def test_a_hit_has_the_words_around_it_in_its_line() -> None:
    ((first, *_), _) = hits(TEXT, "REGISTER", most=9)

    assert (first.before, first.found, first.after) == ("A risk ", "register", " holds every risk.")


def test_the_first_hits_are_kept_and_all_are_counted() -> None:
    found, count = hits("word\n" * 500, "word", most=5)

    assert [one.line for one in found] == [1, 2, 3, 4, 5]
    assert count == 500


def test_long_lines_and_long_phrases_are_cut() -> None:
    ((hit,), _) = hits("a" * 5000 + " needle " + "b" * 5000, "needle", most=1)

    assert len(hit.before + hit.after) < 200
    assert hits("x" * 500, "x" * 5000, most=1)[1] == 1
    assert LONGEST < 5000
