"""Today: the week's things, what moved, and always one obvious next step."""

import re

from tests.features.learning.cast import finish_quiz
from tests.features.planning.cast import (
    ESTIMATE,
    SCOPE,
    coming,
    decide,
    planned,
    rate,
    rate_as_developer,
    save,
    today,
    words,
)
from tests.support.client import CheckingClient
from tests.support.quiz import begin

OPEN = re.compile(r'(?s)action="/plan/activities/([^"]+)"(?:(?!</form>).)*value="done"')


def _door(page: str) -> str:
    """What the one primary door says."""
    assert page.count("door-primary") == 1
    return words(page.split("door-primary", 1)[1].split("</h2>", 1)[0].split(">", 1)[1])


def test_a_visitor_gets_three_steps_and_begins_with_rating(visitor: CheckingClient) -> None:
    page = visitor.read("/today")

    assert _door(page) == "Rate yourself"
    assert "0 of 34 skills rated" in words(page)


def test_with_ratings_the_gap_is_next_and_with_a_goal_the_plan(learner: CheckingClient) -> None:
    rate(learner, {"DEL4": 1})
    assert _door(learner.read("/today")) == "See my gap"

    learner.send("/gap", role="tpm")

    assert _door(learner.read("/today")) == "Get the plan"


def test_the_week_shows_three_things_with_their_hours(learner: CheckingClient) -> None:
    planned(learner, start=coming(0).isoformat(), hours="20")

    page = learner.read("/today")

    week = words(page).split("This week", 1)[1].split("After that", 1)[0]
    assert len(re.findall(r"(?:\d+ h|\d+ min) this week", week)) == 3
    assert "more in my plan" in week
    assert _door(page).startswith("Begin ")


def test_a_plan_that_starts_later_says_what_comes_first(learner: CheckingClient) -> None:
    planned(learner, start=coming(2).isoformat())

    page = words(learner.read("/today"))

    assert "Nothing is planned for this week." in page
    assert len(re.findall(r", from \w{3} \d", page.split("After that", 1)[1])) == 3


def test_a_free_week_is_free(learner: CheckingClient) -> None:
    planned(learner, start=coming(0).isoformat(), free_weeks=[today().isoformat()])

    assert "This week is free, as you planned it." in words(learner.read("/today"))


def test_an_open_quiz_is_the_next_step(learner: CheckingClient) -> None:
    planned(learner)
    begin(learner, "16-estimate-in-ranges")

    page = learner.read("/today")

    assert _door(page) == "Go on with the quiz"
    assert "Estimate in ranges: 0 of 10 answered." in words(page)


def test_what_moved_since_is_said_here_too(learner: CheckingClient) -> None:
    planned(learner)
    finish_quiz(learner, right=8)

    assert "Estimate in ranges is done." in words(learner.read("/today"))


def test_with_nothing_left_it_is_time_to_rate_again(learner: CheckingClient) -> None:
    rate(learner, {"DEL4": 1})
    save(learner)
    learner.send("/gap", role="tpm")
    while found := OPEN.search(learner.read("/plan")):
        assert decide(learner, found.group(1), "done").status_code == 302
    for test in set(re.findall(r"/plan/activities/(test:[A-Z]+)", learner.read("/plan"))):
        assert decide(learner, test, "skip").status_code == 302

    page = learner.read("/today")

    assert _door(page) == "Rate yourself again"
    assert "Everything in your plan is done." in words(page)


def test_nobody_sees_another_persons_day(learner: CheckingClient, stranger: CheckingClient) -> None:
    planned(learner)

    page = words(stranger.read("/today"))

    assert "0 of 34 skills rated" in page
    assert SCOPE.split(":")[1] not in page


def test_it_is_the_learners_own_day(learner: CheckingClient) -> None:
    rate_as_developer(learner)

    day = today()
    assert f"{day:%a} {day.day} {day:%B %Y}" in words(learner.read("/today"))
    assert ESTIMATE.split(":")[1] not in learner.read("/today")
