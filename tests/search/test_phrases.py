"""From what a person typed to what is looked for."""

import pytest

from tpmlearn.search.phrases import LONGEST, MOST, phrases_in, words_of


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Risk Register", ("risk", "register")),
        ('"Risk  Register" owner', ("risk register", "owner")),
        ("risk RISK Risk", ("risk",)),
        ("how do I estimate?", ("estimate",)),
        ('"what to do"', ("what to do",)),
        ("pre-mortem, CI/CD", ("pre mortem", "ci cd")),
        ("2.62 days", ("2 62", "days")),
        ("café", ("cafe",)),
        ("cafe\u0301", ("cafe",)),
        ("a_b", ("a b",)),
        ('risk"register', ("risk", "register")),
        ("🙂 _ * \x00 ()", ()),
        ("the of and", ()),
        ("", ()),
    ],
)
def test_it_leaves_words_only(text: str, phrases: tuple[str, ...]) -> None:
    assert phrases_in(text) == phrases


def test_it_reads_the_first_characters_only() -> None:
    assert phrases_in("x" * 1000) == ("x" * LONGEST,)


def test_it_takes_so_many_phrases_and_no_more() -> None:
    assert len(phrases_in(" ".join(f"w{number}" for number in range(40)))) == MOST


def test_the_words_of_phrases_stand_once_without_function_words() -> None:
    assert words_of(("what to do", "risk register", "risk")) == ("risk", "register")
