"""Views: what must be chosen, what a change does to those who have it, and whose they are."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import ConsentRow, SnapshotRow, ViewRow

CHOSEN: dict[str, Any] = {
    "name": "For platform jobs",
    "sections": ["fit", "quizzes"],
    "naming": "initials",
    "role": "tpm",
}


def views(client: CheckingClient) -> list[ViewRow]:
    with client.application.app_context():
        return list(db.session.scalars(select(ViewRow).order_by(ViewRow.created_at)))


def test_it_keeps_what_was_chosen_and_nobody_sees_it_yet(learner: CheckingClient) -> None:
    response = learner.send("/sharing/views/new", **CHOSEN)

    (row,) = views(learner)
    assert response.headers["Location"] == f"/sharing/views/{row.id}/grant"
    assert (row.name, row.sections, row.naming, row.role, row.traps) == (
        "For platform jobs",
        ["fit", "quizzes"],
        "initials",
        "tpm",
        False,
    )
    assert (row.skills, row.evidence, row.results) == (None, None, None)
    page = learner.read("/sharing")
    assert "Nobody sees it: it is not granted to anybody." in page
    assert "Shows role fit, quiz results; your initials." in page


def test_nothing_is_chosen_for_the_learner(learner: CheckingClient) -> None:
    page = learner.read("/sharing/views/new")

    assert page.count(" checked") == 1
    assert 'checked id="naming-0" name="naming" type="radio" value="none"' in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"sections": []}, "Choose at least one thing to show"),
        ({"name": ""}, "Give the view a name"),
        ({"name": "   \x00 "}, "Give the view a name"),
        ({"name": "x" * 121}, "Use at most 120 characters."),
        ({"sections": ["fit", "notes"]}, "Choose from the things offered."),
        ({"sections": ["<b>"]}, "Choose from the things offered."),
        ({"naming": "photo"}, "Choose one of the three."),
        ({"role": "boss"}, "Choose one of the roles."),
        ({"role": ""}, "Choose one of the roles."),
        ({"only_skills": "y"}, "Choose at least one skill"),
        ({"only_skills": "y", "skills": ["XX9"]}, "Choose from the things offered."),
        ({"only_evidence": "y", "evidence": ["1 OR 1=1"]}, "Choose from the things offered."),
        ({"only_results": "y", "results": ["exam:x"]}, "Choose from the things offered."),
    ],
)
def test_it_refuses_and_loses_nothing_typed(
    learner: CheckingClient, changed: dict[str, Any], sentence: str
) -> None:
    response = learner.send("/sharing/views/new", **{**CHOSEN, **changed})

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in page
    assert "Something needs another look" in page
    if "name" not in changed:
        assert 'value="For platform jobs"' in page
    assert views(learner) == []


def test_it_can_be_narrowed_to_skills_entries_and_results(learner: CheckingClient) -> None:
    app, person = learner.application, learner.person_id
    scene.show(app, person, "CTL2", "The register", "The plan")
    scene.sit(app, person, "16-estimate-in-ranges", 8)
    page = learner.read("/sharing/views/new")
    assert "The register" in page
    assert "quiz:16-estimate-in-ranges" in page

    narrowed = {
        "only_skills": "y",
        "skills": ["CTL2"],
        "only_evidence": "y",
        "evidence": [str(scene.entries(app)[0])],
        "only_results": "y",
        "results": ["quiz:16-estimate-in-ranges"],
    }
    assert learner.send("/sharing/views/new", **{**CHOSEN, **narrowed}).status_code == 302

    (row,) = views(learner)
    assert (row.skills, row.results) == (["CTL2"], ["quiz:16-estimate-in-ranges"])
    assert row.evidence == scene.entries(app)[:1]
    again = learner.read(f"/sharing/views/{row.id}")
    assert 'checked id="only_skills"' in again


def test_another_persons_entry_cannot_be_chosen(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    scene.show(stranger.application, stranger.person_id, "CTL2", "Theirs")
    theirs = str(scene.entries(stranger.application)[0])

    response = learner.send("/sharing/views/new", **CHOSEN, only_evidence="y", evidence=[theirs])

    assert response.status_code == 422
    assert "Theirs" not in response.get_data(as_text=True)


def test_a_change_holds_at_once_and_what_was_seen_before_goes(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    app, person = learner.application, learner.person_id
    scene.say(app, person, CTL2=4)
    scene.sit(app, person, "16-estimate-in-ranges", 8)
    grant = scene.link(app, person, ["fit", "quizzes"])
    assert "8 of 10" in visitor.read("/p/token")
    view = scene.view_of(app, grant)

    learner.send(f"/sharing/views/{view}", **{**CHOSEN, "sections": ["fit"]})

    assert "8 of 10" not in visitor.read("/p/token")
    with app.app_context():
        kept = db.session.scalars(select(SnapshotRow)).all()
        assert [("quizzes" in row.shown, row.shown["quizzes"]) for row in kept] == [(True, None)]


def test_a_change_of_what_is_shown_is_another_consent(learner: CheckingClient) -> None:
    response = learner.send("/sharing/views/new", **CHOSEN)
    view = response.headers["Location"].split("/")[3]
    learner.send(f"/sharing/views/{view}/link", label="Acme", days="30")

    learner.send(f"/sharing/views/{view}", **{**CHOSEN, "sections": ["fit", "plan"]})
    learner.send(f"/sharing/views/{view}", **{**CHOSEN, "sections": ["fit", "plan"]})

    with learner.application.app_context():
        rows = db.session.scalars(select(ConsentRow).order_by(ConsentRow.id)).all()
        said = [(row.about["sections"], row.withdrawn_at is None) for row in rows]
    assert said == [("role fit, quiz results", False), ("role fit, plan progress", True)]
    page = learner.read("/sharing/openings")
    assert "role fit, quiz results" in page
    assert "Withdrawn" in page


def test_removing_a_view_ends_its_grants(learner: CheckingClient, visitor: CheckingClient) -> None:
    app, person = learner.application, learner.person_id
    view = scene.view_of(app, scene.link(app, person))
    assert visitor.get("/p/token").status_code == 200

    learner.send(f"/sharing/views/{view}/remove")

    assert visitor.get("/p/token").status_code == 410
    assert learner.get(f"/sharing/views/{view}").status_code == 404
    assert "Grants that have ended" in learner.read("/sharing")


def test_thirty_views_are_enough(learner: CheckingClient) -> None:
    for number in range(30):
        scene.view(learner.application, learner.person_id, name=f"View {number}")

    response = learner.send("/sharing/views/new", **CHOSEN)

    assert response.status_code == 422
    assert "as many as there can be" in response.get_data(as_text=True)


def test_markup_in_a_name_is_text_and_it_is_one_line(learner: CheckingClient) -> None:
    learner.send("/sharing/views/new", **{**CHOSEN, "name": " <script>alert(1)\r\n</script>\x00"})

    page = learner.read("/sharing")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1) &lt;/script&gt;" in page


@pytest.mark.parametrize("path", ["", "/preview", "/grant"])
def test_others_and_forged_ids_find_nothing(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient, path: str
) -> None:
    view = scene.view(learner.application, learner.person_id)

    assert learner.get(f"/sharing/views/{view}{path}").status_code == 200
    assert stranger.get(f"/sharing/views/{view}{path}").status_code == 404
    assert "/sign-in" in visitor.get(f"/sharing/views/{view}{path}").headers["Location"]
    for forged in ("x", "' OR 1=1 --", "x" * 2000):
        assert learner.get(f"/sharing/views/{forged}{path}").status_code == 404


@pytest.mark.parametrize("action", ["", "/remove", "/link", "/account", "/public"])
def test_nobody_changes_another_persons_view(
    learner: CheckingClient, stranger: CheckingClient, guest: CheckingClient, action: str
) -> None:
    view = scene.view(learner.application, learner.person_id)
    fields = {**CHOSEN, "label": "x", "days": "30", "slug": "ada", "sure": "y"}

    assert stranger.send(f"/sharing/views/{view}{action}", **fields).status_code == 404
    assert "/sign-in" in guest.send(f"/sharing/views/{view}{action}").headers["Location"]
    assert learner.post(f"/sharing/views/{view}{action}", data=fields).status_code == 400
    assert [(row.name, row.removed_at) for row in views(learner)] == [("For jobs", None)]
    assert scene.grants(learner) == []


def test_the_preview_is_what_the_link_shows_and_is_not_counted(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    app, person = learner.application, learner.person_id
    scene.say(app, person, CTL2=4)
    grant = scene.link(app, person, ["fit"])
    address = f"/sharing/views/{scene.view_of(app, grant)}/preview"

    preview = learner.read(address)

    assert "Preview: below is what “For jobs” shows." in preview
    seen = visitor.read("/p/token")
    for piece in ("How it fits the role", "Gaps that weigh most", "Risk management"):
        assert (piece in preview) == (piece in seen)
    assert scene.openings(app, grant)
    assert len(scene.openings(app, grant)) == 1
    assert "Scrum Master" in learner.read(f"{address}?role=scrum-master")
