"""The file of an entry: kept, refused in a sentence, sent as a download, undone; its room."""

import io

import pytest
from sqlalchemy import func, select, update

from tests.features.evidence.cast import PDF, attach, log
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.profiles.attachments import LARGEST
from tpmlearn.models import EvidenceFileRow


def files(client: CheckingClient) -> int:
    with client.application.app_context():
        return db.session.scalar(select(func.count()).select_from(EvidenceFileRow)) or 0


def test_a_file_is_kept_and_sent_as_a_download_that_runs_nothing(learner: CheckingClient) -> None:
    entry = log(learner)

    attach(learner, entry, "../Release plan.pdf")

    assert "Release plan.pdf" in learner.read(f"/evidence/{entry}")
    sent = learner.get(f"/evidence/{entry}/file")
    assert sent.data == PDF
    assert sent.headers["Content-Disposition"] == 'attachment; filename="Release plan.pdf"'
    assert sent.headers["Content-Type"] == "application/pdf"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-cache" in sent.headers["Cache-Control"]


def test_a_file_alone_is_something_to_look_at(learner: CheckingClient) -> None:
    entry = log(learner, artefact="")
    learner.save("/rate/skills/CTL2", level="3")

    attach(learner, entry)

    assert "claimed, not confirmed" in learner.read("/rate/ctl")
    assert "(file plan.pdf)" in learner.read("/profile")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("", b"", "Choose a file"),
        ("plan.pdf", b"<html>", "not what its name says"),
        ("page.html", b"<script>", "Files of this type are not kept"),
        ("plan.pdf", PDF + bytes(LARGEST), "more than 5 MB"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_there(
    learner: CheckingClient, name: str, data: bytes, words: str
) -> None:
    entry = log(learner)
    attach(learner, entry, "first.pdf")

    response = attach(learner, entry, name, data)

    assert response.status_code == 422
    assert words in response.text
    assert "first.pdf" in learner.read(f"/evidence/{entry}")


def test_a_new_file_takes_the_place_of_the_old(learner: CheckingClient) -> None:
    entry = log(learner)
    attach(learner, entry, "first.pdf")

    attach(learner, entry, "second.txt", b"Notes")

    assert learner.get(f"/evidence/{entry}/file").data == b"Notes"
    assert files(learner) == 1


def test_a_removed_file_can_be_brought_back_until_the_next_removal(
    learner: CheckingClient,
) -> None:
    first, second = log(learner), log(learner)
    attach(learner, first)
    attach(learner, second)

    gone = learner.send(f"/evidence/{first}/file/remove")
    assert "Undo" in learner.read(gone.headers["Location"])
    assert learner.get(f"/evidence/{first}/file").status_code == 404
    learner.send(f"/evidence/{first}/file/restore")
    assert learner.get(f"/evidence/{first}/file").data == PDF

    learner.send(f"/evidence/{first}/file/remove")
    learner.send(f"/evidence/{second}/remove")
    assert files(learner) == 1
    assert learner.send(f"/evidence/{first}/file/restore").status_code == 404
    learner.send(f"/evidence/{second}/restore")
    assert learner.get(f"/evidence/{second}/file").data == PDF


def test_a_person_has_25_mb_and_is_told_so(learner: CheckingClient) -> None:
    first, second = log(learner), log(learner)
    attach(learner, first)
    with learner.application.app_context(), writing():
        db.session.execute(update(EvidenceFileRow).values(size=25_000_000 - len(PDF) + 1))
        db.session.commit()

    refused = attach(learner, second)

    assert refused.status_code == 422
    assert "more than 25 MB together" in refused.text
    assert attach(learner, first).status_code == 302


def test_what_is_removed_takes_no_room_but_must_find_it_again(learner: CheckingClient) -> None:
    first, second = log(learner), log(learner)
    attach(learner, first)
    learner.send(f"/evidence/{first}/file/remove")
    with learner.application.app_context(), writing():
        db.session.execute(update(EvidenceFileRow).values(size=25_000_000))
        db.session.commit()
    assert attach(learner, second).status_code == 302

    learner.send(f"/evidence/{first}/file/restore")

    assert "more than 25 MB together" in learner.read(f"/evidence/{first}")
    assert learner.get(f"/evidence/{first}/file").status_code == 404


def test_files_are_for_members(guest: CheckingClient) -> None:
    entry = log(guest)

    response = attach(guest, entry)

    assert response.headers["Location"].startswith("/sign-in")
    assert files(guest) == 0


def test_a_file_goes_to_its_owner_alone(learner: CheckingClient, stranger: CheckingClient) -> None:
    entry = log(learner)
    attach(learner, entry)

    assert stranger.get(f"/evidence/{entry}/file").status_code == 404
    assert attach(stranger, entry, "mine.pdf").status_code == 404
    assert stranger.send(f"/evidence/{entry}/file/remove").status_code == 404
    assert learner.get(f"/evidence/{entry}/file").data == PDF


def test_far_too_much_is_refused_before_it_is_read(learner: CheckingClient) -> None:
    entry = log(learner)
    fields = {"file": (io.BytesIO(bytes(4 * LARGEST + 200_000)), "a.pdf")}

    response = learner.post(
        f"/evidence/{entry}/file", data={**fields, "csrf_token": learner.token()}
    )

    assert response.status_code == 413


def test_confirmers_are_named_and_taken_off(learner: CheckingClient) -> None:
    entry = log(learner, confirmer="", email="")

    refused = learner.send(f"/evidence/{entry}/confirmers", confirmer="", email="jo@example.org")
    learner.send(f"/evidence/{entry}/confirmers", confirmer="Jo", email="jo@example.org")

    assert "Say who, as in" in refused.text
    assert 'value="jo@example.org"' in refused.text
    assert "jo@example.org" in learner.read(f"/evidence/{entry}")
    learner.send("/evidence/confirmers/1/drop")
    assert "Nobody is named yet" in learner.read(f"/evidence/{entry}")


def test_ten_people_for_an_entry_are_enough(learner: CheckingClient) -> None:
    entry = log(learner)
    for number in range(9):
        learner.send(f"/evidence/{entry}/confirmers", confirmer=f"Person {number}")

    refused = learner.send(f"/evidence/{entry}/confirmers", confirmer="One more")

    assert refused.status_code == 422
    assert "Ten people for one entry are enough" in refused.text
