"""Numbers, lists and dates in sentences."""

from datetime import date

import pytest

from tpmlearn.domain.planning.wording import counted, day, hours, joined, named, title, two_days


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no levels"), (1, "one level"), (2, "two levels"), (10, "ten levels"), (11, "11 levels")],
)
def test_it_counts_in_words_up_to_ten(number: int, words: str) -> None:
    assert counted(number, "level") == words


@pytest.mark.parametrize(
    ("parts", "whole"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_it_joins_a_list(parts: list[str], whole: str) -> None:
    assert joined(parts) == whole


def test_it_names_three_and_counts_the_rest() -> None:
    assert named(["a", "b", "c"]) == "a, b and c"
    assert named(["a", "b", "c", "d", "e"]) == "a, b, c and two more"


@pytest.mark.parametrize(
    ("amount", "words"), [(1.0, "1 hour"), (7.5, "7.5 hours"), (60, "60 hours"), (0.96, "1 hour")]
)
def test_it_says_hours_with_one_decimal_at_most(amount: float, words: str) -> None:
    assert hours(amount) == words


def test_it_gives_the_years_only_where_they_differ() -> None:
    assert day(date(2026, 12, 7)) == "7 Dec"
    assert two_days(date(2026, 12, 7), date(2026, 12, 14)) == ("7 Dec", "14 Dec")
    assert two_days(date(2026, 12, 28), date(2027, 1, 4)) == ("28 Dec 2026", "4 Jan 2027")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Risk", "Risk"), ("Scope and needs", "“Scope and needs”"), ("Agile, flow", "“Agile, flow”")],
)
def test_it_quotes_names_that_would_blur_in_a_list(name: str, shown: str) -> None:
    assert title(name) == shown
