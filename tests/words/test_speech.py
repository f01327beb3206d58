"""One language is spoken at a time: texts, numbers, dates and lists follow it."""

from datetime import UTC, date, datetime

import pytest

from tpmlearn.words import LANGUAGES, N_, _, current, later, ngettext, pgettext, speaking
from tpmlearn.words.dates import PATTERNS, long_date, month_and_year, short_date, weekday_date
from tpmlearn.words.lists import either, listed
from tpmlearn.words.numbers import Grouped, decimal, grouped, shortest, spelled

DAY = date(2026, 9, 7)


def test_outside_of_a_request_it_speaks_english() -> None:
    assert current().tag == "en"
    assert _("%(name)s has 5 %%", name="Ada") == "Ada has 5 %"
    assert ngettext("%(num)s day", "%(num)s days", 1) == "1 day"
    assert ngettext("%(num)s day", "%(num)s days", 0) == "0 days"
    assert pgettext("a door", "Open") == "Open"
    assert N_("5 %% of all") == "5 %% of all"


def test_a_language_is_spoken_within_and_no_longer() -> None:
    with speaking("de"):
        assert current().tag == "de"
        with speaking("es"):
            assert current().tag == "es"
        assert current().tag == "de"

    assert current().tag == "en"


def test_a_language_that_the_site_has_not_is_english() -> None:
    with speaking("tlh"):
        assert current().tag == "en"


@pytest.mark.parametrize(
    ("tag", "day", "long", "short", "month"),
    [
        ("en", "Mon 7 September 2026", "7 September 2026", "7 Sep 2026", "September 2026"),
        ("de", "Mo., 7. September 2026", "7. September 2026", "7. Sept. 2026", "September 2026"),
        (
            "es",
            "lun, 7 de septiembre de 2026",
            "7 de septiembre de 2026",
            "7 sept 2026",
            "septiembre de 2026",
        ),
    ],
)
def test_days_are_written_in_the_language(
    tag: str, day: str, long: str, short: str, month: str
) -> None:
    with speaking(tag):
        assert weekday_date(DAY) == day
        assert long_date(DAY) == long
        assert short_date(datetime(2026, 9, 7, 12, tzinfo=UTC)) == short
        assert month_and_year(DAY) == month


@pytest.mark.parametrize(
    ("tag", "plain", "thousands", "short"),
    [
        ("en", "1234.50", "1,234.5", "1.5"),
        ("de", "1234,50", "1.234,5", "1,5"),
        ("es", "1234,50", "1.234,5", "1,5"),
    ],
)
def test_numbers_are_written_in_the_language(
    tag: str, plain: str, thousands: str, short: str
) -> None:
    with speaking(tag):
        assert decimal(1234.5, 2) == plain
        assert grouped(1234.5, 1) == thousands
        assert shortest(1.5) == short


@pytest.mark.parametrize(
    ("tag", "both", "one"),
    [
        ("en", "a, b and c", "a, b or c"),
        ("de", "a, b und c", "a, b oder c"),
        ("es", "a, b y c", "a, b o c"),
    ],
)
def test_lists_are_joined_in_the_language(tag: str, both: str, one: str) -> None:
    with speaking(tag):
        assert listed(["a", "b", "c"]) == both
        assert either(["a", "b", "c"]) == one
        assert listed(["a"]) == "a"
        assert listed([]) == ""


def test_a_text_for_later_follows_the_language_that_is_spoken_then() -> None:
    label = later("At most %(max)s letters.", max=5)

    assert str(label) == "At most 5 letters."
    assert later("At most %(max)d letters.") % {"max": 5} == "At most 5 letters."
    assert label == "At most 5 letters."


def test_every_language_has_a_way_to_write_each_date() -> None:
    styles = {frozenset(patterns) for patterns in PATTERNS.values()}

    assert set(PATTERNS) == set(LANGUAGES) - {"en"}
    assert len(styles) == 1


def test_a_number_for_later_follows_the_language_too() -> None:
    label = later("At most %(most)s letters.", most=Grouped(4000))

    assert str(label) == "At most 4,000 letters."
    with speaking("de"):
        assert "4.000" in str(label)


def test_small_counts_are_words_in_english_alone() -> None:
    assert [spelled(number) for number in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]
    with speaking("es"):
        assert spelled(2) == "2"
