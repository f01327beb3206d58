"""The page about one's own data, the file with all of it, and erasing for guests."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.features.evidence.cast import PDF, attach, log
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.filling import fill
from tpmlearn.db import db
from tpmlearn.features.rights import services, views
from tpmlearn.models import PersonRow
from tpmlearn.web.pace import Pace


@pytest.fixture(autouse=True)
def fresh_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of people begin anew in each test; what was counted before is not theirs."""
    pace = Pace(5, timedelta(seconds=views.PACE._step * 5))
    monkeypatch.setattr(views, "PACE", pace)


def take(client: CheckingClient) -> zipfile.ZipFile:
    answer = client.send("/my-data/download")
    assert answer.status_code == 200, answer.status
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_a_visitor_reads_that_nothing_is_kept(visitor: CheckingClient) -> None:
    page = visitor.read("/my-data")

    assert "Nothing is kept about you" in page
    assert '<form method="post" action="/my-data' not in page
    assert visitor.send("/my-data/download").status_code == 404
    assert visitor.send("/my-data/erase", sure="y").status_code == 404


def test_it_counts_what_is_kept(learner: CheckingClient) -> None:
    fill(learner.application, learner.person_id, "ada")

    page = " ".join(learner.read("/my-data").split())

    assert 'a level that you chose for a skill, with its moment</th><td class="num">1<' in page
    assert "a browser that is signed in" in page
    assert "0.1 MB of files" in page


def test_a_page_asks_for_two_statements_beside_the_person(learner: CheckingClient) -> None:
    with statements(learner.application) as seen:
        learner.read("/my-data")

    assert len(seen.sql) <= 3


def test_one_file_has_everything(learner: CheckingClient) -> None:
    entry = log(learner)
    attach(learner, entry, "The plan <b>.pdf")

    answer = learner.send("/my-data/download")

    assert answer.mimetype == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment; filename=tpmlearn-my-data-" in answer.headers["Content-Disposition"]
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    found = zipfile.ZipFile(io.BytesIO(answer.data))
    assert found.namelist() == ["README.txt", "everything.json", f"files/{entry}-The plan _b_.pdf"]
    assert found.read(f"files/{entry}-The plan _b_.pdf") == PDF
    tables = json.loads(found.read("everything.json"))["tables"]
    assert tables["people"][0]["email"] == "ada@example.org"
    assert tables["confirmers"][0]["email"] == "priya@example.org"


def test_guests_take_theirs_too(guest: CheckingClient) -> None:
    guest.save("/rate/skills/CTL2", level="3")

    tables = json.loads(take(guest).read("everything.json"))["tables"]

    assert [row["level"] for row in tables["ratings"]] == [3]
    assert tables["people"][0]["email"] is None


def test_strangers_get_their_own_and_no_one_elses(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    learner.save("/rate/skills/CTL2", level="3")

    tables = json.loads(take(stranger).read("everything.json"))["tables"]

    assert tables["ratings"] == []
    assert tables["people"][0]["name"] == "Sven Strand"


def test_taking_writes_nothing_and_leaves_no_file(learner: CheckingClient) -> None:
    folder = learner.application.extensions["settings"].folder / "cache"
    before = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    with statements(learner.application) as seen:
        take(learner)

    writing = ("INSERT", "UPDATE", "DELETE")
    assert not [sql for sql in seen.sql if sql.upper().startswith(writing)]
    assert sorted(path.name for path in folder.iterdir()) == before


def test_it_is_slowed_down(learner: CheckingClient, stranger: CheckingClient) -> None:
    for _ in range(5):
        take(learner)

    refused = learner.send("/my-data/download")

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert stranger.send("/my-data/download").status_code == 200


def test_a_worker_makes_two_at_once_and_asks_others_to_wait(
    learner: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(services.AT_ONCE):
        assert services._making.acquire(blocking=False)
    try:
        refused = learner.send("/my-data/download")
    finally:
        services._making.release(services.AT_ONCE)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "20")
    assert learner.send("/my-data/download").status_code == 200


def test_a_fault_while_making_it_lets_the_next_one_in(
    learner: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(services, "write_archive", broken)
        for _ in range(services.AT_ONCE + 1):
            assert learner.send("/my-data/download").status_code == 500

    assert learner.send("/my-data/download").status_code == 200


@pytest.mark.parametrize("path", ["/my-data/download", "/my-data/erase"])
def test_a_forged_form_does_nothing(guest: CheckingClient, path: str) -> None:
    assert guest.post(path, data={"sure": "y"}).status_code == 400
    assert guest.get(path).status_code in {404, 405}


def test_a_guest_is_erased_at_once(guest: CheckingClient, learner: CheckingClient) -> None:
    guest.save("/rate/skills/CTL2", level="3")

    assert guest.send("/my-data/erase").status_code == 422
    assert guest.send("/my-data/erase", sure="y").status_code == 302

    assert "Nothing is kept about you" in guest.read("/my-data")
    with guest.application.app_context():
        assert db.session.scalars(select(PersonRow.id)).all() == [learner.person_id]


def test_a_member_is_not_erased_without_their_password(learner: CheckingClient) -> None:
    assert learner.send("/my-data/erase", sure="y").status_code == 404
    assert "/settings#leave" in learner.read("/my-data")


def test_names_are_escaped(learner: CheckingClient) -> None:
    learner.send("/settings", name="<script>alert(1)</script>", time_zone="UTC")

    assert "<script>alert" not in learner.read("/my-data")
    tables = json.loads(take(learner).read("everything.json"))["tables"]
    assert tables["people"][0]["name"] == "<script>alert(1)</script>"
