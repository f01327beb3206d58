"""The status report: its state, the learner's limits and words, its Markdown."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from tests.features.planning.cast import ATTACK, planned, today, words
from tests.features.tracking.cast import agreed, done, first_things
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import ReportRow

LIMITS = {"spi_amber": "0.9", "spi_red": "0.7", "late_amber": "5", "late_red": "20"}
WORDS = {
    "reason": "Two weeks of flu",
    "way_back": "An hour more on Sundays",
    "way_back_by": (today() + timedelta(days=20)).isoformat(),
    "ask": "Petra: may I join the planning on Thursday?",
}


def version(client: CheckingClient) -> int:
    """Which saving of limits and words is in the database."""
    with client.application.app_context():
        statement = select(ReportRow.version).where(ReportRow.person_id == client.person_id)
        return db.session.scalar(statement) or 0


def markdown(page: str) -> str:
    """What the text area holds."""
    area = page.split('<textarea id="markdown"', 1)[1].split("</textarea>", 1)[0]
    return unescape(area.split(">", 1)[1])


def test_it_leads_to_a_plan_and_then_to_a_baseline(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    assert "A report needs a plan" in words(visitor.read("/plan/report"))

    planned(learner)

    assert "A report needs a baseline" in words(learner.read("/plan/report"))


def test_the_page_has_the_four_parts_in_order(learner: CheckingClient) -> None:
    agreed(learner, weeks_ago=3)
    for place, (key, _) in enumerate(first_things(learner, 9)):
        done(learner, key, days_ago=20 - 2 * place)

    page = learner.read("/plan/report")

    heads = re.findall(r'<h2 id="(\w+)', page)
    assert heads[:4] == ["state", "trend", "forecast", "ask"]
    said = words(page)
    assert "Figures of" in said
    assert re.search(r"After \d+ working days; 9 of \d+ things done", said)
    assert re.search(r"By [^.]+ with 85 %, by [^.]+ with 50 %", said)
    assert "By the plan, if you keep to its hours from now on" in said
    assert "Nothing this week." in said


def test_each_figure_leads_to_its_lesson(learner: CheckingClient) -> None:
    agreed(learner)

    page = learner.read("/plan/report") + learner.read("/plan/baseline")

    for link in (
        "/learn/28-status-reports#s-four-parts-on-one-page",
        "/learn/28-status-reports#s-colours-that-follow-limits",
        "/learn/29-earned-value#s-when-will-it-end-earned-schedule",
        "/learn/29-earned-value#s-three-figures-one-rule",
    ):
        assert link in page
        path, anchor = link.split("#")
        assert f'id="{anchor}"' in learner.read(path)


def test_limits_are_kept_and_colour_the_page(learner: CheckingClient) -> None:
    agreed(learner, weeks_ago=3)
    done(learner, first_things(learner, 1)[0][0], days_ago=15)

    assert learner.send("/plan/report/limits", version="0", **LIMITS).status_code == 302

    page = words(learner.read("/plan/report"))
    assert "amber under 0.90, red under 0.70" in page
    assert "amber over five days late, red over 20" in page
    assert "Red (was red)" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"spi_red": "0.95"}, "Red begins below amber"),
        ({"spi_amber": "7"}, "Choose an SPI(t) from 0.1 to 1."),
        ({"spi_amber": "nan"}, "Give the index as a number"),
        ({"spi_amber": ""}, "Give the index as a number"),
        ({"late_red": "5"}, "Red begins after amber"),
        ({"late_amber": "many"}, "Give whole days"),
        ({"late_amber": "-1"}, "Choose from 0 to 365 days."),
        ({"late_red": "99999999999999999999"}, "Choose from 0 to 365 days."),
    ],
)
def test_limits_that_cannot_be_come_back_with_all_that_was_typed(
    learner: CheckingClient, changed: dict[str, str], said: str
) -> None:
    agreed(learner)

    response = learner.send("/plan/report/limits", version="0", **{**LIMITS, **changed})

    assert response.status_code == 422
    page = response.get_data(as_text=True)
    assert said in words(page)
    assert (
        f'value="{LIMITS["late_red"] if "late_red" not in changed else changed["late_red"]}"'
        in page
    )
    assert version(learner) == 0


def test_what_only_the_person_can_say_is_kept_and_shown(learner: CheckingClient) -> None:
    agreed(learner, weeks_ago=2)

    assert learner.send("/plan/report/words", version="0", **WORDS).status_code == 302

    page = words(learner.read("/plan/report"))
    assert "Reason: Two weeks of flu" in page
    assert "Way back: An hour more on Sundays, by" in page
    assert "Petra: may I join the planning on Thursday?" in page
    assert f"Written on {today():%a}" in page


def test_words_that_are_too_long_or_no_day_are_refused(learner: CheckingClient) -> None:
    agreed(learner)

    long = learner.send("/plan/report/words", version="0", **{**WORDS, "ask": "x" * 301})
    no_day = learner.send("/plan/report/words", version="0", **{**WORDS, "way_back_by": "soon"})

    assert "At most 300 characters" in words(long)
    assert "Give a day as year, month and day" in words(no_day)
    assert (long.status_code, no_day.status_code, version(learner)) == (422, 422, 0)


@pytest.mark.parametrize("seen", ["0", "7", "-1", "x", ""])
def test_another_tab_was_faster(learner: CheckingClient, seen: str) -> None:
    agreed(learner)
    learner.send("/plan/report/words", version="0", **WORDS)

    response = learner.send("/plan/report/limits", version=seen, **LIMITS)

    assert response.status_code == 409
    assert "It was saved elsewhere" in words(response)
    assert 'value="0.9"' in response.get_data(as_text=True)
    assert version(learner) == 1


def test_the_markdown_is_the_report_and_nothing_typed_becomes_markup(
    learner: CheckingClient,
) -> None:
    agreed(learner, weeks_ago=2)
    learner.send("/plan/report/words", version="0", **{**WORDS, "ask": f"# {ATTACK} | x"})

    page = learner.read("/plan/report")
    text = markdown(page)

    assert text.lstrip().startswith("# Status report: my plan to Technical Project Manager, ")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## State",
        "## Trend",
        "## Forecast",
        "## Ask",
    ]
    assert r"\# \<script\>alert(1)\</script\>" in text
    assert "<script>alert(1)" not in page


def test_without_a_plan_there_is_nothing_to_keep_for_a_visitor(visitor: CheckingClient) -> None:
    assert visitor.send("/plan/report/limits", version="0", **LIMITS).status_code == 404
    assert visitor.send("/plan/report/words", version="0", **WORDS).status_code == 404


def test_nobody_sees_another_persons_report(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    agreed(learner)
    learner.send("/plan/report/words", version="0", **WORDS)
    agreed(stranger)

    assert "Petra" not in stranger.read("/plan/report")


def test_a_get_writes_nothing(learner: CheckingClient) -> None:
    agreed(learner, weeks_ago=2)

    learner.read("/plan/report")
    learner.read("/plan/baseline")

    assert version(learner) == 0
