"""Leaving: hidden at once, seven days to come back, then everything goes."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import Enter
from tests.features.accounts.test_sign_in import PASSWORD
from tests.features.evidence.cast import answer, ask, log
from tests.features.exports.cast import with_feed
from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tests.support.filling import UNLINKED, fill
from tpmlearn.db import Base, db, writing
from tpmlearn.models import (
    EvidenceRow,
    GrantRow,
    PersonRow,
    ResetTokenRow,
    SignInRow,
    WeeklyMailRow,
)
from tpmlearn.records.hashing import hash_password
from tpmlearn.records.leaving import GRACE, begin_leaving, come_back, erase_leavers
from tpmlearn.web.background import sweep_leavers

EMAIL = "ada@example.org"
GONE = timedelta(seconds=1)


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password."""
    return enter(EMAIL, name="Ada Obi", password_hash=hash_password(PASSWORD))


def leave(client: CheckingClient, **fields: str) -> None:
    answer = client.send("/settings/erase", erase_password=PASSWORD, sure="y", **fields)
    assert answer.status_code == 302, answer.status


def sign_in(client: CheckingClient) -> int:
    return client.send("/sign-in", email=EMAIL, password=PASSWORD).status_code


def row(client: CheckingClient) -> PersonRow | None:
    with client.application.app_context():
        return db.session.scalar(select(PersonRow).where(PersonRow.email == EMAIL))


def let_time_pass(client: CheckingClient) -> None:
    """Let the seven days of whoever is leaving be over."""
    with client.application.app_context(), writing():
        over = datetime.now(UTC) - GONE
        leaving = update(PersonRow).where(PersonRow.erase_after.is_not(None))
        db.session.execute(leaving.values(erase_after=over))
        db.session.commit()


