"""Stopping the feed: at once, by its owner, and with a way back."""

from tests.features.exports.cast import row, with_feed
from tests.features.planning.cast import planned
from tests.support.client import CheckingClient


def test_a_stopped_feed_gives_nothing_and_can_be_started_again(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = with_feed(learner)

    learner.send("/plan/feed/stop")

    gone = visitor.get(path)
    assert gone.status_code == 410
    assert gone.get_data(as_text=True).startswith("This calendar feed is stopped.")
    page = learner.read("/plan/export")
    assert path not in page
    assert "Start it again" in page


def test_stopping_twice_changes_nothing_more(learner: CheckingClient) -> None:
    with_feed(learner)

    codes = [learner.send("/plan/feed/stop").status_code for _ in range(2)]

    assert codes == [302, 302]
    assert row(learner) == (1, True)


def test_nobody_stops_what_is_not_theirs(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    with_feed(learner)
    planned(stranger)

    assert visitor.send("/plan/feed/stop").status_code == 404
    assert stranger.send("/plan/feed/stop").status_code == 404
    assert learner.post("/plan/feed/stop").status_code in {400, 403}
    assert row(learner) == (1, False)
