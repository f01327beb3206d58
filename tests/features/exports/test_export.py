"""The page of exports: what there is, for whom."""

import re

from tests.features.exports.cast import feed_path, with_feed
from tests.features.planning.cast import planned
from tests.support.client import CheckingClient
from tests.support.counting import statements


def test_a_visitor_and_a_person_without_a_plan_hear_what_will_be_here(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    for client in (visitor, learner):
        page = client.read("/plan/export")
        assert "There is no plan to take with you yet" in page
        assert "/plan/export/" not in page


def test_it_offers_each_file_and_paper(learner: CheckingClient) -> None:
    planned(learner)

    page = learner.read("/plan/export")

    offered = re.findall(r'href="/plan/export/([^"#]+)"', page)
    assert offered == [
        "calendar",
        "calendar?tasks=events",
        "project",
        "jira",
        "todoist",
        "markdown",
        "paper",
    ]
    assert all(learner.get(f"/plan/export/{name}").status_code == 200 for name in offered)


def test_it_shows_the_address_again_at_each_visit(learner: CheckingClient) -> None:
    path = with_feed(learner)

    assert feed_path(learner) == path
    assert f"{path}?tasks=events" in learner.read("/plan/export")


def test_it_shows_the_feed_of_nobody_else(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    path = with_feed(learner)
    planned(stranger)

    assert path not in stranger.read("/plan/export")


def test_it_costs_eight_statements_and_writes_nothing(learner: CheckingClient) -> None:
    with_feed(learner)

    with statements(learner.application) as seen:
        learner.read("/plan/export")

    assert len(seen.sql) <= 8, seen.sql
    assert seen.commits == 0
