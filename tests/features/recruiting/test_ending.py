"""What has ended is gone from every page of the desk at once, however it ended."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.granting import Desk, expired, granted, withdrawn
from tpmlearn.db import db, writing
from tpmlearn.features.recruiting.services import keep_note
from tpmlearn.features.shortlists.services import put_on
from tpmlearn.models import (
    CandidateNoteRow,
    OpeningRow,
    PersonRow,
    ShortlistEntryRow,
    ShortlistRow,
    SnapshotRow,
)
from tpmlearn.records.grants import end_grants
from tpmlearn.records.leaving import begin_leaving


def leave(desk: Desk) -> None:
    """Ada leaves; her rows wait to be erased."""
    with desk.app.app_context(), writing():
        begin_leaving(desk.ada, now=datetime.now(UTC))
        db.session.commit()


def be_leaving(desk: Desk) -> None:
    """Ada is leaving, and the grant was made at that same moment."""
    with desk.app.app_context(), writing():
        db.session.get_one(PersonRow, desk.ada).erase_after = datetime.now(UTC)
        db.session.commit()


def withdraw(desk: Desk) -> None:
    """Ada ends the grant."""
    withdrawn(desk.app, desk.ada, desk.grant)


def expire(desk: Desk) -> None:
    """The grant's time is over."""
    expired(desk.app, desk.grant)


@pytest.fixture
def desk(learner: CheckingClient, recruiter: CheckingClient) -> Desk:
    """Ada's view on Rita's desk, with a note and on a shortlist."""
    found = Desk(learner, recruiter)
    recruiter.send(f"/desk/candidates/{found.grant}/note", note="Precious words")
    recruiter.send("/desk/shortlists", name="May", role="tpm")
    recruiter.send(f"{shortlist(recruiter)}/candidates", candidate=found.grant)
    return found


def shortlist(recruiter: CheckingClient) -> str:
    """The address of the shortlist."""
    page = recruiter.read("/desk/shortlists")
    return "/desk/shortlists/" + page.split('href="/desk/shortlists/')[1].partition('"')[0]


@pytest.mark.parametrize("end", [withdraw, expire, leave, be_leaving])
def test_nothing_of_it_is_on_any_page(
    desk: Desk, recruiter: CheckingClient, end: Callable[[Desk], None]
) -> None:
    paths = {
        "/desk": 200,
        "/desk?name=ada": 200,
        f"/desk/candidates/{desk.grant}": 410,
        f"/desk/candidates/{desk.grant}/questions": 410,
        f"/desk/compare?who={desk.grant}": 410,
        f"/desk/export.csv?who={desk.grant}": 200,
        "/desk/export.csv": 200,
        "/desk/shortlists": 200,
        shortlist(recruiter): 200,
        "/desk/roles": 200,
        "/desk/audit": 200,
    }
    recruiter.read(f"/desk/candidates/{desk.grant}")

    end(desk)

    for path, code in paths.items():
        response = recruiter.get(path)
        assert response.status_code == code, path
        assert "Ada" not in response.text, path
        assert "Precious" not in response.text, path
    note = recruiter.send(f"/desk/candidates/{desk.grant}/note", note="More")
    entry = recruiter.send(f"{shortlist(recruiter)}/candidates", candidate=desk.grant)
    assert note.status_code == entry.status_code == 404


def test_a_place_on_a_shortlist_goes_with_the_grant(desk: Desk) -> None:
    withdraw(desk)

    with desk.app.app_context():
        assert db.session.query(ShortlistEntryRow).count() == 0


def test_what_was_kept_under_an_expired_grant_is_erased(
    desk: Desk, recruiter: CheckingClient, stranger: CheckingClient
) -> None:
    other = granted(desk.app, stranger.person_id, desk.rita)
    recruiter.send(f"/desk/candidates/{other}/note", note="On Sven")
    recruiter.read(f"/desk/candidates/{desk.grant}")
    recruiter.send(f"{shortlist(recruiter)}/remove")
    with desk.app.app_context(), writing():
        db.session.scalars(select(ShortlistRow)).one().removed_at = datetime(2026, 1, 1, tzinfo=UTC)
        db.session.commit()
    expire(desk)

    done = desk.app.test_cli_runner().invoke(args=["people", "tidy"])

    assert "under expired grants" in done.output
    with desk.app.app_context():
        assert db.session.scalars(select(CandidateNoteRow.text)).all() == ["On Sven"]
        for table in (SnapshotRow, ShortlistEntryRow, ShortlistRow):
            assert db.session.query(table).count() == 0
        assert db.session.query(OpeningRow).count() == 1


def test_who_is_no_recruiter_any_more_finds_no_desk(desk: Desk, recruiter: CheckingClient) -> None:
    role = recruiter.send("/desk/roles", role="tpm").location
    list_ = shortlist(recruiter)
    with desk.app.app_context(), writing():
        db.session.get_one(PersonRow, desk.rita).roles = []
        db.session.commit()

    for path in (
        "/desk",
        f"/desk/candidates/{desk.grant}",
        f"/desk/candidates/{desk.grant}/questions",
        f"/desk/compare?who={desk.grant}",
        f"/desk/export.csv?who={desk.grant}",
        "/desk/shortlists",
        list_,
        "/desk/roles",
        role,
        "/desk/audit",
    ):
        response = recruiter.get(path)
        assert response.status_code == 403, path
        assert "Ada" not in response.text
    assert recruiter.send(f"/desk/candidates/{desk.grant}/note", note="x").status_code == 403


def test_a_note_and_a_withdrawal_at_once_leave_no_note(
    desk: Desk, recruiter: CheckingClient
) -> None:
    now = datetime.now(UTC)
    list_id = shortlist(recruiter).rpartition("/")[2]

    def end() -> None:
        end_grants(desk.ada, [desk.grant], now=now)
        db.session.commit()

    at_once(
        desk.app,
        lambda: keep_note(desk.rita, desk.grant, "Late words", now=now),
        end,
        lambda: put_on(desk.rita, list_id, desk.grant, now=now),
    )

    with desk.app.app_context():
        for table in (CandidateNoteRow, ShortlistEntryRow):
            assert db.session.query(table).count() == 0
