"""The status report: its colours, its sentences, its Markdown."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.planning.cast import TODAY, request, study
from tests.domain.planning.test_tracking import BASELINE, DONE, KEYS, THINGS, day, tracked
from tpmlearn.domain.planning.activities import Progress
from tpmlearn.domain.planning.limits import Colour, Limits, limits_problems, worst
from tpmlearn.domain.planning.outlook import Odds
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.report import NO_WAY_BACK, Report, Words, report_of
from tpmlearn.domain.planning.report_markdown import escaped, report_markdown
from tpmlearn.domain.planning.report_words import TrendPoint, trend_words, turns_words

LIMITS = Limits(spi_amber=0.95, spi_red=0.3, late_amber=3, late_red=30)
WAY_BACK = Words(way_back="Two evenings more", way_back_by=day(30), ask="Sponsor: none")


def reported(
    progress: dict[str, Progress],
    today: date,
    *,
    now: Plan = BASELINE,
    words: Words = WAY_BACK,
    odds: Odds | None = None,
) -> Report:
    tracking = tracked(progress, now=now)
    return report_of(tracking, now, today=today, limits=LIMITS, words=words, role="Lead", odds=odds)


LATE = {"module:a": Progress(DONE, day(9))}


@pytest.mark.parametrize(
    ("spi", "colour"),
    [
        (1.2, Colour.GREEN),
        (0.95, Colour.GREEN),
        (0.946, Colour.GREEN),
        (0.94, Colour.AMBER),
        (0.8, Colour.AMBER),
        (0.79, Colour.RED),
        (None, Colour.NONE),
    ],
)
def test_a_pace_has_the_colour_of_its_limits(spi: float | None, colour: Colour) -> None:
    assert Limits().of_pace(spi) is colour


@pytest.mark.parametrize(
    ("days", "colour"),
    [
        (-9, Colour.GREEN),
        (7, Colour.GREEN),
        (8, Colour.AMBER),
        (28, Colour.AMBER),
        (29, Colour.RED),
        (None, Colour.NONE),
    ],
)
def test_a_date_has_the_colour_of_its_limits(days: int | None, colour: Colour) -> None:
    assert Limits().of_date(days) is colour


def test_the_whole_is_as_its_worst_row() -> None:
    assert worst(Colour.GREEN, Colour.RED, Colour.AMBER) is Colour.RED
    assert worst(Colour.NONE, Colour.GREEN) is Colour.GREEN
    assert worst() is Colour.NONE


@pytest.mark.parametrize(
    ("limits", "fields"),
    [
        (Limits(), []),
        (Limits(spi_amber=1.5), ["spi_amber"]),
        (Limits(spi_amber=0.8, spi_red=0.8), ["spi_red"]),
        (Limits(spi_amber=0, spi_red=-1), ["spi_amber", "spi_red"]),
        (Limits(late_amber=9, late_red=9), ["late_red"]),
        (Limits(late_amber=-1, late_red=4000), ["late_amber", "late_red"]),
    ],
)
def test_limits_that_cannot_be_are_named(limits: Limits, fields: list[str]) -> None:
    assert [problem.field for problem in limits_problems(limits)] == fields


def test_it_has_state_trend_forecast_and_ask() -> None:
    report = reported(LATE, day(14))

    rows = {row.name: row for row in report.state}
    assert rows["Date"].plan == "13 Dec 2026"
    assert rows["Date"].forecast == "3 Jan 2027, 21 days late"
    assert rows["Date"].colour is Colour.AMBER
    assert rows["Pace, SPI(t)"].forecast == "0.50"
    assert rows["Work by today"].forecast == "7 of 21 hours earned"
    assert report.colour is Colour.AMBER
    assert report.subject == (
        "Amber (was amber). Plan ends 3 Jan 2027, 21 days late. Sponsor: none"
    )
    assert report.outlook.sentences[0] == (
        "At the pace so far: 3 Jan 2027 (planned duration by SPI(t): 21 / 0.50 = 42 working days)."
    )
    assert report.rests_on == ("After 14 working days; 1 of 3 things done, 7 of 21 hours earned.")


@pytest.mark.parametrize(
    ("words", "colour", "said"),
    [
        (WAY_BACK, Colour.AMBER, ""),
        (Words(), Colour.RED, NO_WAY_BACK),
        (replace(WAY_BACK, way_back_by=None), Colour.RED, NO_WAY_BACK),
        (replace(WAY_BACK, way_back_by=day(13)), Colour.RED, "The date of the way back has passed"),
    ],
)
def test_amber_without_a_way_back_is_red(words: Words, colour: Colour, said: str) -> None:
    report = reported(LATE, day(14), words=words)

    assert report.colour is colour
    assert report.colour_reason.startswith(said)


def test_a_forecast_with_odds_takes_the_place_of_the_pace() -> None:
    odds = Odds(p50=date(2026, 12, 20), p85=date(2026, 12, 27))

    report = reported(LATE, day(14), odds=odds)

    assert report.outlook.sentences[0] == "By 27 Dec 2026 with 85 %, by 20 Dec 2026 with 50 %."
    assert report.days_late == 14


def test_without_a_pace_the_plans_own_end_stands_there_with_the_reason() -> None:
    later = make_plan(request(*THINGS, hours=7, free=frozenset({day(0)})))

    report = reported({}, day(2), now=later)

    assert report.outlook.ends_on == day(27)
    assert report.outlook.sentences == (
        "Less than a week of the baseline has gone by: a pace of a few days says nothing yet.",
        "By the plan, if you keep to its hours from now on: 20 Dec 2026.",
    )
    assert report.days_late == 7


def test_when_all_is_done_it_says_when() -> None:
    over = {key: Progress(DONE, day(18)) for key in KEYS}
    empty = make_plan(request(hours=7))

    report = reported(over, day(30), now=empty)

    assert report.outlook.sentences == ("All of it was done by 11 Dec 2026.",)
    assert report.colour is Colour.GREEN


@pytest.mark.parametrize(
    ("late", "trend", "turns"),
    [
        ([None, 4], "Too few weeks for a trend yet.", ""),
        ([2, 4, 5, 7], "Worse by five days since 23 Nov.", "about 14 weeks"),
        ([7, 4, 4], "Better by three days since 23 Nov.", ""),
        ([4, 4, 4], "Steady since 23 Nov.", ""),
        ([10, 20, 40], "Worse by 30 days since 23 Nov.", ""),
    ],
)
def test_the_trend_says_which_way_and_since_when(
    late: list[int | None], trend: str, turns: str
) -> None:
    points = [TrendPoint(day(7 * n), days, None) for n, days in enumerate(late)]

    assert trend_words(points) == trend
    assert turns in turns_words(points, LIMITS)
    assert bool(turns) == bool(turns_words(points, LIMITS))


def test_it_tells_left_out_and_came_in_apart_with_their_hours() -> None:
    now = make_plan(request(*THINGS[:2], study("new", 2), hours=7))

    report = reported({}, day(7), now=now)

    assert report.scope_said == (
        "Left out since the baseline, and out of all figures here: C (no gap asks for it any "
        "more); 7 hours.",
        "Came in since the baseline, and not in the pace: New; 2 hours to do.",
    )


def test_its_markdown_has_the_parts_of_the_template_in_order() -> None:
    text = report_markdown(reported(LATE, day(14)), name="Ada")

    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "# Status report: my plan to Lead, 7 Dec 2026 (Ada)",
        "## State",
        "## Trend",
        "## Forecast",
        "## Ask",
    ]
    assert "| Date | 13 Dec 2026 | 3 Jan 2027, 21 days late |" in text
    assert "| amber |" in text
    assert "Way back: Two evenings more, by 23 Dec 2026." in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with (brackets).", "plain, with (brackets)."),
        ("a | b", r"a \| b"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[link](http://x)", r"\[link\](http://x)"),
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("- item", r"\- item"),
        ("1. first", r"1\. first"),
        ("1.00", "1.00"),
        ("# head\n\n## more", r"\# head \#\# more"),
        ("a\\b & c", r"a\\b \& c"),
        ("", ""),
    ],
)
def test_nothing_that_was_typed_becomes_markdown(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_what_the_person_wrote_is_escaped_in_the_report() -> None:
    words = replace(WAY_BACK, ask="<b>x</b> | y", reason="# no")

    text = report_markdown(reported(LATE, day(14), words=words))

    assert r"\<b\>x\</b\> \| y" in text
    assert "Reason: \\# no" in text
    assert TODAY.isoformat() not in text
