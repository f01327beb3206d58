"""What was shown is kept with its date, says when there is newer data, and goes with the grant."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import Enter
from tests.features.sharing import scene
from tests.features.testing import cast as testing
from tests.support.client import CheckingClient
from tests.support.speaking import all_offered
from tpmlearn.db import db, writing
from tpmlearn.domain.profiles.shown import Shown
from tpmlearn.domain.profiles.visibility import read_consent
from tpmlearn.features.sharing.services import withdraw
from tpmlearn.models import OpeningRow, SnapshotRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.grants import grant_behind, half_of_address, record_opening
from tpmlearn.records.shown import shown_profile
from tpmlearn.records.snapshots import SnapshotUnreadable, plain, shown_from

LESSON = "16-estimate-in-ranges"


def kept(app: Flask) -> list[SnapshotRow]:
    with app.app_context():
        return list(db.session.scalars(select(SnapshotRow).order_by(SnapshotRow.taken_at)))


@pytest.fixture
def ada(learner: CheckingClient) -> CheckingClient:
    """Ada with ratings, evidence, a quiz and a plan."""
    app, person = learner.application, learner.person_id
    scene.say(app, person, CTL2=4, DEL4=2)
    scene.show(app, person, "CTL2", "The Q3 register")
    scene.sit(app, person, LESSON, 6, 9)
    scene.plan(app, person, (LESSON, "A step of the plan"))
    return learner


def test_the_same_seen_twice_is_kept_once_and_a_change_anew(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id)

    visitor.read("/p/token")
    visitor.read("/p/token?role=scrum-master")
    assert len(kept(ada.application)) == 1
    scene.say(ada.application, ada.person_id, CTL2=3)
    page = visitor.read("/p/token")

    assert len(kept(ada.application)) == 2
    assert page.count("/p/token/seen/") == 1


def test_the_same_seen_in_two_languages_is_kept_once(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id)

    with all_offered():
        english = visitor.read("/p/token")
        german = visitor.get("/p/token", headers={"Accept-Language": "de"}).get_data(as_text=True)

    assert "<br>rated, not tested</td>" in english
    assert "<br>eingeschätzt, nicht getestet</td>" in german
    assert len(kept(ada.application)) == 1


def test_bands_do_not_move_within_a_day(ada: CheckingClient) -> None:
    testing.finish(ada, testing.begin(ada, "pro"))
    consent = read_consent(["fit", "tests"])
    morning = datetime(2026, 12, 1, 6, tzinfo=UTC)

    with ada.application.app_context():
        early, late, a_year_on = (
            shown_profile(ada.person_id, consent, current_catalogue(), now=morning + wait)
            for wait in (timedelta(), timedelta(hours=17), timedelta(days=365))
        )

    assert early.tests
    assert early.tests.bands
    assert plain(early) == plain(late) != plain(a_year_on)


def test_what_was_seen_before_says_when_and_that_there_is_newer_data(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id, ["ratings"])
    visitor.read("/p/token")
    (first,) = kept(ada.application)
    assert "There is newer data" not in visitor.read(f"/p/token/seen/{first.id}")

    scene.show(ada.application, ada.person_id, "DEL4", "Something new")
    assert "Something new" in visitor.read("/p/token")
    before = visitor.read(f"/p/token/seen/{first.id}")

    assert "Something new" not in before
    assert "The Q3 register" in before
    assert "There is newer data since." in before
    assert "This is what was shown on" in before


def test_what_was_shown_comes_back_as_it_was(ada: CheckingClient) -> None:
    with ada.application.app_context():
        catalogue = current_catalogue()
        consent = read_consent(
            [*scene.ALL, "tests", "exams", "badges"], naming="name", evidence=[1, 2], traps=True
        )
        shown = shown_profile(ada.person_id, consent, catalogue, now=scene.NOW)

    assert shown_from(plain(shown)) == shown
    assert isinstance(shown, Shown)
    for broken in ({}, {"consent": 7}, {**plain(shown), "quizzes": [{"x": 1}]}):
        with pytest.raises(SnapshotUnreadable):
            shown_from(broken)


def test_only_twenty_are_kept(ada: CheckingClient, visitor: CheckingClient) -> None:
    scene.link(ada.application, ada.person_id)
    for number in range(22):
        scene.say(ada.application, ada.person_id, CTL2=number % 2 + 1, DEL4=number % 5)
        visitor.read("/p/token")

    assert len(kept(ada.application)) <= 20


def test_another_grants_snapshot_and_forged_ids_are_not_there(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id)
    scene.link(ada.application, ada.person_id, token="other")
    visitor.read("/p/token")
    (mine,) = kept(ada.application)

    assert visitor.get(f"/p/other/seen/{mine.id}").status_code == 404
    assert visitor.get("/p/token/seen/' OR 1=1 --").status_code == 404
    assert visitor.get(f"/p/no-such/seen/{mine.id}").status_code == 404


def test_a_snapshot_of_another_release_is_not_there(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id)
    visitor.read("/p/token")
    with ada.application.app_context(), writing():
        row = db.session.scalars(select(SnapshotRow)).one()
        row.shown = {"of": "another time"}
        db.session.commit()
        snapshot = row.id

    assert visitor.get(f"/p/token/seen/{snapshot}").status_code == 404


def test_a_snapshot_behind_a_passcode_asks_for_it(
    ada: CheckingClient, visitor: CheckingClient, stranger: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id, passcode="open sesame")
    visitor.send("/p/token", passcode="open sesame")
    visitor.read("/p/token")
    (mine,) = kept(ada.application)

    assert visitor.get(f"/p/token/seen/{mine.id}").status_code == 200
    assert stranger.get(f"/p/token/seen/{mine.id}").headers["Location"] == "/p/token"


def test_an_opening_says_when_by_whom_and_from_which_half_of_a_network(
    ada: CheckingClient, visitor: CheckingClient, enter: Enter
) -> None:
    rita = enter("rita@acme.example", roles=("recruiter",), name="Rita <b>Recruiter</b>")
    scene.link(ada.application, ada.person_id, name="For Acme")

    visitor.read("/p/token")
    rita.read("/p/token?role=scrum-master")
    visitor.read(f"/p/token/seen/{kept(ada.application)[0].id}")

    with ada.application.app_context():
        rows = db.session.scalars(select(OpeningRow).order_by(OpeningRow.id)).all()
        assert [(row.action, row.reader_id, row.network) for row in rows] == [
            ("opened", None, "127.0.x.x"),
            ("compared", rita.person_id, "127.0.x.x"),
            ("seen-before", None, "127.0.x.x"),
        ]
    page = ada.read("/sharing/openings")
    assert "Rita &lt;b&gt;Recruiter&lt;/b&gt;" in page
    assert "compared" in page
    assert "looked at what was shown before" in page


@pytest.mark.parametrize(
    ("address", "half"),
    [
        ("203.0.113.7", "203.0.x.x"),
        ("::ffff:203.0.113.7", "203.0.x.x"),
        ("2001:db8:1::1", "2001:0db8:x"),
        ("unix:", ""),
        (None, ""),
        ("<script>", ""),
    ],
)
def test_half_of_an_address_names_no_device(address: str | None, half: str) -> None:
    assert half_of_address(address) == half


@pytest.mark.parametrize("rounds", range(3))
def test_openings_raced_with_a_withdrawal_leave_no_snapshot(
    ada: CheckingClient, rounds: int
) -> None:
    app, person = ada.application, ada.person_id
    grant_id = scene.link(app, person)
    together, outcomes = Barrier(5), []

    def look() -> None:
        with app.app_context():
            grant = grant_behind("token", now=scene.NOW)
            assert grant
            shown = shown_profile(person, grant.view.consent, current_catalogue(), now=scene.NOW)
            together.wait()
            values: dict[str, Any] = {"reader_id": None, "network": "", "now": scene.NOW}
            outcomes.append(record_opening(grant, "opened", shown, **values))
            db.session.remove()

    def end() -> None:
        with app.app_context(), writing():
            together.wait()
            withdraw(person, grant_id, now=scene.NOW)
            db.session.remove()

    threads = [*[Thread(target=look) for _ in range(4)], Thread(target=end)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 4
    assert kept(app) == []
    assert len(scene.openings(app, grant_id)) == sum(outcomes)
