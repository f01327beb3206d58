"""What waits for a confirmed address, and that it waits only where addresses are confirmed."""

from datetime import UTC, datetime

from sqlalchemy import select

from tests.conftest import Enter
from tests.features.evidence.cast import confirmer_of, log
from tests.support.client import CheckingClient
from tests.support.postbox import Postbox
from tpmlearn.db import db, writing
from tpmlearn.features.invitations.services import invite
from tpmlearn.models import PersonRow
from tpmlearn.records.addresses import counting_address

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def test_an_invitation_waits_and_stays_open(
    admin: CheckingClient, learner: CheckingClient, postbox: Postbox
) -> None:
    with admin.application.app_context(), writing():
        token = invite(admin.person_id, "recruiter", "Rita", 7, now=datetime.now(UTC))

    refused = learner.send(f"/invitations/{token}")
    assert refused.headers["Location"] == "/settings/address"
    assert "Confirm your address first" in learner.read("/settings/address")
    with learner.application.app_context(), writing():
        db.session.get_one(PersonRow, learner.person_id).verified_at = NOW
        db.session.commit()

    assert learner.send(f"/invitations/{token}").headers["Location"] == "/today"


def test_a_recruiter_is_found_by_a_confirmed_address_only(
    enter: Enter, recruiter: CheckingClient, postbox: Postbox
) -> None:
    enter("rio@example.org", ("recruiter",), verified_at=NOW)

    with recruiter.application.app_context():
        found = db.session.scalars(select(PersonRow.email).where(counting_address())).all()

    assert found == ["rio@example.org"]


def test_no_mail_to_a_confirmer_names_an_address_that_may_be_anothers(
    learner: CheckingClient, postbox: Postbox
) -> None:
    entry = log(learner)

    learner.send(f"/evidence/confirmers/{confirmer_of(learner, entry)}/ask")

    assert "No mail went out" in learner.read(f"/evidence/{entry}")
    assert postbox.told() == []


def test_nothing_waits_where_the_site_sends_no_mail(
    admin: CheckingClient, learner: CheckingClient
) -> None:
    with admin.application.app_context(), writing():
        token = invite(admin.person_id, "recruiter", "Rita", 7, now=datetime.now(UTC))

    assert learner.send(f"/invitations/{token}").headers["Location"] == "/today"