def test_leaving_keeps_the_rows_for_seven_days_and_signs_out_everywhere(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    sign_in(visitor)

    leave(ada)

    found = row(ada)
    assert found
    assert found.erase_after
    assert timedelta() <= datetime.now(UTC) + GRACE - found.erase_after < timedelta(minutes=1)
    assert timedelta(days=7) == GRACE
    for client in (ada, visitor):
        assert client.get("/settings").headers["Location"].startswith("/sign-in")
    with ada.application.app_context():
        assert db.session.scalars(select(SignInRow)).all() == []


def test_the_page_says_what_happened(ada: CheckingClient) -> None:
    leave(ada)

    page = ada.read("/")
    assert "signed out everywhere" in page
    assert "In seven days everything is erased" in page


def test_a_mail_says_how_to_come_back(
    ada: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="tpmlearn.mail"):
        leave(ada)

    assert f"Mail to {EMAIL}" in caplog.text
    assert "http://127.0.0.1:8000/sign-in\n" in caplog.text
    assert "Keep my account" in caplog.text


def test_nobody_is_written_to_when_erasing_at_once(
    ada: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="tpmlearn.mail"):
        leave(ada, when="now")

    assert caplog.text == ""
    assert row(ada) is None


def test_share_links_show_nothing_at_once_and_stay_ended_after_coming_back(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id, ["fit", "ratings"])
    assert visitor.get("/p/token").status_code == 200

    leave(ada)

    assert visitor.get("/p/token").status_code in {404, 410}
    sign_in(ada)
    ada.send("/settings/keep")
    assert visitor.get("/p/token").status_code == 410


def test_a_link_that_is_made_in_the_same_moment_shows_nothing(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    leave(ada)

    scene.link(ada.application, ada.person_id, ["fit"])

    assert visitor.get("/p/token").status_code in {404, 410}
    assert "Ada" not in visitor.get("/p/token").text


def test_confirmers_find_nothing_meanwhile_and_their_answer_again_afterwards(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    path = ask(ada, log(ada))
    answer(visitor, path)

    leave(ada)

    assert visitor.get(path).status_code == 404
    assert "Ada" not in visitor.get(path).text
    assert visitor.send(f"{path}/withdraw").status_code == 404
    sign_in(ada)
    ada.send("/settings/keep")
    assert visitor.get(path).status_code == 200


def test_feed_and_weekly_mail_stop(ada: CheckingClient, visitor: CheckingClient) -> None:
    feed = with_feed(ada)
    with ada.application.app_context(), writing():
        db.session.add(
            WeeklyMailRow(
                person_id=ada.person_id,
                weekday=0,
                hour=7,
                address=EMAIL,
                asked_at=scene.NOW,
                confirmed_at=scene.NOW,
            )
        )
        db.session.commit()
    assert visitor.get(feed).status_code == 200

    leave(ada)

    assert visitor.get(feed).status_code == 410
    with ada.application.app_context():
        assert db.session.scalars(select(WeeklyMailRow)).all() == []


def test_a_reset_link_of_before_has_ended(ada: CheckingClient, visitor: CheckingClient) -> None:
    visitor.send("/password/forgot", email=EMAIL)

    leave(ada)

    with ada.application.app_context():
        assert db.session.scalars(select(ResetTokenRow)).all() == []


@pytest.mark.parametrize("path", ["/today", "/profile", "/settings", "/evidence", "/", "/rate"])
def test_whoever_signs_in_meanwhile_is_asked_first(ada: CheckingClient, path: str) -> None:
    leave(ada)
    sign_in(ada)

    assert ada.get(path).headers["Location"] == "/settings/leaving"
    assert "Keep my account" in ada.read("/settings/leaving")


def test_nothing_is_saved_meanwhile(ada: CheckingClient) -> None:
    leave(ada)
    sign_in(ada)

    assert ada.save("/rate/skills/CTL2", level="4").status_code == 302
    assert ada.send("/sharing/views/new", name="x", sections=["fit"]).status_code == 302
    with ada.application.app_context():
        assert db.session.scalars(select(GrantRow)).all() == []


def test_keeping_brings_everything_back(ada: CheckingClient) -> None:
    log(ada)
    leave(ada)
    sign_in(ada)

    ada.send("/settings/keep")

    found = row(ada)
    assert found
    assert found.erase_after is None
    assert "Your account is kept" in ada.read("/today")
    with ada.application.app_context():
        assert len(db.session.scalars(select(EvidenceRow)).all()) == 1
    assert ada.get("/settings/leaving").headers["Location"] == "/settings"


def test_the_export_is_there_meanwhile(ada: CheckingClient) -> None:
    leave(ada)
    sign_in(ada)

    assert ada.send("/my-data/download").mimetype == "application/zip"


def test_not_waiting_needs_the_password_too(ada: CheckingClient) -> None:
    leave(ada)
    sign_in(ada)

    wrong = ada.send("/settings/erase", erase_password="not it", sure="y", when="now")
    assert wrong.status_code == 422
    assert "This is not your password" in wrong.text
    assert row(ada)
    leave(ada, when="now")
    assert row(ada) is None


def test_after_seven_days_nobody_comes_back_even_before_the_sweeper(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    leave(ada)
    sign_in(ada)
    let_time_pass(ada)

    assert ada.get("/settings/leaving").headers["Location"].startswith("/sign-in")
    assert ada.send("/settings/keep").status_code == 302
    assert sign_in(visitor) == 422
    found = row(ada)
    assert found
    assert found.erase_after
    with ada.application.app_context(), writing():
        assert not come_back(ada.person_id, now=datetime.now(UTC))
        db.session.rollback()


def test_the_sweeper_erases_every_row_of_who_left_and_nobody_elses(
    ada: CheckingClient, stranger: CheckingClient
) -> None:
    app = ada.application
    fill(app, ada.person_id, "ada")
    fill(app, stranger.person_id, "sven")
    leave(ada)
    assert sweep_leavers(app) == 0
    let_time_pass(ada)

    assert sweep_leavers(app) == 1

    with app.app_context():
        for table in Base.metadata.sorted_tables:
            if "person_id" in table.c and table.name != "sign_ins":
                found = db.session.scalars(select(table.c.person_id)).all()
                nobody = {None} if table.name in UNLINKED else set()
                assert set(found) == {stranger.person_id} | nobody, table.name
        said = [str(one) for one in db.session.execute(select(Base.metadata.tables["answers"]))]
        assert len(said) == 1


def test_a_fault_does_not_end_the_sweeper(
    ada: CheckingClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_: object) -> int:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("tpmlearn.web.background.erase_leavers", broken)

    assert sweep_leavers(ada.application) == 0
    assert "accounts could not be erased" in caplog.text


def test_tidy_erases_who_left_a_week_ago(ada: CheckingClient) -> None:
    leave(ada)
    let_time_pass(ada)

    done = ada.application.test_cli_runner().invoke(args=["people", "tidy"])

    assert "Erased 1 accounts whose owners left a week ago." in done.output
    assert row(ada) is None


def test_coming_back_wins_or_loses_against_the_sweeper_whole(ada: CheckingClient) -> None:
    now = datetime.now(UTC)
    with ada.application.app_context(), writing():
        until = begin_leaving(ada.person_id, now=now)
        db.session.commit()

        assert erase_leavers(now=until - GONE) == 0
        assert come_back(ada.person_id, now=until - GONE)
        db.session.commit()
        assert erase_leavers(now=until + GRACE) == 0


def test_leaving_is_the_owners_alone(
    ada: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    leave(ada)

    assert stranger.send("/settings/keep").status_code == 302
    assert visitor.send("/settings/keep").headers["Location"].startswith("/sign-in")
    assert visitor.get("/settings/leaving").headers["Location"].startswith("/sign-in")
    found = row(ada)
    assert found
    assert found.erase_after


@pytest.mark.parametrize("path", ["/settings/erase", "/settings/keep"])
def test_a_forged_form_does_nothing(ada: CheckingClient, path: str) -> None:
    fields = {"erase_password": PASSWORD, "sure": "y", "when": "now"}

    assert ada.post(path, data=fields).status_code == 400
    assert row(ada)


def test_an_unknown_when_is_refused(ada: CheckingClient) -> None:
    fields = {"erase_password": PASSWORD, "sure": "y", "when": "never"}

    assert ada.send("/settings/erase", **fields).status_code == 422
    found = row(ada)
    assert found
    assert found.erase_after is None
