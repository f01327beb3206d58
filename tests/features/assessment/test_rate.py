"""Rating a skill: saved at once, evidence, history, other people's things."""

import re

import pytest
from sqlalchemy import select

from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import EvidenceRow, PersonRow, RatingRow


def test_a_get_never_makes_a_guest(visitor: CheckingClient) -> None:
    for path in ("/rate", "/rate/quick", "/rate/ctl", "/rate/history"):
        visitor.read(path)

    with visitor.application.app_context():
        assert db.session.scalars(select(PersonRow.id)).all() == []


def test_the_first_save_makes_a_guest_and_says_when(visitor: CheckingClient) -> None:
    reply = visitor.save("/rate/skills/CTL2", level="2").get_json()

    assert reply["counts"] == "rated, not tested"
    assert len(reply["saved"]) == len("12:03")
    chosen = re.findall(r"<input[^>]* checked[^>]*>", visitor.read("/rate/ctl"))
    assert len(chosen) == 1
    assert 'id="CTL2-level-2"' in chosen[0]
    with visitor.application.app_context():
        assert len(db.session.scalars(select(PersonRow.id)).all()) == 1


def test_every_change_is_kept_as_history_and_the_newest_counts(learner: CheckingClient) -> None:
    for level in ("1", "1", "3", "none", "2"):
        learner.save("/rate/skills/CTL2", level=level)

    with learner.application.app_context():
        levels = db.session.scalars(select(RatingRow.level).order_by(RatingRow.id)).all()
        assert levels == [1, 3, None, 2]
    assert "Risk management" in learner.read("/rate/history")


@pytest.mark.parametrize(
    ("level", "artefacts", "words"),
    [
        ("2", 0, "rated, not tested"),
        ("3", 0, "counts as 2"),
        ("3", 1, "claimed, not confirmed"),
        ("4", 1, "counts as 3"),
        ("5", 2, "claimed, not confirmed"),
    ],
)
def test_it_says_what_a_rating_counts_for(
    learner: CheckingClient, level: str, artefacts: int, words: str
) -> None:
    for number in range(artefacts):
        learner.send(
            "/rate/skills/CTL2/evidence", artefact=f"Register {number}", confirmer="Priya, lead"
        )

    reply = learner.save("/rate/skills/CTL2", level=level).get_json()

    assert words in reply["counts"]
    assert words in learner.read("/rate/ctl")


@pytest.mark.parametrize("level", ["6", "-1", "", "two", "<b>1</b>", "1" * 50])
def test_it_refuses_what_is_no_level(learner: CheckingClient, level: str) -> None:
    assert learner.save("/rate/skills/CTL2", level=level).status_code == 422
    assert learner.send("/rate/skills/CTL2", level=level).status_code == 422


def test_an_unknown_skill_or_area_is_not_there(learner: CheckingClient) -> None:
    assert learner.send("/rate/skills/XYZ9", level="1").status_code == 404
    assert learner.get("/rate/xyz").status_code == 404


def test_evidence_needs_both_halves_and_keeps_what_was_typed(learner: CheckingClient) -> None:
    response = learner.send("/rate/skills/CTL2/evidence", artefact="The Q3 register", confirmer="")

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Say who can confirm it" in page
    assert 'value="The Q3 register"' in page


def test_removed_evidence_can_be_brought_back(learner: CheckingClient) -> None:
    learner.send("/rate/skills/CTL2/evidence", artefact="The Q3 register", confirmer="Priya")
    with learner.application.app_context():
        claim = db.session.scalar(select(EvidenceRow.id))

    gone = learner.send(f"/rate/evidence/{claim}/remove")

    assert "The Q3 register" not in learner.read("/rate/ctl")
    assert "Undo" in learner.read(gone.headers["Location"])
    learner.send(f"/rate/evidence/{claim}/restore")
    assert "The Q3 register" in learner.read("/rate/ctl")


def test_nobody_touches_another_persons_evidence(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    learner.send("/rate/skills/CTL2/evidence", artefact="The Q3 register", confirmer="Priya")
    with learner.application.app_context():
        claim = db.session.scalar(select(EvidenceRow.id))

    assert stranger.send(f"/rate/evidence/{claim}/remove").status_code == 404
    assert visitor.send(f"/rate/evidence/{claim}/remove").status_code == 404
    assert "The Q3 register" in learner.read("/rate/ctl")
    assert "The Q3 register" not in stranger.read("/rate/ctl")


def test_the_quick_way_asks_the_twelve_that_differ_most(visitor: CheckingClient) -> None:
    page = visitor.read("/rate/quick")

    assert page.count("Which sentence is true of you today?") == 12


def test_markup_in_evidence_is_text(learner: CheckingClient) -> None:
    learner.send("/rate/skills/CTL2/evidence", artefact="<img src=x onerror=a>", confirmer="<b>P")

    page = learner.read("/rate/ctl")
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
