"""One candidate: each look is on record, the note is private, strangers' ids lead nowhere."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.granting import Desk, granted, looks, rated, withdrawn
from tpmlearn.db import db
from tpmlearn.models import CandidateNoteRow, OpeningRow, PersonRow, SnapshotRow


@pytest.fixture
def desk(learner: CheckingClient, recruiter: CheckingClient) -> Desk:
    """Ada's view on Rita's desk."""
    return Desk(learner, recruiter)


def notes(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(CandidateNoteRow.text)))


def test_each_look_is_on_record(desk: Desk, recruiter: CheckingClient) -> None:
    page = recruiter.read(f"/desk/candidates/{desk.grant}")

    assert "<h1>Ada Obi</h1>" in page
    assert looks(desk.app, desk.grant) == [("opened", desk.rita)]


def test_another_recruiters_candidate_is_not_there(desk: Desk, enter: Enter) -> None:
    eve = enter("eve@example.org", ("recruiter",))

    assert eve.get(f"/desk/candidates/{desk.grant}").status_code == 404
    assert eve.send(f"/desk/candidates/{desk.grant}/note", note="mine").status_code == 404
    assert eve.save(f"/desk/candidates/{desk.grant}/note", note="mine").status_code == 404
    assert looks(desk.app, desk.grant) == []
    assert notes(desk.app) == []


def test_a_link_of_ours_is_no_candidate(
    learner: CheckingClient, recruiter: CheckingClient, desk: Desk
) -> None:
    assert recruiter.get("/desk/candidates/forged").status_code == 404
    assert learner.get(f"/desk/candidates/{desk.grant}").status_code == 403


def test_a_note_is_kept_as_it_was_typed_and_seen_by_its_writer_alone(
    desk: Desk, recruiter: CheckingClient, learner: CheckingClient
) -> None:
    text = "<b>Good</b> on risk.\nAsk for =SUM(A1)"

    recruiter.send(f"/desk/candidates/{desk.grant}/note", note=text)

    page = recruiter.read(f"/desk/candidates/{desk.grant}")
    assert "&lt;b&gt;Good&lt;/b&gt; on risk.\nAsk for =SUM(A1)</textarea>" in page
    assert "Good" not in learner.read("/sharing")
    assert notes(desk.app) == [text]


def test_a_note_is_saved_as_it_is_typed(desk: Desk, recruiter: CheckingClient) -> None:
    response = recruiter.save(f"/desk/candidates/{desk.grant}/note", note="First")

    assert set(response.get_json()) == {"saved"}
    recruiter.save(f"/desk/candidates/{desk.grant}/note", note="Second")
    assert notes(desk.app) == ["Second"]


def test_an_empty_note_is_none(desk: Desk, recruiter: CheckingClient) -> None:
    recruiter.send(f"/desk/candidates/{desk.grant}/note", note="x")

    recruiter.send(f"/desk/candidates/{desk.grant}/note", note=" ")

    assert notes(desk.app) == []


def test_a_note_that_is_too_long_stays_in_the_field(desk: Desk, recruiter: CheckingClient) -> None:
    long = "x" * 10_001

    page = recruiter.send(f"/desk/candidates/{desk.grant}/note", note=long)
    saved = recruiter.save(f"/desk/candidates/{desk.grant}/note", note=long)

    assert page.status_code == saved.status_code == 422
    assert long in page.text
    assert "shorten the note" in page.text
    assert "shorten the note" in saved.get_json()["errors"]["note"]
    assert notes(desk.app) == []


def test_a_note_needs_a_token(desk: Desk, recruiter: CheckingClient) -> None:
    response = recruiter.post(f"/desk/candidates/{desk.grant}/note", data={"note": "x"})

    assert response.status_code == 400
    assert notes(desk.app) == []


def test_notes_go_with_the_grant_and_those_on_others_stay(
    desk: Desk, recruiter: CheckingClient, stranger: CheckingClient
) -> None:
    other = granted(desk.app, stranger.person_id, desk.rita)
    recruiter.send(f"/desk/candidates/{desk.grant}/note", note="On Ada")
    recruiter.send(f"/desk/candidates/{other}/note", note="On Sven")

    withdrawn(desk.app, desk.ada, desk.grant)

    assert notes(desk.app) == ["On Sven"]


@contextmanager
def withdrawn_once_read(desk: Desk) -> Iterator[None]:
    """Ada ends the grant after it was read and before the look is put on record."""

    ended: list[str] = []

    def end(_session: object) -> None:
        if not ended:
            ended.append(desk.grant)
            withdrawn(desk.app, desk.ada, desk.grant)

    event.listen(db.session, "after_rollback", end)
    try:
        yield
    finally:
        event.remove(db.session, "after_rollback", end)


@pytest.mark.parametrize(
    "path",
    ["/desk/candidates/{}", "/desk/candidates/{}/questions", "/desk/compare?who={}"],
)
def test_a_withdrawal_between_reading_and_recording_shows_nothing(
    desk: Desk, recruiter: CheckingClient, path: str
) -> None:
    with withdrawn_once_read(desk):
        response = recruiter.get(path.format(desk.grant))

    assert response.status_code == 410
    assert "This view has ended" in response.text
    assert "Ada" not in response.text
    assert looks(desk.app, desk.grant) == []


def test_a_hostile_name_is_text_everywhere(
    app: Flask, enter: Enter, recruiter: CheckingClient
) -> None:
    hostile = enter("x@example.org", name="<img src=x onerror=alert(1)>")
    grant = granted(app, hostile.person_id, recruiter.person_id)

    for path in (
        f"/desk/candidates/{grant}",
        f"/desk/candidates/{grant}/questions",
        f"/desk/compare?who={grant}",
        "/desk/audit",
    ):
        page = recruiter.read(path)
        assert "<img src=x" not in page, path
        assert "&lt;img src=x" in page, path


def test_who_is_erased_is_gone_from_the_record_too(desk: Desk, recruiter: CheckingClient) -> None:
    recruiter.read(f"/desk/candidates/{desk.grant}")
    with desk.app.app_context():
        db.session.delete(db.session.get_one(PersonRow, desk.ada))
        db.session.commit()

    assert recruiter.get(f"/desk/candidates/{desk.grant}").status_code == 404
    assert "You have opened nothing yet" in recruiter.read("/desk/audit")


def test_the_role_can_be_one_of_the_recruiters_own_and_no_other_recruiters(
    desk: Desk, recruiter: CheckingClient, enter: Enter
) -> None:
    mine = recruiter.send("/desk/roles", role="tpm", title="Lead of ours").location
    eve = enter("eve@example.org", ("recruiter",))
    hers = eve.send("/desk/roles", role="tpm", title="Lead of Eve").location

    page = recruiter.read(f"/desk/candidates/{desk.grant}?role={mine.rpartition('/')[2]}")
    assert "against the job of a Lead of ours" in page
    other = recruiter.read(f"/desk/candidates/{desk.grant}?role={hers.rpartition('/')[2]}")
    assert "Lead of Eve" not in other
    assert "Technical Project Manager" in other


def test_what_was_seen_before_stays_with_its_date_until_the_grant_ends(
    desk: Desk, recruiter: CheckingClient
) -> None:
    recruiter.read(f"/desk/candidates/{desk.grant}")
    rated(desk.app, desk.ada, CTL2=5)
    page = recruiter.read(f"/desk/candidates/{desk.grant}")
    before = page.partition("As it was before")[2].partition('href="')[2].partition('"')[0]

    old = recruiter.read(before)

    assert "This is what was shown on" in old
    assert "There is newer data since" in old
    assert [action for action, _ in looks(desk.app, desk.grant)] == [
        *("opened", "opened", "seen-before"),
    ]
    assert recruiter.get(f"/desk/candidates/{desk.grant}/seen/forged").status_code == 404
    withdrawn(desk.app, desk.ada)
    assert recruiter.get(before).status_code == 410
    with desk.app.app_context():
        assert db.session.scalars(select(SnapshotRow.id)).all() == []


def test_another_recruiters_snapshot_is_not_there(
    desk: Desk, recruiter: CheckingClient, enter: Enter
) -> None:
    recruiter.read(f"/desk/candidates/{desk.grant}")
    with desk.app.app_context():
        taken = db.session.scalars(select(SnapshotRow.id)).one()
    eve = enter("eve@example.org", ("recruiter",))
    hers = granted(desk.app, desk.ada, eve.person_id)

    assert eve.get(f"/desk/candidates/{desk.grant}/seen/{taken}").status_code == 404
    assert eve.get(f"/desk/candidates/{hers}/seen/{taken}").status_code == 404


def test_half_of_the_network_address_is_on_record(desk: Desk, recruiter: CheckingClient) -> None:
    recruiter.read(f"/desk/candidates/{desk.grant}")

    with desk.app.app_context():
        assert db.session.scalars(select(OpeningRow.network)).all() == ["127.0.x.x"]


def test_the_candidate_sees_each_look(
    desk: Desk, recruiter: CheckingClient, learner: CheckingClient
) -> None:
    recruiter.read(f"/desk/candidates/{desk.grant}")
    recruiter.read(f"/desk/compare?who={desk.grant}")

    page = learner.read("/sharing/openings")

    assert "Rita Roy" in page
    assert "compared" in page


def test_it_goes_on_one_page_of_paper_and_that_is_on_record(
    desk: Desk, recruiter: CheckingClient, enter: Enter
) -> None:
    own = recruiter.send("/desk/roles", role="tpm", title="Lead of ours").location
    role = own.rpartition("/")[2]
    page = recruiter.read(f"/desk/candidates/{desk.grant}/sheet?role={role}")
    made = recruiter.get(f"/desk/candidates/{desk.grant}/sheet.pdf?role={role}")

    assert "Against the job of a Lead of ours" in page
    assert made.mimetype == "application/pdf"
    assert made.headers["Cache-Control"] == "no-store"
    assert looks(desk.app, desk.grant) == [("printed", desk.rita)] * 2
    eve = enter("eve@example.org", ("recruiter",))
    withdrawn(desk.app, desk.ada)
    for path in (
        f"/desk/candidates/{desk.grant}/sheet",
        f"/desk/candidates/{desk.grant}/sheet.pdf",
    ):
        assert recruiter.get(path).status_code == 410
        assert eve.get(path).status_code == 404
