"""The plan week by week: what stands in it, and any address of a week."""

import re

import pytest

from tests.features.planning.cast import ATTACK, coming, planned, today, words
from tests.support.client import CheckingClient


def week(client: CheckingClient, **query: str) -> str:
    return client.get("/plan", query_string={"view": "week", **query}).get_data(as_text=True)


def test_it_says_how_many_things_and_how_long(learner: CheckingClient) -> None:
    planned(learner)

    page = words(week(learner, week=coming(1).isoformat()))

    assert re.search(r"Week of Mon \d+ \w+ \d{4}: 3 things, 3 h 47 min", page), page
    assert "Week 1 of the plan" in page
    assert "24 min are kept for review" in page
    assert "not started" in page


def test_each_week_leads_to_its_neighbours(learner: CheckingClient) -> None:
    planned(learner)

    page = week(learner, week=coming(3).isoformat())

    for other in (coming(2), coming(4)):
        assert f"week={other}#plan" in page
    assert ">This week</a>" in page


def test_a_free_week_and_days_off_are_said(learner: CheckingClient) -> None:
    planned(learner, free_weeks=coming(3).isoformat(), days_off=str(coming(2)))

    free = words(week(learner, week=coming(3).isoformat()))
    off = words(week(learner, week=coming(2).isoformat()))

    assert "no things, 0 min" in free
    assert "This week is free, as you planned it." in free
    assert f"Off: Mon {coming(2).day} " in off


@pytest.mark.parametrize("asked", ["", "soon", "2027-02-29", "2027-W53-1", ATTACK])
def test_what_is_no_week_is_this_week(learner: CheckingClient, asked: str) -> None:
    planned(learner, start=today().isoformat())

    page = week(learner, week=asked)

    assert "This week: " in words(page)
    assert "<script>alert" not in page


@pytest.mark.parametrize("asked", ["0001-01-01", "9999-12-31", "2026-W53-1"])
def test_a_week_far_away_is_the_nearest_of_the_plan(learner: CheckingClient, asked: str) -> None:
    planned(learner)

    assert re.search(r"\d+ things?, |no things, ", words(week(learner, week=asked)))


def test_a_stranger_and_a_visitor_see_nothing_of_it(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    planned(learner)

    for other in (stranger, visitor):
        assert "This week: " not in words(week(other))
