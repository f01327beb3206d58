"""Ending a link: at once, by its owner only, and for good."""

import pytest

from tests.features.profiles import scene
from tests.features.profiles.test_sharing import links, token_on
from tests.support.client import CheckingClient


def test_a_revoked_link_shows_nothing_at_the_next_request(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    scene.say(learner.application, learner.person_id, CTL2=4)
    link = scene.link(learner.application, learner.person_id, show_name=True)
    assert "Ada Obi" in visitor.read("/p/token")

    response = learner.send(f"/sharing/{link}/revoke")

    gone = visitor.get("/p/token")
    assert gone.status_code == 410
    assert "Ada" not in gone.get_data(as_text=True)
    assert "The link is revoked." in learner.read(response.headers["Location"])
    assert len(scene.openings(learner.application, link)) == 1


def test_revoking_twice_keeps_the_first_moment(learner: CheckingClient) -> None:
    link = scene.link(learner.application, learner.person_id, revoked=scene.NOW - scene.HOUR)

    assert learner.send(f"/sharing/{link}/revoke").status_code == 302

    assert [row.revoked_at for row in links(learner)] == [scene.NOW - scene.HOUR]


@pytest.mark.parametrize("action", ["revoke", "renew"])
def test_nobody_touches_another_persons_link(
    learner: CheckingClient,
    stranger: CheckingClient,
    guest: CheckingClient,
    visitor: CheckingClient,
    action: str,
) -> None:
    link = scene.link(learner.application, learner.person_id)

    assert stranger.send(f"/sharing/{link}/{action}").status_code == 404
    for client in (guest, visitor):
        assert "/sign-in" in client.send(f"/sharing/{link}/{action}").headers["Location"]
    assert [row.revoked_at for row in links(learner)] == [None]


@pytest.mark.parametrize("action", ["revoke", "renew"])
def test_forged_ids_are_not_there(learner: CheckingClient, action: str) -> None:
    scene.link(learner.application, learner.person_id)

    for forged in ("x", "1", "token", "' OR 1=1 --", "%00", "x" * 2000):
        assert learner.send(f"/sharing/{forged}/{action}").status_code == 404


def test_a_get_ends_nothing(learner: CheckingClient) -> None:
    link = scene.link(learner.application, learner.person_id)

    assert learner.get(f"/sharing/{link}/revoke").status_code in {404, 405}

    assert [row.revoked_at for row in links(learner)] == [None]


def test_renewing_makes_a_new_link_with_the_same_choices(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    link = scene.link(learner.application, learner.person_id, ["fit"], role="senior-tpm")

    response = learner.send(f"/sharing/{link}/renew")

    token = token_on(learner.read(response.headers["Location"]))
    assert visitor.get("/p/token").status_code == 410
    assert visitor.get(f"/p/{token}").status_code == 200
    old, new = sorted(links(learner), key=lambda row: row.created_at)
    assert old.revoked_at is not None
    assert (new.label, new.view.consent.shown, new.view.role) == (
        old.label,
        ("fit",),
        "senior-tpm",
    )
    assert new.expires_at
    assert old.expires_at
    assert new.expires_at - new.created_at == old.expires_at - old.created_at


def test_an_ended_link_can_be_renewed_unless_there_are_too_many(learner: CheckingClient) -> None:
    app, person = learner.application, learner.person_id
    ended = scene.link(app, person, token="old", ends=scene.NOW - scene.HOUR)
    for number in range(50):
        scene.link(app, person, token=f"t{number}")

    response = learner.send(f"/sharing/{ended}/renew")

    assert "as many as there can be" in learner.read(response.headers["Location"])
    assert len(links(learner)) == 51


def test_renewing_twice_at_once_makes_one_link(learner: CheckingClient) -> None:
    link = scene.link(learner.application, learner.person_id, token="old")

    learner.send(f"/sharing/{link}/renew")
    again = learner.send(f"/sharing/{link}/renew")

    assert "ended a moment ago" in learner.read(again.headers["Location"])
    assert len(links(learner)) == 2
