"""Making links: what must be chosen, what is shown once, what the list says."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.features.profiles import scene
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import GrantRow, PersonRow
from tpmlearn.records.grants import Grant, grants_of
from tpmlearn.records.people import hashed

CHOSEN: dict[str, Any] = {
    "label": "Acme, May",
    "sections": ["fit", "quizzes"],
    "role": "tpm",
    "days": "30",
}


def links(client: CheckingClient) -> list[Grant]:
    """All grants of the database, oldest first."""
    with client.application.app_context():
        people = db.session.scalars(select(PersonRow.id)).all()
        found = [one for person in people for one in grants_of(person, now=datetime.now(UTC))]
        return sorted(found, key=lambda one: one.created_at)


def token_on(page: str) -> str:
    found = re.search(r'value="http://127\.0\.0\.1:8000/p/([^"]+)"', page)
    assert found, "no link on the page"
    return found.group(1)


def test_who_has_no_account_is_told_why_and_led_to_sign_up(
    visitor: CheckingClient, guest: CheckingClient
) -> None:
    for client in (visitor, guest):
        page = client.read("/sharing")

        assert "Links need an account" in page
        assert "/sign-up?next=" in page
        assert "/sign-in" in client.send("/sharing", **CHOSEN).headers["Location"]
    assert links(guest) == []


def test_the_link_is_shown_once_and_kept_as_a_hash(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    response = learner.send("/sharing", **CHOSEN)

    page = learner.read(response.headers["Location"])
    token = token_on(page)
    assert "it cannot be shown again" in page
    assert len(token) == 43  # 256 bits
    with learner.application.app_context():
        row = db.session.scalars(select(GrantRow)).one()
        assert row.token_hash == hashed(token)
        assert token not in repr(vars(row))
    assert token not in learner.read("/sharing")
    assert visitor.get(f"/p/{token}").status_code == 200


def test_it_keeps_what_was_chosen(learner: CheckingClient) -> None:
    learner.send("/sharing", **CHOSEN, show_name="y")

    (row,) = links(learner)
    assert (row.label, row.view.role, row.view.consent.naming) == ("Acme, May", "tpm", "name")
    assert row.view.consent.shown == ("fit", "quizzes")
    assert row.expires_at
    assert row.expires_at - row.created_at == timedelta(days=30)
    assert row.revoked_at is None


def test_nothing_is_chosen_for_the_learner(learner: CheckingClient) -> None:
    page = learner.read("/sharing")

    assert " checked" not in page
    assert re.search(r'<option selected value="90">', page)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"sections": []}, "Choose at least one thing to show"),
        ({"label": ""}, "Say what you call this link"),
        ({"label": "   \x00 "}, "Say what you call this link"),
        ({"label": "x" * 121}, "Use at most 120 characters."),
        ({"sections": ["fit", "notes"]}, "Choose from the four things offered."),
        ({"sections": ["<b>"]}, "Choose from the four things offered."),
        ({"role": "boss"}, "Choose one of the roles."),
        ({"role": ""}, "Choose one of the roles."),
        ({"days": "3650"}, "Choose one of the four times."),
        ({"days": "-7"}, "Choose one of the four times."),
        ({"days": "soon"}, "Choose one of the four times."),
    ],
)
def test_it_refuses_and_loses_nothing_typed(
    learner: CheckingClient, changed: dict[str, Any], sentence: str
) -> None:
    response = learner.send("/sharing", **{**CHOSEN, **changed})

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in page
    assert "Something needs another look" in page
    if "label" not in changed:
        assert 'value="Acme, May"' in page
    if "sections" not in changed:
        assert page.count(" checked") == 2
    assert links(learner) == []


def test_missing_fields_are_refused_too(learner: CheckingClient) -> None:
    assert learner.send("/sharing").status_code == 422


def test_markup_in_a_label_is_text(learner: CheckingClient) -> None:
    learner.send("/sharing", **{**CHOSEN, "label": "<script>alert(1)</script>"})

    page = learner.read("/sharing")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_label_is_one_line_of_text(learner: CheckingClient) -> None:
    learner.send("/sharing", **{**CHOSEN, "label": "  Acme,\r\n\tMay\x00 "})

    assert [row.label for row in links(learner)] == ["Acme, May"]


def test_fifty_working_links_are_enough(learner: CheckingClient) -> None:
    app, person = learner.application, learner.person_id
    for number in range(49):
        scene.link(app, person, token=f"t{number}")
    scene.link(app, person, token="old", ends=scene.NOW - scene.HOUR)

    fiftieth = learner.send("/sharing", **CHOSEN)
    refused = learner.send("/sharing", **CHOSEN)

    assert fiftieth.status_code == 302
    assert refused.status_code == 422
    assert "as many as there can be" in refused.get_data(as_text=True)
    assert len(links(learner)) == 51


def test_the_list_says_what_each_link_shows_and_until_when(learner: CheckingClient) -> None:
    app, person = learner.application, learner.person_id
    scene.link(app, person, ["fit", "plan"], label="Acme", show_name=True)
    scene.link(app, person, ["quizzes"], label="Old", token="b", ends=scene.NOW - scene.HOUR)
    scene.link(app, person, label="Taken back", token="c", revoked=scene.NOW)

    page = " ".join(learner.read("/sharing").split())

    assert "Shows role fit, plan progress; your name. Compared with Technical Project" in page
    assert "Shows quiz results; no name." in page
    for state in ("active", "expired", "revoked"):
        assert f"{state}</span>" in page
    assert page.count("Preview<span") == 1
    assert page.count("Revoke<span") == 1
    assert page.count("Renew<span") == 3


def test_each_opening_is_listed_with_its_time(learner: CheckingClient) -> None:
    link = scene.link(learner.application, learner.person_id)
    first = scene.NOW.replace(year=2025, month=5, day=6, hour=9, minute=7)
    scene.record(learner.application, link, first, first + timedelta(hours=30))

    page = learner.read("/sharing")

    assert "Opened 2 times, last at 7 May 2025 15:07." in page
    assert ">6 May 2025 09:07</time>" in page
    assert "link previews of chat programs" in page


def test_of_many_openings_the_newest_are_listed_and_all_are_counted(
    learner: CheckingClient,
) -> None:
    link = scene.link(learner.application, learner.person_id)
    scene.record(learner.application, link, *[scene.NOW] * 53)

    page = learner.read("/sharing")

    assert "Opened 53 times" in page
    assert page.count("<time ") == 50
    assert "And 3 earlier." in page


def test_nobody_sees_another_persons_links(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    scene.link(learner.application, learner.person_id, label="Acme, May")

    assert "Acme, May" not in stranger.read("/sharing")


def test_a_post_without_a_token_of_ours_makes_nothing(learner: CheckingClient) -> None:
    assert learner.post("/sharing", data=CHOSEN).status_code == 400
    assert links(learner) == []
