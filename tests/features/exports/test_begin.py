"""Making the feed, and letting it go on after it was stopped."""

from flask import Flask

from tests.features.exports.cast import feed_path, row, secrets_kept, with_feed
from tests.features.planning.cast import NOW, planned
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tpmlearn.features.exports import services


def test_it_makes_a_feed_once(learner: CheckingClient) -> None:
    path = with_feed(learner)

    again = learner.send("/plan/feed")

    assert again.headers["Location"] == "/plan/export#feed"
    assert feed_path(learner) == path
    assert row(learner) == (1, False)


def test_a_stopped_feed_goes_on_under_its_address(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(learner)
    learner.send("/plan/feed/stop")

    learner.send("/plan/feed")

    assert feed_path(learner) == path
    assert visitor.get(path).status_code == 200


def test_without_a_plan_there_is_no_feed(visitor: CheckingClient, learner: CheckingClient) -> None:
    assert visitor.send("/plan/feed").status_code == 404
    assert learner.send("/plan/feed").status_code == 404
    assert row(learner) is None


def test_a_forged_form_makes_nothing(learner: CheckingClient) -> None:
    planned(learner)

    assert learner.post("/plan/feed").status_code in {400, 403}
    assert learner.get("/plan/feed").status_code == 405
    assert row(learner) is None


def test_the_database_does_not_hold_the_address(learner: CheckingClient) -> None:
    path = with_feed(learner)

    token = path.removeprefix("/plan/feed/").removesuffix(".ics")

    secret = token.rsplit(".", 1)[1]
    assert len(secret) >= 43
    assert not [value for value in secrets_kept(learner) if secret in value or token in value]


def test_two_at_once_make_one_feed(app: Flask, learner: CheckingClient) -> None:
    planned(learner)

    def begin() -> None:
        services.begin_feed(learner.person_id, now=NOW)

    assert at_once(app, begin, begin) == [None, None]
    assert row(learner) == (1, False)
