"""The histogram of a forecast: bars and dates where they belong, names that do not meet."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.figures.seen import Seen, assert_sound
from tpmlearn.domain.planning.drivers import Drivers
from tpmlearn.domain.planning.forecast import Bar, Forecast, Milestone
from tpmlearn.domain.planning.weeks import WEEK
from tpmlearn.figures.odds import in_100, odds_chart, odds_table

FIRST = date(2027, 3, 1)
COUNTS = (100, 900, 2500, 3000, 2000, 1000, 400, 50)


def _forecast(counts: tuple[int, ...] = COUNTS, *, weeks: int = 2) -> Forecast:
    bars = tuple(
        Bar(FIRST + n * weeks * WEEK, FIRST + (n + 1) * weeks * WEEK - timedelta(days=1), count)
        for n, count in enumerate(counts)
    )
    day = [FIRST + n * weeks * WEEK for n in (3, 5, 6)]
    end = Milestone("plan", "The whole plan", FIRST + 2 * weeks * WEEK, *day)
    return Forecast(10_000, end, (), bars, 10_000 - sum(counts), Drivers(), 0.32, 0.615)


USUAL = _forecast()


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize(
    "found",
    [USUAL, _forecast((10_000,), weeks=1), _forecast(tuple([333] * 30), weeks=13)],
    ids=["usual", "one bar", "years"],
)
@pytest.mark.parametrize(
    "ready_by",
    [None, FIRST, date(2027, 5, 2), date(2027, 6, 20), date(2032, 1, 1), date(2020, 1, 1)],
)
def test_it_fits_its_labels_and_draws_within_its_box(
    found: Forecast, ready_by: date | None, width: float
) -> None:
    assert_sound(odds_chart(found, ready_by=ready_by, width=width))


@pytest.mark.parametrize("width", [360, 720])
def test_names_of_days_that_are_close_do_not_meet(width: float) -> None:
    end = Milestone("plan", "The whole plan", *[date(2027, 4, 12 + n) for n in range(4)])

    assert_sound(odds_chart(replace(USUAL, end=end), ready_by=date(2027, 4, 14), width=width))


def test_a_bar_is_as_high_as_its_share() -> None:
    seen = Seen(odds_chart(USUAL, ready_by=None))

    heights = [float(one.attrib["height"]) for one in seen.with_class("rect", "f-soft s-ink")]
    assert len(heights) == len(COUNTS)
    assert heights[3] / heights[1] == pytest.approx(3000 / 900, rel=0.01)


def test_each_date_has_its_line_and_says_its_name() -> None:
    seen = Seen(odds_chart(USUAL, ready_by=date(2027, 5, 2)))

    assert len(seen.with_class("line", "s-accent")) == 3
    for words in (
        "50 %: 12 Apr",
        "85 %: 10 May",
        "95 %: 24 May",
        "plan: 29 Mar",
        "to be ready: 2 May",
    ):
        assert words in seen.words


def test_a_date_that_is_far_off_is_told_in_words_alone() -> None:
    chart = odds_chart(USUAL, ready_by=date(2040, 1, 1))

    assert "to be ready: " not in Seen(chart).words
    assert "By the date to be ready, 1 Jan 2040, end 62 of 100." in chart


def test_it_says_how_many_runs_and_by_when() -> None:
    chart = odds_chart(USUAL, ready_by=None)

    assert (
        "Of 100 runs end 50 by 12 Apr 2027, 85 by 10 May 2027 and 95 by 24 May 2027; "
        "there are 10,000 runs." in chart
    )


def test_the_table_adds_up() -> None:
    table = odds_table(USUAL)

    assert table.rows[0] == ("1 Mar 2027", "14 Mar 2027", "100", "1.0 %", "1.0 %")
    assert table.rows[3] == ("12 Apr 2027", "25 Apr 2027", "3,000", "30.0 %", "65.0 %")
    assert table.rows[-1] == ("21 Jun 2027", "or later", "50", "0.5 %", "100.0 %")


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0"), (0.001, "under 1"), (0.32, "32"), (0.999, "over 99"), (1.0, "100")],
)
def test_what_is_nearly_sure_is_not_called_sure(share: float, words: str) -> None:
    assert in_100(share) == words
