"""Baselines and reports belong to a plan: they go with it when a guest is merged or erased."""

import pytest
from sqlalchemy import func, select

from tests.conftest import Enter
from tests.features.accounts.test_sign_in import PASSWORD
from tests.features.planning.cast import planned
from tests.features.tracking.cast import agreed, save, saved
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.features.accounts.services import merge_guest
from tpmlearn.models import BaselineRow, PersonRow, ReportRow, WeeklyMailRow
from tpmlearn.records.hashing import hash_password
from tpmlearn.records.people import person_from

LIMITS = {"spi_amber": "0.9", "spi_red": "0.7", "late_amber": "5", "late_red": "20"}


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password."""
    return enter("ada@example.org", name="Ada Obi", password_hash=hash_password(PASSWORD))


def _merge(guest: CheckingClient, member: CheckingClient) -> None:
    with guest.application.app_context(), writing():
        person = person_from(db.session.get_one(PersonRow, member.person_id))
        merge_guest(guest.person_id, person)


def test_they_move_with_the_guests_plan(ada: CheckingClient, guest: CheckingClient) -> None:
    agreed(guest)
    save(guest, reason="More hours")
    guest.send("/plan/report/limits", version="0", **LIMITS)

    _merge(guest, ada)

    assert saved(ada) == [(1, ""), (2, "More hours")]
    assert "Saved because: More hours" in ada.read("/plan/baseline")
    assert 'value="0.9"' in ada.read("/plan/report")


def test_a_member_with_a_plan_keeps_their_own(ada: CheckingClient, guest: CheckingClient) -> None:
    agreed(guest)
    save(guest, reason="More hours")
    guest.send("/plan/report/limits", version="0", **LIMITS)
    planned(ada)

    _merge(guest, ada)

    assert saved(ada) == []
    assert 'value="0.95"' not in ada.read("/plan/report")
    with ada.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(ReportRow)) == 0


def test_the_guest_is_told_of_them_before_merging(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    visitor.send("/plan", hours="4", start="2026-11-23", version="0", assume="y")
    visitor.send("/plan/baseline", version="1", number="0")

    visitor.send("/sign-in", email="ada@example.org", password=PASSWORD)

    assert "baselines of the plan" in visitor.read("/sign-in/merge")


def test_erasing_takes_them_away(learner: CheckingClient) -> None:
    agreed(learner)
    learner.send("/plan/report/limits", version="0", **LIMITS)
    learner.send("/plan/mail", weekday="0", hour="7")

    with learner.application.app_context(), writing():
        db.session.delete(db.session.get_one(PersonRow, learner.person_id))
        db.session.commit()
        for table in (BaselineRow, ReportRow, WeeklyMailRow):
            assert db.session.scalar(select(func.count()).select_from(table)) == 0
