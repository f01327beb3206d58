"""Counts, dates and lists of the plan's sentences in the language that is spoken."""

from datetime import date

import pytest

from tpmlearn.domain.planning.exports.material import step_title
from tpmlearn.domain.planning.limits import Colour
from tpmlearn.domain.planning.wording import full_day, hours, joined, levels, named, title, two_days
from tpmlearn.words import _, speaking
from tpmlearn.words.cases import capitalised
from tpmlearn.words.numbers import spelled


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", ["two levels", "no levels", "1 hour", "7.5 hours", "a, b and c", "12"]),
        ("de", ["2 Stufen", "0 Stufen", "1 Stunde", "7,5 Stunden", "a, b und c", "12"]),
        ("es", ["2 niveles", "0 niveles", "1 hora", "7,5 horas", "a, b y c", "12"]),
    ],
)
def test_counts_and_lists_are_said_in_the_language(tag: str, said: list[str]) -> None:
    with speaking(tag):
        found = [levels(2), levels(0), hours(1), hours(7.5), joined(["a", "b", "c"]), spelled(12)]

    assert found == said


def test_names_that_are_too_many_are_counted() -> None:
    with speaking("de"):
        assert named(["a", "b", "c", "d", "e"]) == "a, b, c und 2 weitere"
        assert title("Risks and issues") == "„Risks and issues“"


def test_two_days_of_one_sentence_have_their_years_where_they_differ() -> None:
    with speaking("es"):
        assert two_days(date(2026, 12, 7), date(2027, 1, 4)) == ("7 dic 2026", "4 ene 2027")
        assert full_day(date(2026, 12, 7)) == "7 dic 2026"


def test_nouns_keep_their_large_letter() -> None:
    with speaking("de"):
        assert step_title("leadership and communication") == "Führung und Kommunikation"
        assert capitalised("führung und Kommunikation") == "Führung und Kommunikation"
        assert _(Colour.AMBER) == "gelb"

    assert capitalised("of an SPI") == "Of an spi"
