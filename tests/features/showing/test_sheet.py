"""One page for paper, and the same as a tagged PDF: by consent, on record, from nowhere else."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from tests.conftest import Enter
from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tests.support.exams import RIGHT, WRONG, sat_exam
from tpmlearn.config import ROOT
from tpmlearn.rendering.pdf import to_pdf
from tpmlearn.web.assets import FOLDER


@pytest.fixture
def ada(learner: CheckingClient) -> CheckingClient:
    """Ada with more than one page could hold."""
    app, person = learner.application, learner.person_id
    codes = ("TEC1", "TEC2", "TEC3", "TEC4", "DEL1", "DEL2", "DEL3", "DEL4", "CTL1", "CTL2")
    scene.say(app, person, **{code: n % 5 for n, code in enumerate(codes)})
    for code in codes:
        scene.show(app, person, code, f"A long piece of work on {code}, {'so long ' * 8}")
    for _ in range(4):
        sat_exam(learner, "psm-i", [RIGHT] * 60 + [WRONG] * 20, at=datetime.now(UTC) - timedelta(2))
    scene.plan(app, person, ("16-estimate-in-ranges", "A step of the plan"))
    scene.link(app, person, ["fit", "tests", "ratings", "exams", "plan"], show_name=True)
    return learner


def test_it_is_one_tagged_page_with_the_answers_in_order(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    response = visitor.get("/p/token/sheet.pdf")

    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    document = PdfReader(io.BytesIO(response.get_data()))
    assert len(document.pages) == 1
    catalogue: Any = document.root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en-GB"
    assert document.metadata
    assert document.metadata.title == "Profile of Ada Obi"
    words = document.pages[0].extract_text()
    order = [
        words.index(part)
        for part in ("How it fits the role", "evidence", "What this does not show")
    ]
    assert order == sorted(order)
    assert "in a range of" in " ".join(words.split())


def test_the_page_says_the_same_and_leads_back(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    page = visitor.read("/p/token/sheet?role=scrum-master")

    assert "job of a Scrum Master" in page
    assert 'href="/p/token?role=scrum-master"' in page
    assert 'href="/p/token/sheet.pdf?role=scrum-master"' in page
    assert "no score and no rank" in page
    assert ada.person_id


def test_each_is_on_record_and_ends_with_the_grant(
    ada: CheckingClient, visitor: CheckingClient, stranger: CheckingClient
) -> None:
    (grant,) = scene.grants(ada)
    visitor.get("/p/token/sheet")
    stranger.get("/p/token/sheet.pdf")
    ada.get("/p/token/sheet.pdf")
    assert "taken as PDF" in ada.read("/sharing/openings")
    assert len(scene.openings(ada.application, grant.id)) == 2

    ada.send(f"/sharing/grants/{grant.id}/withdraw")

    for path in ("/p/token/sheet", "/p/token/sheet.pdf"):
        gone = visitor.get(path)
        assert gone.status_code == 410
        assert b"Ada" not in gone.get_data()
        assert visitor.get(path.replace("token", "forged")).status_code == 404


def test_a_passcode_is_asked_for_first(learner: CheckingClient, visitor: CheckingClient) -> None:
    scene.link(learner.application, learner.person_id, passcode="open sesame")

    for path in ("/p/token/sheet", "/p/token/sheet.pdf"):
        assert visitor.get(path).headers["Location"] == "/p/token"


def test_markup_in_a_name_fetches_nothing(enter: Enter, visitor: CheckingClient) -> None:
    mallory = enter("m@example.org", name='<img src="http://evil.example/x">')
    scene.link(mallory.application, mallory.person_id, ["ratings"], show_name=True)

    words = PdfReader(io.BytesIO(visitor.get("/p/token/sheet.pdf").get_data())).pages[0]

    assert '<img src="http://evil.example/x">' in " ".join(words.extract_text().split())


def test_an_address_in_a_page_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("urllib.request.urlopen", opened)
    monkeypatch.setattr("socket.create_connection", opened)
    hostile = '<img src="http://evil.example/x"><link rel="stylesheet" href="file:///etc/passwd">'

    made = to_pdf(f"<html lang=en><title>x</title>{hostile}x", stylesheet=FOLDER / "css/paper.css")

    assert made.startswith(b"%PDF")


def test_without_the_extra_there_is_no_link_to_a_pdf(
    ada: CheckingClient, visitor: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tpmlearn.features.showing.views.can_make_pdf", lambda: False)

    assert "sheet.pdf" not in visitor.read("/p/token/sheet")
    assert visitor.get("/p/token/sheet.pdf").status_code == 404
    assert ada.person_id


def test_the_extra_is_named_and_pinned() -> None:
    pinned = (ROOT / "requirements-pdf.txt").read_text(encoding="utf-8")

    assert "weasyprint==" in pinned
    assert "-r requirements-pdf.txt" in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
