"""What the tests of exports share: somebody with a plan and a feed, and its addresses."""

from sqlalchemy import select

from tests.features.planning.cast import planned
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import FeedRow, PersonRow

HERE = "http://127.0.0.1:8000"


def with_feed(client: CheckingClient) -> str:
    """Plan and make the feed; the path of its address."""
    planned(client)
    assert client.send("/plan/feed").status_code == 302
    return feed_path(client)


def feed_path(client: CheckingClient) -> str:
    """The path of the address that the page shows, with tasks as to-dos."""
    page = client.read("/plan/export")
    return page.split(f'id="feed-todos" value="{HERE}')[1].split('"')[0]


def row(client: CheckingClient) -> tuple[int, bool] | None:
    """Generation of the feed, and whether it is stopped; None without one."""
    with client.application.app_context():
        found = db.session.get(FeedRow, client.person_id)
        return None if found is None else (found.generation, found.stopped_at is not None)


def secrets_kept(client: CheckingClient) -> set[str]:
    """All that the database holds of the feed and of its owner, as text."""
    with client.application.app_context():
        tables = (FeedRow.__table__, PersonRow.__table__)
        rows = [row for table in tables for row in db.session.execute(select(table))]
        return {str(value) for one in rows for value in one}
