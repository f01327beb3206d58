"""The preview: exactly what the link shows, for its owner, uncounted."""

import re

from tests.features.profiles import scene
from tests.support.client import CheckingClient


def test_it_shows_exactly_what_the_link_shows(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    scene.say(learner.application, learner.person_id, CTL2=4)
    link = scene.link(learner.application, learner.person_id, ["fit"], label="Acme")

    preview = learner.read(f"/sharing/{link}/preview")

    assert "Preview: below is what “Acme” shows." in preview
    assert _content(preview, f"/sharing/{link}/preview") == _content(
        visitor.read("/p/token"), "/p/token"
    )
    assert len(scene.openings(learner.application, link)) == 1


def test_the_role_can_be_changed_in_it(learner: CheckingClient) -> None:
    link = scene.link(learner.application, learner.person_id, ["fit"])

    assert "Scrum Master" in _content(learner.read(f"/sharing/{link}/preview?role=scrum-master"))


def test_a_link_that_has_ended_shows_its_owner_nothing_either(learner: CheckingClient) -> None:
    link = scene.link(learner.application, learner.person_id, revoked=scene.NOW)

    assert learner.get(f"/sharing/{link}/preview").status_code == 410


def test_others_and_forged_ids_find_nothing(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    link = scene.link(learner.application, learner.person_id)

    assert stranger.get(f"/sharing/{link}/preview").status_code == 404
    assert "/sign-in" in visitor.get(f"/sharing/{link}/preview").headers["Location"]
    for forged in ("x", "token"):
        assert learner.get(f"/sharing/{forged}/preview").status_code == 404


def _content(page: str, path: str = "") -> str:
    """What stands from the heading on, without the page's own address."""
    found = re.search(r"<h1>.*</main>", page, re.DOTALL)
    assert found
    return found.group(0).replace(path, "") if path else found.group(0)
