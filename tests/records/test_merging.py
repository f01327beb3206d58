"""A guest and a member with the same test open: one stays open, nothing answered is lost."""

from datetime import UTC, datetime

from sqlalchemy import select

from tests.support.client import CheckingClient
from tests.support.sittings import sat
from tpmlearn.db import db, writing
from tpmlearn.models import SittingRow
from tpmlearn.records.merging import end_doubles

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)


def test_of_two_open_tests_of_one_area_the_guests_ends_at_its_last_answer(
    guest: CheckingClient, learner: CheckingClient
) -> None:
    double = sat(guest, {"PRO1": [True] * 3}, at=NOON, finished=False)
    apart = sat(guest, {"COM1": [True] * 3}, at=NOON, finished=False)
    own = sat(learner, {"PRO1": [True] * 2}, at=NOON, finished=False)

    with guest.application.app_context(), writing():
        end_doubles(guest.person_id, learner.person_id)
        db.session.commit()

    with guest.application.app_context():
        ended = {
            row.id: (row.finished_at, row.end_reason)
            for row in db.session.scalars(select(SittingRow))
        }
    assert ended[double] == (NOON, "stopped")
    assert ended[apart][0] is ended[own][0] is None
