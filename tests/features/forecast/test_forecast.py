"""The page of the forecast: a sentence first, dates with odds, what they rest on."""

import re
from datetime import timedelta

from tests.features.planning.cast import (
    ATTACK,
    coming,
    finish_lessons,
    planned,
    rate,
    save,
    settle,
    today,
    untaught,
    words,
)
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.domain.planning.offers import offered_activities
from tpmlearn.models import ChoiceState
from tpmlearn.records.catalogue import current_catalogue

PAGE = "/plan/forecast"


def _dates(page: str) -> str:
    """The table of milestones."""
    return page.split("Milestones and their dates", 1)[1].split("</table>", 1)[0]


def test_it_says_in_one_sentence_by_when_with_what_odds(learner: CheckingClient) -> None:
    planned(learner)

    page = words(learner.read(PAGE))

    assert re.search(
        r"Ready by \w{3} \d+ \w+ \d{4} with even odds; by \w{3} \d+ \w+ \d{4} in 85 of 100 cases; "
        r"by \w{3} \d+ \w+ \d{4} nearly surely\.",
        page,
    )
    assert "10,000 runs of your plan" in page
    assert "assumed, not measured" in page
    assert re.search(r"Your plan ends on \w{3} \d+ \w+ \d{4}: (\d+|under 1) of 100 runs", page)


def test_a_reload_shows_the_same_and_another_plan_shows_another(learner: CheckingClient) -> None:
    planned(learner)
    first = learner.read(PAGE)

    again = learner.read(PAGE)
    save(learner, hours="8")

    assert _dates(again) == _dates(first)
    assert _dates(learner.read(PAGE)) != _dates(first)


def test_it_shows_milestones_drivers_and_a_figure_with_its_table(learner: CheckingClient) -> None:
    planned(learner, ready_by=(today() + timedelta(weeks=52)).isoformat())

    page = learner.read(PAGE)

    assert page.count("<svg") >= 2
    assert "When the plan may end" in page
    assert "The whole plan" in _dates(page)
    assert "End of step: project experience" in _dates(page)
    assert "Your pace: how long things take you" in page
    assert "of 100 make that." in words(page)


def test_it_explains_itself_and_links_to_the_lessons(learner: CheckingClient) -> None:
    planned(learner)

    page = learner.read(PAGE)

    for slug in ("16-estimate-in-ranges#s-three", "17-forecast-with-history#s-monte", "18-network"):
        assert f'href="/learn/{slug}' in page
    said = words(page)
    assert "What it does not know" in said
    assert "nobody's real times have been compared with them" in said
    assert "5 things finished in 3 whole weeks of the plan, and so far it is 0 in 0" in said


def test_a_lesson_that_is_gone_is_no_link(learner: CheckingClient) -> None:
    planned(learner)

    with untaught(learner, "DEL4"):
        page = learner.read(PAGE)

    assert "/learn/17-forecast-with-history" not in page.split("<main", 1)[1]
    assert "A Monte Carlo simulation draws all of these" in words(page)


def test_the_learners_own_pace_is_told_with_its_reason(learner: CheckingClient) -> None:
    planned(learner, start=coming(-4).isoformat(), hours="9")
    finish_lessons(learner, 6, weeks_ago=2)

    forecast, plan = words(learner.read(PAGE)), words(learner.read("/plan"))

    for page in (forecast, plan):
        assert re.search(
            r"Your own pace is in this plan: \d\.\d\d planned hours for each hour .* "
            r"In the last 4 whole weeks you finished 6 things",
            page,
        )
    assert "with your own pace" in forecast


def test_without_a_plan_it_says_what_to_do(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    assert "Rate 12 skills" in words(visitor.read(PAGE))
    rate(learner, {"DEL4": 1})

    page = words(learner.read(PAGE))

    assert "There is no plan yet" in page
    assert "Get the plan" in page


def test_a_stranger_sees_their_own_page(learner: CheckingClient, stranger: CheckingClient) -> None:
    planned(learner)

    assert "There is no plan yet" in words(stranger.read(PAGE))


def test_a_plan_of_which_everything_is_done_has_nothing_to_forecast(
    learner: CheckingClient,
) -> None:
    planned(learner)
    with learner.application.app_context():
        keys = list(offered_activities(current_catalogue(), {}))
    settle(learner, keys, ChoiceState.SKIPPED, today())

    assert "nothing to forecast" in words(learner.read(PAGE))


def test_it_takes_no_statement_more_than_the_plan(learner: CheckingClient) -> None:
    planned(learner)

    with statements(learner.application) as seen:
        learner.read(PAGE)

    assert len(seen.sql) <= 6
    assert seen.commits == 0


def test_hostile_parameters_change_nothing(learner: CheckingClient) -> None:
    planned(learner)
    page = learner.read(PAGE)

    assert _dates(learner.read(f"{PAGE}?seed=1&{ATTACK}")) == _dates(page)
