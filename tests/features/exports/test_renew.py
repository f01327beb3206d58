"""Renewing the address: the old one ends for good, and says so."""

import pytest

from tests.features.exports.cast import feed_path, row, with_feed
from tests.features.planning.cast import planned
from tests.support.client import CheckingClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_the_old_address_is_gone_and_the_new_one_works(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    old = with_feed(learner)

    learner.send("/plan/feed/renew", generation="1")

    new = feed_path(learner)
    assert new != old
    assert visitor.get(new).status_code == 200
    gone = visitor.get(old)
    assert (gone.status_code, gone.mimetype) == (410, "text/plain")
    said = "This calendar feed has a new address. This one has ended for good."
    assert gone.get_data(as_text=True) == f"{said}\n"
    page = visitor.get(old, headers=BROWSER)
    assert (page.status_code, page.mimetype) == (410, "text/html")
    assert said in page.get_data(as_text=True)
    assert "Ada" not in page.get_data(as_text=True)


def test_every_earlier_address_stays_gone(learner: CheckingClient, visitor: CheckingClient) -> None:
    paths = [with_feed(learner)]
    for generation in (1, 2, 3):
        learner.send("/plan/feed/renew", generation=str(generation))
        paths.append(feed_path(learner))
    learner.send("/plan/feed/stop")
    learner.send("/plan/feed")

    assert [visitor.get(path).status_code for path in paths] == [410, 410, 410, 200]


def test_a_button_pressed_twice_renews_once(learner: CheckingClient) -> None:
    with_feed(learner)

    for _ in range(2):
        answer = learner.send("/plan/feed/renew", generation="1")

    assert row(learner) == (2, False)
    assert "renewed a moment ago" in learner.read(answer.headers["Location"])


def test_a_stopped_feed_starts_with_a_new_address(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    old = with_feed(learner)
    learner.send("/plan/feed/stop")

    learner.send("/plan/feed/renew", generation="1")

    assert visitor.get(feed_path(learner)).status_code == 200
    assert visitor.get(old).status_code == 410


@pytest.mark.parametrize("generation", ["", "0", "-1", "x", "1e9", "99999999999999999999"])
def test_a_generation_that_never_was_renews_nothing(
    learner: CheckingClient, generation: str
) -> None:
    with_feed(learner)

    assert learner.send("/plan/feed/renew", generation=generation).status_code == 400
    assert row(learner) == (1, False)


def test_nobody_renews_what_is_not_theirs(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(learner)
    planned(stranger)

    assert visitor.send("/plan/feed/renew", generation="1").status_code == 404
    assert stranger.send("/plan/feed/renew", generation="1").status_code == 404
    assert learner.post("/plan/feed/renew", data={"generation": "1"}).status_code in {400, 403}
    assert visitor.get(path).status_code == 200
