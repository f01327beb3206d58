"""Settings, devices, theme and leaving."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import inspect, select, text, update

from tests.conftest import Enter
from tests.features.accounts.test_sign_in import PASSWORD
from tests.support.client import CheckingClient
from tests.support.filling import UNLINKED
from tpmlearn.db import Base, db, writing
from tpmlearn.models import PersonRow
from tpmlearn.records.hashing import hash_password
from tpmlearn.records.idle import erase_idle_guests


def test_it_saves_name_and_time_zone(learner: CheckingClient) -> None:
    learner.send("/settings", name="Ada O.", time_zone="Asia/Tokyo")

    page = learner.read("/settings")
    assert 'value="Ada O."' in page
    assert '<option selected value="Asia/Tokyo">' in page


def test_a_visitor_is_asked_to_sign_in(visitor: CheckingClient) -> None:
    assert visitor.get("/settings").headers["Location"] == "/sign-in?next=/settings"


def test_erasing_leaves_no_row_with_the_persons_key(enter: Enter) -> None:
    ada = enter("ada@example.org", password_hash=hash_password(PASSWORD))
    ada.save("/rate/skills/CTL2", level="4")
    ada.send("/rate/skills/CTL2/evidence", artefact="A register", confirmer="Priya")
    ada.save("/learn/16-estimate-in-ranges/note", note="mine")
    ada.send("/learn/16-estimate-in-ranges/quiz", layout="one")

    response = ada.send("/settings/erase", erase_password=PASSWORD, sure="y", when="now")

    assert response.status_code == 302
    with ada.application.app_context():
        for table in Base.metadata.sorted_tables:
            if "person_id" in table.c:
                assert db.session.execute(select(table.c.person_id)).all() == [], table.name
        assert db.session.scalars(select(PersonRow.id)).all() == []
        left = db.session.scalar(text("SELECT count(*) FROM attempt_items"))
        assert left == 0


def test_erasing_needs_the_password_and_the_tick(enter: Enter) -> None:
    ada = enter("ada@example.org", password_hash=hash_password(PASSWORD))

    assert ada.send("/settings/erase", erase_password=PASSWORD).status_code == 422
    assert ada.send("/settings/erase", erase_password="a wrong one", sure="y").status_code == 422
    assert ada.get("/settings").status_code == 200


def test_every_table_of_people_goes_with_its_person(learner: CheckingClient) -> None:
    with learner.application.app_context():
        inspector = inspect(db.engine)
        for table in Base.metadata.sorted_tables:
            if "person_id" in table.c:
                keys = [
                    key
                    for key in inspector.get_foreign_keys(table.name)
                    if key["constrained_columns"] == ["person_id"]
                ]
                wanted = "SET NULL" if table.name in UNLINKED else "CASCADE"
                assert [key["options"].get("ondelete") for key in keys] == [wanted], table.name


def test_guests_are_erased_after_90_idle_days_and_members_never(
    guest: CheckingClient, learner: CheckingClient
) -> None:
    now = datetime.now(UTC)
    with guest.application.app_context(), writing():
        db.session.execute(update(PersonRow).values(active_at=now - timedelta(days=91)))
        db.session.commit()

        assert erase_idle_guests(now=now) == 1
        assert db.session.scalars(select(PersonRow.id)).all() == [learner.person_id]


def test_the_theme_holds_for_a_visitor_too(visitor: CheckingClient) -> None:
    visitor.send("/theme", theme="dark", next="/accessibility")

    assert 'data-theme="dark"' in visitor.read("/accessibility")


def test_signing_out_everywhere_keeps_this_device(enter: Enter, visitor: CheckingClient) -> None:
    ada = enter("ada@example.org", password_hash=hash_password(PASSWORD))
    visitor.send("/sign-in", email="ada@example.org", password=PASSWORD)

    visitor.send("/settings/devices")

    assert visitor.get("/settings").status_code == 200
    assert ada.get("/settings").status_code == 302


def test_each_form_that_asks_for_a_password_names_whose(learner: CheckingClient) -> None:
    page = learner.read("/settings")

    asking = [form for form in page.split("<form")[1:] if 'type="password"' in form]

    assert len(asking) == 2
    for form in asking:
        assert (
            'autocomplete="username" value="ada@example.org" hidden' in form.partition("</form")[0]
        )
